using System.Collections.Concurrent;
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

[Resource("Team", "organization/name", "A team of an organization. Its people are declared one by one with `TeamMembership`, or all at " +
    "once with `members` and `admins`; not both ways for one team. Whoever makes a team is put into it by the service, and taken out " +
    "again unless the program declares them. Deleting a team takes with it the permissions that it grants and its tokens.")]
public sealed class Team(ICloud cloud) : Resource<Team.Args, Team.State>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("Who manages the team's members.", Replaces = true, Default = Resources.TeamType.Pulumi)]
        [OneOf(typeof(TeamType))]
        public string TeamType { get; init; } = Resources.TeamType.Pulumi;

        [Input("The team's name, unique in the organization. Upper and lower case are the same. Default: made from the resource's name; " +
            "a team of type `github` has its name from GitHub.", Replaces = true, WhenAbsent = Absence.AsItIs)]
        [PathSegment, MaxLength(100), IgnoreCase, Autonamed(100, Where = nameof(TeamType), Is = Resources.TeamType.Pulumi)]
        public string Name { get; init; } = "";

        [Input("The name that people see: at most 100 characters. Default: the team's name.", WhenAbsent = Absence.AsItIs)]
        [NotBlank, MaxLength(100), DefaultFrom(nameof(Name))]
        public string? DisplayName { get; init; }

        [Input("What the team is for. Default: empty.", Default = "", DefaultWith = nameof(Name), WhenAbsent = Absence.AsItIs)]
        public string? Description { get; init; }

        [Input("The number of the team at GitHub that is mirrored. Required for a team of type `github`.", Replaces = true, WhenAbsent = Absence.NeverTold)]
        public long? GithubTeamId { get; init; }

        [Input("The logins of exactly the people who are in the team, or, beside `admins`, of exactly those who are in it without " +
            "managing it; whoever else is in it is taken out. Absent: memberships are left alone.", WhenAbsent = Absence.Unmanaged)]
        [PathSegment, MaxLength(100), IgnoreCase, Unordered]
        public IReadOnlyList<string>? Members { get; init; }

        [Input("The logins of exactly the people who manage the team's members; whoever else does no longer does. Absent: who manages " +
            "them is left alone.", WhenAbsent = Absence.Unmanaged)]
        [PathSegment, MaxLength(100), IgnoreCase, Unordered]
        public IReadOnlyList<string>? Admins { get; init; }

        [Input("The id of the role that the team gives its people, such as `getOrgRoles` tells; a team has one at most. Empty: none, and " +
            "one that it has is taken away. Absent: left alone.", WhenAbsent = Absence.Unmanaged)]
        [MaybeRole, MaxLength(100)]
        public string? RoleId { get; init; }

        [Input("Leave whoever makes the team in it, as the service does: for a caller who is no admin of the organization and puts " +
            "people into the team afterwards. Default: false.")]
        [SteersProvider]
        public bool? KeepCreator { get; init; }
    }

    public sealed record State : Args
    {
        [Output("Who manages the team's members, as the service tells it: `pulumi`, `github` or `scim`.")]
        public string Kind { get; init; } = "";

        [Output("The login of whoever made the team and could not be taken out of it; the next update does. Absent: nobody.", WhenAbsent = Absence.ThereIsNone)]
        public string? Creator { get; init; }
    }

    private const string NoRole = "";

    private static readonly PropertyName TypeInput = PropertyName.Of<Args>(static args => args.TeamType);
    private static readonly PropertyName NameInput = PropertyName.Of<Args>(static args => args.Name);
    private static readonly PropertyName NumberInput = PropertyName.Of<Args>(static args => args.GithubTeamId);
    private static readonly PropertyName MembersInput = PropertyName.Of<Args>(static args => args.Members);
    private static readonly PropertyName AdminsInput = PropertyName.Of<Args>(static args => args.Admins);
    private static readonly PropertyName KeepCreatorInput = PropertyName.Of<Args>(static args => args.KeepCreator);

    private static CheckFailure NumberIsMissing =>
        new(NumberInput, "is missing; a team of type 'github' needs the number of the team at GitHub");

    protected override IEnumerable<Inclusion> Includes(Args record) => People(record)
        .Select(login => new Inclusion(nameof(TeamMembership), $"{record.Organization}/{record.Name}/{login}"));

    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs)
    {
        if (inputs.Properties[TypeInput].IsUnknown)
        {
            yield break;
        }

        var isGithub = inputs.Args.TeamType == Resources.TeamType.Github;
        if (!isGithub && inputs.Has(NumberInput))
        {
            yield return new CheckFailure(NumberInput, "is only for a team of type 'github'; set teamType to 'github', or leave it out");
        }

        if (isGithub && inputs.Has(NameInput))
        {
            yield return new CheckFailure(NameInput, "is given by GitHub for a team of type 'github'; leave it out");
        }

        foreach (var people in (PropertyName[])[MembersInput, AdminsInput])
        {
            if (isGithub && inputs.Has(people))
            {
                yield return new CheckFailure(people, "are managed at GitHub for a team of type 'github'; leave them out");
            }
        }

        var admins = (inputs.Args.Admins ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (place, login) in (inputs.Args.Members ?? []).Index())
        {
            if (admins.Contains(login))
            {
                yield return new CheckFailure($"{MembersInput}[{place}]", $"'{login}' is among the admins too; name everybody once");
            }
        }

        if (inputs.Has(MembersInput) && inputs.Args.KeepCreator == true)
        {
            yield return new CheckFailure(KeepCreatorInput, "has no meaning where members are given; name the creator among them");
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

    protected override void Refine(DiffDraft<Args, State> draft)
    {
        // Without `admins` the members are all who are in the team, as what does not matter.
        if (draft is { Inputs: { Members: { } wanted, Admins: null }, State: { Members: { } members, Admins: { } admins } }
            && !draft.HasUnknowns && wanted.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(members.Concat(admins)))
        {
            draft.Changes.Remove(MembersInput);
        }
    }

    protected override PropertyMap ToInputs(PropertyMap inputs, State found) =>
        found.Kind == Resources.TeamType.Pulumi ? inputs : inputs.Without(NameInput);

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        var (team, isNew) = await MakeAsync(context, inputs, cancellationToken);
        var state = Observe(new State { Organization = inputs.Organization, GithubTeamId = inputs.GithubTeamId }, team);
        if (isNew && team.Kind == Resources.TeamType.Pulumi && inputs is { Members: null, KeepCreator: not true })
        {
            // The service puts its creator into a new team, whom nobody asked for.
            var creator = team.Members.Select(static member => member.Username).FirstOrDefault() ?? await FindCallerAsync(cancellationToken);
            state = state with { Creator = inputs.Admins?.Contains(creator, StringComparer.OrdinalIgnoreCase) == true ? null : creator };
        }

        // A team of GitHub comes with GitHub's texts.
        return await UpdateAsync(state, inputs, team, cancellationToken);
    }

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        cloud.LookOnceAsync(context, inputs.Organization, cancellationToken);

    // Whoever came without the stack is in no difference, and goes all the same: the program names exactly those who are in the team.
    protected override async Task ReviewAsync(ResourceContext context, DiffDraft<Args, State> draft, CancellationToken cancellationToken)
    {
        var (state, inputs) = (draft.State, draft.Inputs);
        if (inputs.Members is null || draft.Replaces || draft.HasUnknowns || ArePeopleAsWanted(state, inputs)
            || await cloud.LookForAsync(() => cloud.Teams.FindAsync(state.Organization, state.Name, cancellationToken)) is not { } team)
        {
            return;
        }

        var expected = People(state).Concat(People(inputs)).Append(state.Creator ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<string> strangers = [.. team.Members.Select(static member => member.Username).Where(login => !expected.Contains(login))];
        if (strangers.Count > 0)
        {
            draft.Warnings.Add(
                $"team '{state.Name}' of '{state.Organization}' has people whom the resource does not name and has not had so far; they will be " +
                $"taken out, since its members are exactly those that the program gives: {string.Join(", ", strangers)}");
        }
    }

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken)
    {
        var read = cloud.Teams.FindWithAsync(last.Organization, last.Name, [.. People(last)], cancellationToken);
        if (await cloud.OrGoneAsync(last.Organization, read, cancellationToken) is not { } team)
        {
            return null;
        }

        var state = Observe(last, team);
        if (last.Creator is not null)
        {
            state = state with { Creator = RolesIn(last.Organization, team).ContainsKey(last.Creator) ? last.Creator : null };
        }

        if (import || last.RoleId is not null)
        {
            state = state with { RoleId = team.RoleIds.FirstOrDefault() ?? NoRole };
        }

        var all = import && team.Kind == Resources.TeamType.Pulumi;
        var (areMembersManaged, areAdminsManaged) = (all || last.Members is not null, all || last.Admins is not null);
        return areMembersManaged || areAdminsManaged
            ? WithPeople(state, RolesIn(state.Organization, team), areMembersManaged, areAdminsManaged)
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

    /// <summary>Who is in a team, and as what.</summary>
    private static ConcurrentDictionary<string, string> RolesIn(string organization, CloudTeam team) => new(
        MembersOf(organization, team).Select(static member => KeyValuePair.Create(member.Username, member.Role)), StringComparer.OrdinalIgnoreCase);

    // A login that the program writes in another case is the same person and no drift: the names are told as they were.
    private static State WithPeople(State state, IReadOnlyDictionary<string, string> roles, bool areMembersManaged, bool areAdminsManaged)
    {
        var told = People(state).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return state with
        {
            Members = areMembersManaged ? Logins(role => !areAdminsManaged || role != TeamRole.Admin) : null,
            Admins = areAdminsManaged ? Logins(static role => role == TeamRole.Admin) : null,
        };

        List<string> Logins(Func<string, bool> isSuch) =>
        [
            .. roles.Where(entry => isSuch(entry.Value))
                .Select(entry => told.TryGetValue(entry.Key, out var spelled) ? spelled : entry.Key)
                .Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private async Task<State> UpdateAsync(State state, Args inputs, CloudTeam? known, CancellationToken cancellationToken)
    {
        var reached = state;
        ConcurrentDictionary<string, string>? roles = null;
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

            await ChangeRoleAsync(state, inputs, known, cancellationToken);
            reached = reached with { RoleId = inputs.RoleId };
            if (inputs is { Members: null, Admins: null })
            {
                await RemoveCreatorAsync(state, cancellationToken);
                return reached with { Members = null, Admins = null, Creator = null };
            }

            // What no preview has shown is not changed: whoever came or went without the stack, a refresh shows first.
            if (ArePeopleAsWanted(state, inputs))
            {
                return reached with { Members = inputs.Members, Admins = inputs.Admins };
            }

            var team = IsKnownWithMembers(known)
                ? known
                : await cloud.Teams.FindAsync(state.Organization, state.Name, cancellationToken)
                    ?? throw new ResourceException($"team '{state.Name}' of '{state.Organization}' is gone; run `pulumi refresh`, then deploy again");
            roles = RolesIn(state.Organization, team);
            await ChangePeopleAsync(state, inputs, roles, cancellationToken);
            return reached with { Members = inputs.Members, Admins = inputs.Admins, Creator = null };
        }
        catch (Exception exception) when (exception is CloudException or ResourceException or OperationCanceledException or AggregateException)
        {
            if (roles is not null)
            {
                reached = WithPeople(reached, roles, inputs.Members is not null, inputs.Admins is not null);
                reached = reached with { Creator = state.Creator is { } creator && roles.ContainsKey(creator) ? creator : null };
            }

            throw new PartialFailureException<State>(reached, exception);
        }
    }

    private async Task ChangeRoleAsync(State state, Args inputs, CloudTeam? known, CancellationToken cancellationToken)
    {
        if (inputs.RoleId is null || inputs.RoleId == state.RoleId)
        {
            return;
        }

        if (inputs.RoleId == NoRole)
        {
            // Which one it has by now may be another than the one that was last seen.
            var team = known ?? await cloud.Teams.FindAsync(state.Organization, state.Name, cancellationToken);
            await AllAsync((team?.RoleIds ?? []).Select(role => cloud.UnlessGoneAsync(
                state.Organization, cloud.Teams.RemoveRoleAsync(state.Organization, state.Name, role, cancellationToken), cancellationToken)));
            return;
        }

        try
        {
            await cloud.Teams.SetRoleAsync(state.Organization, state.Name, inputs.RoleId, cancellationToken);
        }
        catch (CloudException failure) when (failure is { Reason: CloudFailure.BadRequest or CloudFailure.NotFound, MayHaveHappened: false })
        {
            throw CustomRoles.IsUnknown(state.Organization, inputs.RoleId, failure);
        }
    }

    // A machine is in no team.
    private async Task<string?> FindCallerAsync(CancellationToken cancellationToken) =>
        await cloud.Users.GetCurrentAsync(cancellationToken) is { IsMachine: false } caller ? caller.Username : null;

    private Task RemoveCreatorAsync(State state, CancellationToken cancellationToken) => state.Creator is { } creator
        ? cloud.UnlessGoneAsync(
            state.Organization, cloud.Teams.RemoveMemberAsync(state.Organization, state.Name, creator, cancellationToken), cancellationToken)
        : Task.CompletedTask;

    // Whoever makes a team is in it, so one that comes without anybody may only have been told without.
    private static bool IsKnownWithMembers([NotNullWhen(true)] CloudTeam? team) => team is { ListMembersError: null, Members: not [] };

    private static IEnumerable<string> People(Args args) => (args.Members ?? []).Concat(args.Admins ?? []);

    private static bool ArePeopleAsWanted(State state, Args inputs)
    {
        // Without `admins` the members are all who are in the team.
        var members = inputs.Admins is null ? state.Members?.Concat(state.Admins ?? []) : state.Members;
        return state.Creator is null && AreThey(members, inputs.Members) && AreThey(state.Admins, inputs.Admins);

        static bool AreThey(IEnumerable<string>? people, IReadOnlyList<string>? wanted) =>
            wanted is null || people?.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(wanted) == true;
    }

    /// <summary>Makes the people of a team those whom the program declares, side by side.</summary>
    /// <param name="state">The team.</param>
    /// <param name="inputs">What the program declares.</param>
    /// <param name="roles">Who is in it, and as what; it takes each change when it is done.</param>
    /// <param name="cancellationToken">Ends the changes.</param>
    private async Task ChangePeopleAsync(
        State state, Args inputs, ConcurrentDictionary<string, string> roles, CancellationToken cancellationToken)
    {
        var (before, admins) = (roles.ToArray(), (inputs.Admins ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase));
        var wanted = People(inputs).ToHashSet(StringComparer.OrdinalIgnoreCase);

        // All who come before anybody goes: one who goes may be the caller, who perhaps may do no more then.
        await AllAsync(wanted.Where(username => !roles.TryGetValue(username, out var role) || (admins.Contains(username) && role != TeamRole.Admin))
            .Select(AddAsync));
        await AllAsync(before.Select(entry => GoesAsync(entry.Key, entry.Value)));

        async Task AddAsync(string username)
        {
            if (!roles.ContainsKey(username))
            {
                await cloud.Teams.AddMemberAsync(state.Organization, state.Name, username, cancellationToken);
                roles[username] = TeamRole.Member;
            }

            if (admins.Contains(username))
            {
                await cloud.Teams.PromoteMemberAsync(state.Organization, state.Name, username, cancellationToken);
                roles[username] = TeamRole.Admin;
            }
        }

        async Task GoesAsync(string username, string role)
        {
            var isNobodysWish = inputs.Members is not null || username.Equals(state.Creator, StringComparison.OrdinalIgnoreCase);
            if (isNobodysWish && !wanted.Contains(username))
            {
                await cloud.Teams.RemoveMemberAsync(state.Organization, state.Name, username, cancellationToken);
                roles.TryRemove(username, out _);
            }
            else if (role == TeamRole.Admin && inputs.Admins is not null && !admins.Contains(username))
            {
                await cloud.Teams.DemoteMemberAsync(state.Organization, state.Name, username, cancellationToken);
                roles[username] = TeamRole.Member;
            }
        }
    }

    // One who fails keeps nobody else waiting; the failure names all who were not reached.
    private static async Task AllAsync(IEnumerable<Task> changes)
    {
        var all = changes.ToList();
        await ((Task)Task.WhenAll(all)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        List<Exception> failures =
        [
            .. all.Where(static change => change.IsFaulted).Select(static change => change.Exception!.InnerException!),
            .. all.Where(static change => change.IsCanceled).Take(1).Select(static _ => new OperationCanceledException()),
        ];
        if (failures.Count > 0)
        {
            throw failures.Count == 1
                ? failures[0]
                : failures.Find(static failure => failure is OperationCanceledException) ?? new AggregateException(failures);
        }
    }

    private async Task<(CloudTeam Team, bool IsNew)> MakeAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        try
        {
            var made = inputs.TeamType == Resources.TeamType.Github
                ? await cloud.Teams.CreateFromGitHubAsync(inputs.Organization, inputs.GithubTeamId ?? throw new InputException(NumberIsMissing),
                    cancellationToken)
                : await cloud.Teams
                    .CreateAsync(inputs.Organization, new NewTeam(inputs.Name, inputs.DisplayName!, inputs.Description!), cancellationToken);
            return (made, IsNew: true);
        }
        catch (CloudException failure) when (failure is { Reason: CloudFailure.Conflict, MayHaveHappened: false })
        {
            // An engine that replaces a team by itself makes the new one first.
            if (context.Deployment.MayTakeOver(context, $"{inputs.Organization}/{inputs.Name}")
                && await cloud.Teams.FindAsync(inputs.Organization, inputs.Name, cancellationToken) is { } own)
            {
                return (own, IsNew: false);
            }

            throw new ResourceException(
                $"{failure.Message}: a team of that name exists in '{inputs.Organization}'. To manage it here, run " +
                $"`{context.ImportCommand($"{inputs.Organization}/{(inputs.Name.Length == 0 ? "NAME" : inputs.Name)}")}`, or choose another name.",
                failure);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound && inputs.TeamType == Resources.TeamType.Github)
        {
            throw new ResourceException(
                $"{failure.Message}: GitHub has no team number {inputs.GithubTeamId} in the organization behind '{inputs.Organization}', " +
                $"or '{inputs.Organization}' does not exist.",
                failure);
        }
        catch (CloudException failure) when (failure.MayHaveHappened)
        {
            throw new ResourceException(
                inputs.TeamType == Resources.TeamType.Github
                    ? $"{failure.Message}: the team may have been made. If it exists, take it over with " +
                      $"`{context.ImportCommand($"{inputs.Organization}/NAME")}`; if not, run the deployment again."
                    : $"{failure.Message}: the team may have been made. Run the deployment again: it makes the team, or takes it over as " +
                        "long as nobody uses it.",
                failure);
        }
    }
}

/// <summary>The id of a role, which becomes part of a path, or nothing for none.</summary>
public sealed class MaybeRoleAttribute : RuleAttribute
{
    private static readonly PathSegmentAttribute Segment = new();

    public override string? Fault(object value) => value is "" ? null : Segment.Fault(value);
}
