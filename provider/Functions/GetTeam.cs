using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[ObjectType("A person in a team.")]
public sealed record TeamMemberInfo
{
    [Output("The person's login.")]
    public string Username { get; init; } = "";

    [Output("The person's display name. Several people may have the same one.")]
    public string Name { get; init; } = "";

    [Output("The URL of the person's picture.")]
    public string AvatarUrl { get; init; } = "";

    [Output("The person's role in the team: `member` or `admin`.")]
    public string Role { get; init; } = "";
}

[Function("getTeam", "Finds a team of an organization, and who is in it. A team that does not exist is an error.")]
public sealed class GetTeam(ICloud cloud) : Function<GetTeam.Args, GetTeam.Result>
{
    public sealed record Args : OrganizationArgs
    {
        [Input("The team's name.", Required = true)]
        [PathSegment, MaxLength(100)]
        public string Name { get; init; } = "";
    }

    public sealed record Result : TeamInfo
    {
        [Output("Who is in the team, sorted by login.")]
        [Items(typeof(TeamMemberInfo))]
        public IReadOnlyList<TeamMemberInfo> Members { get; init; } = [];
    }

    protected override async Task<Result> InvokeAsync(Args arguments, CancellationToken cancellationToken)
    {
        var team = await cloud.Teams.FindAsync(arguments.Organization, arguments.Name, cancellationToken)
            ?? throw new ResourceException($"'{arguments.Organization}' has no team '{arguments.Name}'");
        return new Result
        {
            Name = team.Name,
            DisplayName = team.DisplayName,
            Description = team.Description,
            Kind = team.Kind,
            Members =
            [
                .. Resources.Team.MembersOf(arguments.Organization, team)
                    .OrderBy(static member => member.Username, StringComparer.OrdinalIgnoreCase)
                    .Select(static member => new TeamMemberInfo
                    {
                        Username = member.Username,
                        Name = member.Name,
                        AvatarUrl = member.AvatarUrl,
                        Role = member.Role,
                    }),
            ],
        };
    }
}
