using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[ObjectType("A team of an organization, without its members and permissions.")]
public record TeamInfo
{
    [Output("The team's name, unique in the organization.")]
    public string Name { get; init; } = "";

    [Output("The name that people see.")]
    public string DisplayName { get; init; } = "";

    [Output("What the team is for.")]
    public string Description { get; init; } = "";

    [Output("Who manages the team's members: `pulumi`, `github` or `scim`.")]
    public string Kind { get; init; } = "";
}

[Function("getTeams", "Lists the teams of an organization, sorted by name.")]
public sealed class GetTeams(ICloud cloud) : Function<OrganizationArgs, GetTeams.Result>
{
    public sealed record Result
    {
        [Output("The teams. `getTeam` tells who is in one, and what it may do.")]
        [Items(typeof(TeamInfo))]
        public IReadOnlyList<TeamInfo> Teams { get; init; } = [];
    }

    protected override async Task<Result> InvokeAsync(OrganizationArgs arguments, CancellationToken cancellationToken) => new()
    {
        Teams =
        [
            .. (await cloud.Teams.ListAsync(arguments.Organization, cancellationToken))
                .OrderBy(static team => team.Name, StringComparer.Ordinal)
                .Select(static team => new TeamInfo
                {
                    Name = team.Name,
                    DisplayName = team.DisplayName,
                    Description = team.Description,
                    Kind = team.Kind,
                }),
        ],
    };
}
