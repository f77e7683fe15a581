using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>What <see cref="GetOrgMembers"/> finds.</summary>
[OutputType]
public sealed class GetOrgMembersResult
{
    /// <summary>The people.</summary>
    public readonly ImmutableArray<Outputs.OrgMemberInfo> Members;

    [OutputConstructor]
    private GetOrgMembersResult(ImmutableArray<Outputs.OrgMemberInfo> members)
    {
        Members = members;
    }
}
