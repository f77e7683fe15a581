using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[ObjectType("A role that an organization can give.")]
public sealed record OrgRoleInfo
{
    [Output("The role's id, for the `roleId` of a person, a team or a token.")]
    public string Id { get; init; } = "";

    [Output("The role's name.")]
    public string Name { get; init; } = "";

    [Output("What the role is for.")]
    public string Description { get; init; } = "";

    [Output("The built-in role that it is: `member`, `admin` or `billing-manager`. Absent for a custom role.", WhenAbsent = Absence.ThereIsNone)]
    public string? DefaultIdentifier { get; init; }

    [Output("Whether whoever is given no other role has this one.")]
    public bool IsDefault { get; init; }
}

[Function("getOrgRoles", "Lists the roles of an organization, built-in ones and custom ones, sorted by name.")]
public sealed class GetOrgRoles(ICloud cloud) : Function<OrganizationArgs, GetOrgRoles.Result>
{
    public sealed record Result
    {
        [Output("The roles.")]
        [Items(typeof(OrgRoleInfo))]
        public IReadOnlyList<OrgRoleInfo> Roles { get; init; } = [];
    }

    protected override async Task<Result> InvokeAsync(OrganizationArgs arguments, CancellationToken cancellationToken) => new()
    {
        Roles =
        [
            .. (await cloud.Roles.ListAsync(arguments.Organization, cancellationToken))
                .OrderBy(static role => role.Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(static role => role.Id, StringComparer.Ordinal)
                .Select(static role => new OrgRoleInfo
                {
                    Id = role.Id,
                    Name = role.Name,
                    Description = role.Description,
                    DefaultIdentifier = role.DefaultIdentifier,
                    IsDefault = role.IsDefault,
                }),
        ],
    };
}
