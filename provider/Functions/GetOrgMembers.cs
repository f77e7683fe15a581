using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Functions;

[ObjectType("A person in an organization.")]
public record OrgMemberInfo
{
    [Output("The person's login.")]
    public string Username { get; init; } = "";

    [Output("The person's role in the organization: `member` or `admin`, or another that the service knows. Of a person with a `roleId`: " +
        "the built-in role that comes closest.")]
    public string Role { get; init; } = "";

    [Output("The id of the custom role that the person has. Absent: `role` is all.", WhenAbsent = Absence.ThereIsNone)]
    public string? RoleId { get; init; }

    [Output("The person's display name. Several people may have the same one.")]
    public string Name { get; init; } = "";

    [Output("The person's email address. Absent when the service does not tell it.", WhenAbsent = Absence.ThereIsNone)]
    public string? Email { get; init; }

    [Output("The URL of the person's picture.")]
    public string AvatarUrl { get; init; } = "";

    [Output("Whether the person has a Pulumi account.")]
    public bool KnownToPulumi { get; init; }

    [Output("Whether the person is an admin here without being one at the identity provider behind the organization.")]
    public bool VirtualAdmin { get; init; }

    internal static OrgMemberInfo Of(Member member) => new()
    {
        Username = member.Username,
        Role = member.Role,
        RoleId = member.CustomRole?.Id,
        Name = member.Name,
        Email = member.Email,
        AvatarUrl = member.AvatarUrl,
        KnownToPulumi = member.KnownToPulumi,
        VirtualAdmin = member.VirtualAdmin,
    };
}

[Function("getOrgMembers", "Lists the people of an organization, sorted by login.")]
public sealed class GetOrgMembers(ICloud cloud) : Function<GetOrgMembers.Args, GetOrgMembers.Result>
{
    public sealed record Args : OrganizationArgs
    {
        [Input("Only people with this role. Default: everybody.", WhenAbsent = Absence.ThereIsNone)]
        [OneOf(typeof(OrgRole))]
        public string? Role { get; init; }
    }

    public sealed record Result
    {
        [Output("The people.")]
        [Items(typeof(OrgMemberInfo))]
        public IReadOnlyList<OrgMemberInfo> Members { get; init; } = [];
    }

    protected override async Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken) => new()
    {
        Members =
        [
            .. (await cloud.Members.ListAsync(arguments.Organization, cancellationToken))
                .Where(member => arguments.Role is null || member.Role == arguments.Role)
                .OrderBy(static member => member.Username, StringComparer.OrdinalIgnoreCase)
                .Select(OrgMemberInfo.Of),
        ],
    };
}
