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

[ObjectType("What a team may do with a stack.")]
public sealed record TeamStackInfo
{
    [Output("The stack's project.")]
    public string Project { get; init; } = "";

    [Output("The stack's name in its project.")]
    public string Stack { get; init; } = "";

    [Output("What the team may do with the stack: `read`, `write` or `admin`, or another that the service knows, such as the `creator` of " +
        "whoever made the stack.")]
    public string Permission { get; init; } = "";
}

[ObjectType("What a team may do with an environment of Pulumi ESC.")]
public sealed record TeamEnvironmentInfo
{
    [Output("The environment's project.")]
    public string Project { get; init; } = "";

    [Output("The environment's name in its project.")]
    public string Environment { get; init; } = "";

    [Output("What the team may do with the environment: `read`, `open`, `write` or `admin`, or another that the service knows.")]
    public string Permission { get; init; } = "";

    [Output("How long the environment may stay open at most, once somebody of the team has opened it: a duration such as `2h30m0s`. " +
        "Absent: no limit.", WhenAbsent = Absence.ThereIsNone)]
    public string? MaxOpenDuration { get; init; }
}

[Function("getTeam", "Finds a team of an organization: who is in it, and what it may do. A team that does not exist is an error.")]
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

        [Output("What the team may do with stacks, sorted by project and stack.")]
        [Items(typeof(TeamStackInfo))]
        public IReadOnlyList<TeamStackInfo> Stacks { get; init; } = [];

        [Output("What the team may do with environments, sorted by project and environment.")]
        [Items(typeof(TeamEnvironmentInfo))]
        public IReadOnlyList<TeamEnvironmentInfo> Environments { get; init; } = [];

        [Output("The id of the role that the team gives its people, such as `getOrgRoles` tells. Absent: none.", WhenAbsent = Absence.ThereIsNone)]
        public string? RoleId { get; init; }
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
            Stacks =
            [
                .. team.Stacks
                    .OrderBy(static stack => stack.Project, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(static stack => stack.Stack, StringComparer.OrdinalIgnoreCase)
                    .Select(static stack => new TeamStackInfo { Project = stack.Project, Stack = stack.Stack, Permission = stack.Permission }),
            ],
            Environments =
            [
                .. team.Environments
                    .OrderBy(static environment => environment.Project, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(static environment => environment.Environment, StringComparer.OrdinalIgnoreCase)
                    .Select(static environment => new TeamEnvironmentInfo
                    {
                        Project = environment.Project,
                        Environment = environment.Environment,
                        Permission = environment.Permission,
                        MaxOpenDuration = environment.MaxOpenDuration,
                    }),
            ],
            RoleId = team.RoleIds.FirstOrDefault(),
        };
    }
}
