using System.Diagnostics.CodeAnalysis;
using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;

namespace PulumiOrgs.Provider.Resources;

[EnumType("Who manages the members of a team.")]
public static class TeamType
{
    [EnumValue("Its members are managed in Pulumi Cloud.")]
    public const string Pulumi = "pulumi";

    [EnumValue("It mirrors a team of GitHub, where its members are managed.")]
    public const string Github = "github";
}

[Resource("Team", "organization/name", "A team of an organization. Its members are declared one by one with `TeamMembership`, or all at once with `members`; not both ways for one team. Deleting a team takes with it the permissions that it grants and its tokens.")]
public sealed class Team(ICloud cloud) : Resource<Team.Args, Team.State>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("Who manages the team's members.", Replaces = true, Default = Resources.TeamType.Pulumi)]
        [OneOf(typeof(TeamType))]
        public string TeamType { get; init; } = Resources.TeamType.Pulumi;

        [Input("The team's name, unique in the organization. Upper and lower case are the same. Required for a team of type `pulumi`; a team of type `github` has its name from GitHub.", Replaces = true, WhenAbsent = Absence.AsItIs)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Name { get; init; } = "";

        [Input("The name that people see: at most 100 characters. Default: the team's name.", WhenAbsent = Absence.AsItIs)]
        [NotBlank, MaxLength(100), DefaultFrom(nameof(Name))]
        public string? DisplayName { get; init; }

        [Input("What the team is for. Default: empty.", Default = "", DefaultWith = nameof(Name), WhenAbsent = Absence.AsItIs)]
        public string? Description { get; init; }

        [Input("The number of the team at GitHub that is mirrored. Required for a team of type `github`.", Replaces = true, WhenAbsent = Absence.NeverTold)]
        public long? GithubTeamId { get; init; }

        [Input("The logins of exactly the people who are in the team; whoever else is in it, its creator too, is taken out. Absent: memberships are left alone.", WhenAbsent = Absence.Unmanaged)]
        [PathSegment, MaxLength(100), IgnoreCase, Unordered]
        public IReadOnlyList<string>? Members { get; init; }
    }

    public sealed record State : Args
    {
        [Output("Who manages the team's members, as the service tells it: `pulumi`, `github` or `scim`.")]
        public string Kind { get; init; } = "";
    }

    private static readonly PropertyName TypeInput = PropertyName.Of<Args>(static args => args.TeamType);
    private static readonly PropertyName NameInput = PropertyName.Of<Args>(static args => args.Name);
    private static readonly PropertyName NumberInput = PropertyName.Of<Args>(static args => args.GithubTeamId);
    private static readonly PropertyName MembersInput = PropertyName.Of<Args>(static args => args.Members);

    private static CheckFailure NumberIsMissing =>
        new(NumberInput, "is missing; a team of type 'github' needs the number of the team at GitHub");

    protected override IEnumerable<Inclusion> Includes(Args record) => record.Members is null
        ? []
        : record.Members.Select(login => new Inclusion(nameof(TeamMembership), $"{record.Organization}/{record.Name}/{login}"));

    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs)
    {
        if (inputs.Properties[TypeInput].IsUnknown)
        {
            yield break;
        }

        var isGithub = inputs.Args.TeamType == Resources.TeamType.Github;
        if (!isGithub && !inputs.Has(NameInput))
        {
            yield return new CheckFailure(NameInput, "is missing; a team of type 'pulumi' needs one");
        }

        if (!isGithub && inputs.Has(NumberInput))
        {
            yield return new CheckFailure(NumberInput, "is only for a team of type 'github'; set teamType to 'github', or leave it out");
        }

        if (isGithub && inputs.Has(NameInput))
        {
            yield return new CheckFailure(NameInput, "is given by GitHub for a team of type 'github'; leave it out");
        }

        if (isGithub && inputs.Has(MembersInput))
        {
            yield return new CheckFailure(MembersInput, "are managed at GitHub for a team of type 'github'; leave them out");
        }

        // The service never tells the number of a team that exists, and none is needed any more: an import is without.
        var isImported = inputs.OldProperties?.Find(TypeInput)?.Unwrap() is StringValue { Value: Resources.TeamType.Github };
        if (isGithub && !isImported && !inputs.Has(NumberInput))
        {
            yield return NumberIsMissing;
        }
        else if (inputs.Args.GithubTeamId <= 0)
        {
            yield return new CheckFailure(NumberInput, $"{inputs.Args.GithubTeamId} is no team at GitHub; give a positive number");
        }
    }

    protected override PropertyMap ToInputs(PropertyMap inputs, State found) =>
        found.Kind == Resources.TeamType.Pulumi ? inputs : inputs.Without(NameInput);

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        var team = await MakeAsync(context, inputs, cancellationToken);
        var state = Observe(new State { Organization = inputs.Organization, GithubTeamId = inputs.GithubTeamId }, team);

        // A team of GitHub comes with GitHub's texts; a new one of Pulumi with its creator in it.
        return await UpdateAsync(state, inputs, team, cancellationToken);
    }

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken)
    {
        var team = await cloud.Teams.FindWithAsync(last.Organization, last.Name, last.Members ?? [], cancellationToken);
        if (team is null)
        {
            await cloud.MustSeeAsync(last.Organization, cancellationToken);
            return null;
        }

        var state = Observe(last, team);
        return (import && team.Kind == Resources.TeamType.Pulumi) || last.Members is not null
            ? state with { Members = Spelled(LoginsOf(state.Organization, team), last.Members) }
            : state;
    }

    protected override Task<State> UpdateAsync(ResourceContext context, State state, Args inputs, CancellationToken cancellationToken) =>
        UpdateAsync(state, inputs, known: null, cancellationToken);

    protected override async Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken)
    {
        // A team takes its tokens with it.
        var caller = await cloud.Users.GetCurrentAsync(cancellationToken);
        if (caller.Token is { } token
            && token.Team.Equals(state.Name, StringComparison.OrdinalIgnoreCase)
            && token.Organization.Equals(state.Organization, StringComparison.OrdinalIgnoreCase))
        {
            throw new ResourceException(
                $"team '{state.Name}' of '{state.Organization}' owns the access token that this deployment uses, so it is not deleted. Use another token.");
        }

        await cloud.UnlessGoneAsync(
            state.Organization, cloud.Teams.DeleteAsync(state.Organization, state.Name, cancellationToken), cancellationToken);
    }

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.Teams.ListAsync(query.Organization, cancellationToken))
            .Select(team => new ListedResource($"{query.Organization}/{team.Name}", team.Name));

    // A listing that failed says nothing about who is in the team.
    internal static IReadOnlyList<TeamMember> MembersOf(string organization, CloudTeam team) => team.ListMembersError is { } error
        ? throw new ResourceException($"the members of team '{team.Name}' of '{organization}' could not be listed: {Printable.Line(error)}")
        : team.Members;

    private static State Observe(State last, CloudTeam team) => last with
    {
        TeamType = team.Kind,
        Name = team.Name,
        DisplayName = team.DisplayName,
        Description = team.Description,
        Kind = team.Kind,
    };

    private static List<string> LoginsOf(string organization, CloudTeam team) =>
        [.. MembersOf(organization, team).Select(static member => member.Username).Order(StringComparer.OrdinalIgnoreCase)];

    // A login that the program writes in another case is the same person and no drift.
    private static IReadOnlyList<string> Spelled(IReadOnlyList<string> found, IReadOnlyList<string>? known) =>
        [.. found.Select(username => known?.FirstOrDefault(name => name.Equals(username, StringComparison.OrdinalIgnoreCase)) ?? username)];

    private async Task<State> UpdateAsync(State state, Args inputs, CloudTeam? known, CancellationToken cancellationToken)
    {
        var reached = state;
        try
        {
            var changes = new TeamChanges
            {
                NewDisplayName = inputs.DisplayName == state.DisplayName ? null : inputs.DisplayName,
                NewDescription = inputs.Description == state.Description ? null : inputs.Description,
            };
            if (changes != new TeamChanges())
            {
                await cloud.Teams.UpdateAsync(state.Organization, state.Name, changes, cancellationToken);
                reached = reached with { DisplayName = inputs.DisplayName ?? state.DisplayName, Description = inputs.Description ?? state.Description };
            }

            if (inputs.Members is null)
            {
                return reached with { Members = null };
            }

            var team = IsKnownWithMembers(known)
                ? known
                : await cloud.Teams.FindAsync(state.Organization, state.Name, cancellationToken)
                    ?? throw new ResourceException($"team '{state.Name}' of '{state.Organization}' is gone; run `pulumi refresh`, then deploy again");
            var current = LoginsOf(state.Organization, team);
            reached = reached with { Members = current };

            // All who come before anybody goes: one who goes may be the caller, who perhaps may do no more then.
            reached = await ChangeMembersAsync(
                reached,
                inputs.Members.Except(current, StringComparer.OrdinalIgnoreCase),
                username => cloud.Teams.AddMemberAsync(state.Organization, state.Name, username, cancellationToken),
                static (members, username) => [.. members, username]);
            await ChangeMembersAsync(
                reached,
                current.Except(inputs.Members, StringComparer.OrdinalIgnoreCase),
                username => cloud.Teams.RemoveMemberAsync(state.Organization, state.Name, username, cancellationToken),
                static (members, username) => [.. members.Where(member => member != username)]);
            return reached with { Members = inputs.Members };
        }
        catch (Exception exception) when (exception is CloudException or ResourceException or OperationCanceledException)
        {
            throw new PartialFailureException<State>(reached, exception);
        }
    }

    // Whoever makes a team is in it, so one that comes without anybody may only have been told without.
    private static bool IsKnownWithMembers([NotNullWhen(true)] CloudTeam? team) => team is { ListMembersError: null, Members: not [] };

    /// <summary>Changes people side by side.</summary>
    /// <exception cref="PartialFailureException{TState}">It could not be done for all; the state has exactly those for whom it was.</exception>
    private static async Task<State> ChangeMembersAsync(
        State state, IEnumerable<string> usernames, Func<string, Task> change, Func<IReadOnlyList<string>, string, IReadOnlyList<string>> apply)
    {
        var changes = usernames.Select(username => (Username: username, Task: change(username))).ToList();
        await ((Task)Task.WhenAll(changes.Select(static change => change.Task))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var reached = changes.Where(static change => change.Task.IsCompletedSuccessfully)
            .Aggregate(state, (reached, change) => reached with { Members = apply(reached.Members!, change.Username) });
        List<Exception> failures =
        [
            .. changes.Where(static change => change.Task.IsFaulted).Select(static change => change.Task.Exception!.InnerException!),
            .. changes.Where(static change => change.Task.IsCanceled).Take(1).Select(static _ => new OperationCanceledException()),
        ];
        return failures switch
        {
            [] => reached,
            [var only] => throw new PartialFailureException<State>(reached, only),
            _ => throw new PartialFailureException<State>(reached, failures.Find(static failure => failure is OperationCanceledException) ?? new AggregateException(failures)),
        };
    }

    private async Task<CloudTeam> MakeAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        try
        {
            return inputs.TeamType == Resources.TeamType.Github
                ? await cloud.Teams.CreateFromGitHubAsync(inputs.Organization, inputs.GithubTeamId ?? throw new InputException(NumberIsMissing), cancellationToken)
                : await cloud.Teams
                    .CreateAsync(inputs.Organization, new NewTeam(inputs.Name, inputs.DisplayName!, inputs.Description!), cancellationToken);
        }
        catch (CloudException failure) when (failure is { Reason: CloudFailure.Conflict, MayHaveHappened: false })
        {
            // An engine that replaces a team by itself makes the new one first.
            if (context.Deployment.MayTakeOver(context, $"{inputs.Organization}/{inputs.Name}")
                && await cloud.Teams.FindAsync(inputs.Organization, inputs.Name, cancellationToken) is { } own)
            {
                return own;
            }

            throw new ResourceException(
                $"{failure.Message}: a team of that name exists in '{inputs.Organization}'. To manage it here, run " +
                $"`{context.ImportCommand($"{inputs.Organization}/{(inputs.Name.Length == 0 ? "NAME" : inputs.Name)}")}`, or choose another name.",
                failure);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound && inputs.TeamType == Resources.TeamType.Github)
        {
            throw new ResourceException(
                $"{failure.Message}: GitHub has no team number {inputs.GithubTeamId} in the organization behind '{inputs.Organization}', or '{inputs.Organization}' does not exist.",
                failure);
        }
        catch (CloudException failure) when (failure.MayHaveHappened)
        {
            throw new ResourceException(
                inputs.TeamType == Resources.TeamType.Github
                    ? $"{failure.Message}: the team may have been made. If it exists, take it over with " +
                      $"`{context.ImportCommand($"{inputs.Organization}/NAME")}`; if not, run the deployment again."
                    : $"{failure.Message}: the team may have been made. Run the deployment again: it makes the team, or takes it over as long as nobody uses it.",
                failure);
        }
    }
}
