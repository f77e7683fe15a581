using System.Collections.Immutable;

namespace Pulumi.Orgs;

/// <summary>What <see cref="GetTeam"/> finds.</summary>
[OutputType]
public sealed class GetTeamResult
{
    /// <summary>The team's name, unique in the organization.</summary>
    public readonly string Name;

    /// <summary>The name that people see.</summary>
    public readonly string DisplayName;

    /// <summary>What the team is for.</summary>
    public readonly string Description;

    /// <summary>Who manages the team's members: <c>pulumi</c>, <c>github</c> or <c>scim</c>.</summary>
    public readonly string Kind;

    /// <summary>Who is in the team, sorted by login.</summary>
    public readonly ImmutableArray<Outputs.TeamMemberInfo> Members;

    [OutputConstructor]
    private GetTeamResult(
        string name,
        string displayName,
        string description,
        string kind,
        ImmutableArray<Outputs.TeamMemberInfo> members)
    {
        Name = name;
        DisplayName = displayName;
        Description = description;
        Kind = kind;
        Members = members;
    }
}
