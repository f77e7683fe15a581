using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[Function("getOrgMember", "Finds a person in an organization. Somebody who is no member is an error.")]
public sealed class GetOrgMember(ICloud cloud) : Function<GetOrgMember.Args, OrgMemberInfo>
{
    public sealed record Args : OrganizationArgs
    {
        [Input("The person's login. Upper and lower case are the same.", Required = true)]
        [PathSegment, MaxLength(100)]
        public string Username { get; init; } = "";
    }

    protected override async Task<OrgMemberInfo> InvokeAsync(Args arguments, CancellationToken cancellationToken) =>
        await cloud.Members.FindAsync(arguments.Organization, arguments.Username, cancellationToken) is { } member
            ? OrgMemberInfo.Of(member)
            : throw new ResourceException($"'{arguments.Username}' is no member of '{arguments.Organization}'");
}
