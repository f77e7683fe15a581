using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[EnumType("What a team may do with an environment.")]
public static class EnvironmentPermission
{
    [EnumValue("See its definition, but not the values of secrets.")]
    public const string Read = "read";

    [EnumValue("Open it besides, and so have the values of its secrets.")]
    public const string Open = "open";

    [EnumValue("Change its definition besides.")]
    public const string Write = "write";

    [EnumValue("Delete it besides.")]
    public const string Admin = "admin";
}

[Resource("TeamEnvironmentPermission", "organization/team/project/environment", "What the people of one team may do with one environment " +
    "of Pulumi ESC. The environment has to exist. What else the team may do is left alone; a permission on the environment that the team " +
    "has already is taken over.")]
public sealed class TeamEnvironmentPermission(ICloud cloud) : Resource<TeamEnvironmentPermission.Args, TeamEnvironmentPermission.Args>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("The team's name. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Team { get; init; } = "";

        // A query that names no project is about all of them, so the default is not the record's own.
        [Input("The environment's project. Upper and lower case are the same.", Replaces = true, Default = "default")]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Project { get; init; } = "";

        [Input("The environment's name in its project. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Environment { get; init; } = "";

        [Input("What the team may do with the environment.", Required = true)]
        [GivenByHand, OneOf(typeof(EnvironmentPermission))]
        public string Permission { get; init; } = "";

        [Input("How long the environment may stay open at most, once somebody of the team has opened it: a duration such as `2h30m`. " +
            "Default: no limit.", WhenAbsent = Absence.ThereIsNone)]
        [GoDuration]
        public string? MaxOpenDuration { get; init; }
    }

    private static readonly PropertyName DurationInput = PropertyName.Of<Args>(static args => args.MaxOpenDuration);

    // The service tells of a limit, so where it tells of none there is none, whatever was deployed last.
    protected override void Refine(DiffDraft<Args, Args> draft)
    {
        if (draft.State.MaxOpenDuration is null && draft.Inputs.MaxOpenDuration is not null && !draft.IsIgnored(DurationInput))
        {
            draft.Changes[DurationInput] = new PropertyChange(ChangeKind.Add, Replaces: false, AgainstInputs: false);
        }
    }

    protected override async Task<Args> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        await ExplainAsync(inputs, TeamPermissions.GiveAsync(
            () => cloud.Teams.AddEnvironmentAsync(inputs.Organization, inputs.Team, ToEnvironment(inputs), cancellationToken),
            () => cloud.Teams.EditEnvironmentAsync(inputs.Organization, inputs.Team, ToEnvironment(inputs), cancellationToken)));
        return inputs;
    }

    protected override bool VanishesWithAnother(ResourceContext context, Args state) =>
        context.IsTeamGivenUp(state.Organization, state.Team);

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    protected override async Task<Args?> ReadAsync(Args last, bool import, CancellationToken cancellationToken)
    {
        var read = cloud.Teams.FindAsExpectedAsync(
            last.Organization, last.Team, found => found.Environments.Any(environment => environment.Is(last.Project, last.Environment)), cancellationToken);
        var team = await cloud.OrGoneAsync(last.Organization, read, cancellationToken);
        return team?.Environments.FirstOrDefault(environment => environment.Is(last.Project, last.Environment)) is { } found
            ? last with { Permission = found.Permission, MaxOpenDuration = found.MaxOpenDuration }
            : null;
    }

    protected override async Task<Args> UpdateAsync(ResourceContext context, Args state, Args inputs, CancellationToken cancellationToken)
    {
        var wanted = state with { Permission = inputs.Permission, MaxOpenDuration = inputs.MaxOpenDuration };
        await ExplainAsync(state, TeamPermissions.ChangeAsync(
            () => cloud.Teams.EditEnvironmentAsync(state.Organization, state.Team, ToEnvironment(wanted), cancellationToken),
            () => cloud.Teams.AddEnvironmentAsync(state.Organization, state.Team, ToEnvironment(wanted), cancellationToken)));
        return wanted;
    }

    protected override Task DeleteAsync(ResourceContext context, Args state, CancellationToken cancellationToken) => cloud.UnlessGoneAsync(
        state.Organization,
        cloud.Teams.RemoveEnvironmentAsync(state.Organization, state.Team, state.Project, state.Environment, cancellationToken),
        cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.ReadTeamsAsync(query.Organization, query.Team, cancellationToken)).SelectMany(team => team.Environments
            .Where(environment => query.Project.Length == 0 || environment.Project.Equals(query.Project, StringComparison.OrdinalIgnoreCase))
            .Select(environment => $"{team.Name}/{environment.Project}/{environment.Environment}")
            .Select(name => new ListedResource($"{query.Organization}/{name}", name)));

    private static TeamEnvironment ToEnvironment(Args args) => new(args.Project, args.Environment, args.Permission, args.MaxOpenDuration);

    private static Task ExplainAsync(Args args, Task write) => TeamPermissions.ExplainAsync(
        write, args.Organization, args.Team, $"environment '{args.Project}/{args.Environment}'",
        $"An environment is made with `pulumi env init {args.Organization}/{args.Project}/{args.Environment}`.");
}
