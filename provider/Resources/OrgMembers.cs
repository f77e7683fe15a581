using System.Collections.Concurrent;
using System.Globalization;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[Resource("OrgMembers", "organization", "Many people of an organization in one resource: for an organization of hundreds, where one " +
    "`OrgMember` a person would be too many. All who come are added side by side, and before anybody goes. Only people whom this " +
    "resource added or took over are ever removed, unless it is `exclusive`. The last admin, and the owner of the access token, are " +
    "never demoted or removed: a change that would is refused, and where the resource itself is deleted they stay, with a warning. No " +
    "deployment removes more people than the provider's `maxRemovals`. Whoever the program declares by another resource stays. It gives " +
    "built-in roles alone: a custom role counts as the built-in one that comes closest, and is left alone for as long as that is the one " +
    "wanted; an import leaves out whoever has one. Declare such people with `OrgMember`.")]
public sealed class OrgMembers(ICloud cloud, IRemovalPolicy policy, TimeProvider clock) : Resource<OrgMembers.Args, OrgMembers.Args>
{
    public record Args : OrganizationScopedArgs
    {
        [Input("The logins of admins. Upper and lower case are the same. Default: none.", Default = new string[] { })]
        [PathSegment, MaxLength(100), IgnoreCase, Unordered]
        public IReadOnlyList<string> Admins { get; init; } = [];

        [Input("The logins of members. Upper and lower case are the same. Default: none.", Default = new string[] { })]
        [PathSegment, MaxLength(100), IgnoreCase, Unordered]
        public IReadOnlyList<string> Members { get; init; } = [];

        [Input("The logins of billing managers. Upper and lower case are the same. Default: none.", Default = new string[] { })]
        [PathSegment, MaxLength(100), IgnoreCase, Unordered]
        public IReadOnlyList<string> BillingManagers { get; init; } = [];

        [Input("Whether these are exactly the people of the organization: whoever else is in it is removed. Default: whoever else is in " +
            "it is left alone.", Default = false)]
        public bool Exclusive { get; init; }

        [Input("Take over people who are members already, and give them the role wanted here, rather than fail. Default: false.")]
        [SteersProvider]
        public bool? Adopt { get; init; }
    }

    // Enough to see whether it is as meant; the rest is counted.
    private const int MostNamed = 5;

    private const string CureOfCaller = "Name that person in `admins`, or use another admin's token.";

    private static readonly IReadOnlyList<(PropertyName Name, string Role, Func<Args, IReadOnlyList<string>> Of)> Lists =
    [
        (PropertyName.Of<Args>(static args => args.Admins), OrgRole.Admin, static args => args.Admins),
        (PropertyName.Of<Args>(static args => args.Members), OrgRole.Member, static args => args.Members),
        (PropertyName.Of<Args>(static args => args.BillingManagers), OrgRole.BillingManager, static args => args.BillingManagers),
    ];

    /// <summary>It is its people; so it may be declared in parts, and goes person by person.</summary>
    protected override bool IsSum => true;

    protected override IEnumerable<Inclusion> Includes(Args record) =>
        Lists.SelectMany(list => list.Of(record)).Select(login => PersonOf(record.Organization, login));

    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs)
    {
        var places = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, _, _) in Lists)
        {
            if (inputs.Properties.Find(name) is not { } value || value.Unwrap() is not ListValue list)
            {
                continue;
            }

            for (var i = 0; i < list.Items.Count; i++)
            {
                if (list.Items[i].Unwrap() is StringValue { Value: var login } && !places.TryAdd(login, $"{name}[{i}]"))
                {
                    var person = value.ContainsSecrets() ? "the same person" : $"'{login}'";
                    yield return new CheckFailure($"{name}[{i}]", $"names {person} whom {places[login]} names too; a person has one " +
                        "role, so take one of the two out");
                }
            }
        }
    }

    protected override Task<Args> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        ChangeAsync(context, new Args { Organization = inputs.Organization }, inputs, isNew: true, cancellationToken);

    protected override async Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken)
    {
        if (await cloud.LookOnceAsync(context, inputs.Organization, cancellationToken))
        {
            await ForeseeAsync(context, [], RolesOf(inputs), inputs, isWhole: true, cancellationToken);
        }
    }

    protected override async Task ReviewAsync(ResourceContext context, DiffDraft<Args, Args> draft, CancellationToken cancellationToken)
    {
        if (draft.Replaces)
        {
            if (await cloud.LookForCallerAsync(cancellationToken) is { } caller && RolesOf(draft.State).Keys.FirstOrDefault(caller.Is) is { } own)
            {
                draft.Warnings.Add(OrganizationRemovals.OwnsTheToken(draft.State.Organization, own, "removed").Reason);
            }

            return;
        }

        // Whoever is not named may be in a list that is not known yet.
        var isWhole = !Lists.Any(list => draft.Query.Inputs.Find(list.Name)?.ContainsUnknowns() == true);
        await ForeseeAsync(context, RolesOf(draft.State), RolesOf(draft.Inputs), draft.Inputs, isWhole, cancellationToken);
    }

    protected override async Task<Args?> ReadAsync(Args last, bool import, CancellationToken cancellationToken)
    {
        var known = RolesOf(last);
        IReadOnlyList<Member> members;
        try
        {
            members = await cloud.Members.ListWithAsync(last.Organization, [.. known.Keys], cancellationToken);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            await cloud.MustSeeAsync(last.Organization, cancellationToken);
            throw;
        }

        // Who was given a role of the organization's own making is not taken in by an import: the first deployment would have to take it away.
        var present = members.Where(member => HasRole(member)
            && ((import && member.CustomRole is null) || last.Exclusive || known.ContainsKey(member.Username)));
        return StateOf(last, present.Select(static member => KeyValuePair.Create(member.Username, member.Role)), [.. known.Keys]);
    }

    protected override Task<Args> UpdateAsync(ResourceContext context, Args state, Args inputs, CancellationToken cancellationToken) =>
        ChangeAsync(context, state, inputs, isNew: false, cancellationToken);

    protected override async Task DeleteAsync(ResourceContext context, Args state, CancellationToken cancellationToken)
    {
        var unreached = new Unreached(state.Organization);
        var (going, _) = await WithoutKeptAsync(context, state.Organization, RolesOf(state).Keys, unreached, cancellationToken);
        using (var several = RemovalsOf(context).Begin(context, state.Organization, cancellationToken))
        {
            await unreached.ForEachAsync("remove", going, async login =>
            {
                try
                {
                    await RemoveAsync(several, state.Organization, login, cancellationToken);
                }
                catch (StaysException stays)
                {
                    // Whoever wants the whole resource gone could never have this one gone by it, and no other would be.
                    await context.WarnAsync($"{stays.Reason} The person stays in the organization, and is no longer managed here.", cancellationToken);
                }
            });
        }

        if (!unreached.IsEmpty)
        {
            throw unreached.ToException();
        }
    }

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken)
    {
        await cloud.MustSeeAsync(query.Organization, cancellationToken);
        return [new ListedResource(query.Organization, query.Organization)];
    }

    private static Inclusion PersonOf(string organization, string login) => new(nameof(OrgMember), $"{organization}/{login}");

    private static bool HasRole(Member member) => Lists.Any(list => list.Role == member.Role);

    /// <summary>Everybody's role by login, in the order of the lists. A state of old engines' making may name somebody twice.</summary>
    private static OrderedDictionary<string, string> RolesOf(Args args)
    {
        var roles = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (_, role, of) in Lists)
        {
            foreach (var login in of(args))
            {
                roles.TryAdd(login, role);
            }
        }

        return roles;
    }

    /// <summary>The state with these people: spelled and ordered as known, strangers behind them.</summary>
    private static Args StateOf(Args state, IEnumerable<KeyValuePair<string, string>> people, IReadOnlyList<string> spelled)
    {
        var roles = people.ToDictionary(StringComparer.OrdinalIgnoreCase);
        List<string> logins =
        [
            .. spelled.Where(roles.ContainsKey),
            .. roles.Keys.Except(spelled, StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
        ];
        return state with { Admins = In(OrgRole.Admin), Members = In(OrgRole.Member), BillingManagers = In(OrgRole.BillingManager) };

        IReadOnlyList<string> In(string role) => [.. logins.Where(login => roles[login] == role)];
    }

    private static string Named(IReadOnlyCollection<string> people)
    {
        var more = people.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" and {people.Count - MostNamed:#,0} more") : "";
        return string.Join(", ", people.Take(MostNamed)) + more;
    }

    private static string People(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? "person" : "people")}");

    private static string TakenOver(IReadOnlyCollection<(string Login, string Found, string Wanted)> people) =>
        $"{People(people.Count)} {(people.Count == 1 ? "is" : "are")} in the organization already: taken over, " +
        Named([.. people.Select(static person => $"{person.Login} " +
            $"({(person.Found == person.Wanted ? $"{person.Wanted} as before" : $"{person.Found} → {person.Wanted}")})")]);

    private static ResourceException AreMembers(ResourceContext context, string organization, bool isNew) => new(
        $"already in '{organization}'. To take over whoever is there, set `adopt` to true" +
        (isNew ? $", or run `{context.ImportCommand(organization)}`" : ""));

    private static Dictionary<string, string> RolesByLogin(IEnumerable<Member> members) =>
        members.ToDictionary(static member => member.Username, static member => member.Role, StringComparer.OrdinalIgnoreCase);

    private static bool MayTakeOver(ResourceContext context, Args inputs, string login) =>
        inputs.Adopt == true || context.Deployment.MayTakeOver(context, PersonOf(inputs.Organization, login));

    private static bool IsDemotion(string? before, string after) => before == OrgRole.Admin && after != OrgRole.Admin;

    private async Task<Args> ChangeAsync(ResourceContext context, Args state, Args inputs, bool isNew, CancellationToken cancellationToken)
    {
        var (wanted, before) = (RolesOf(inputs), RolesOf(state));
        var reached = new ConcurrentDictionary<string, string>(before, StringComparer.OrdinalIgnoreCase);
        var isExclusive = state.Exclusive && inputs.Exclusive;
        var unreached = new Unreached(inputs.Organization);
        try
        {
            await ComeAsync(context, inputs, wanted, reached, unreached, isNew, cancellationToken);
            if (unreached.IsEmpty && inputs.Exclusive)
            {
                isExclusive = await MeetStrangersAsync(inputs.Organization, reached, unreached, cancellationToken);
            }

            IReadOnlyList<string> demoted = [.. wanted.Where(person => IsDemotion(reached.GetValueOrDefault(person.Key), person.Value))
                .Select(static person => person.Key)];
            IReadOnlyList<string> going = [.. reached.Keys.Where(login => !wanted.ContainsKey(login)).Order(StringComparer.OrdinalIgnoreCase)];
            if (unreached.IsEmpty)
            {
                await GoAsync(context, inputs.Organization, wanted, demoted, going, reached, unreached, cancellationToken);
            }
            else
            {
                // Who could not come may be the one who was to take over from somebody who goes.
                var waits = new ResourceException("left as before, since nobody goes before all have come");
                await unreached.ForEachAsync("demote", demoted, _ => Task.FromException(waits));
                await unreached.ForEachAsync("remove", going, _ => Task.FromException(waits));
            }

            return unreached.IsEmpty ? Reached() : throw unreached.ToException();
        }
        catch (Exception failure) when (failure is CloudException or ResourceException or OperationCanceledException && !(isNew && reached.IsEmpty))
        {
            throw new PartialFailureException<Args>(Reached(), failure);
        }

        Args Reached() => StateOf(
            state with { Exclusive = isExclusive }, reached, [.. wanted.Keys, .. before.Keys.Where(login => !wanted.ContainsKey(login))]);
    }

    /// <summary>Adds and takes over whoever is to come, and gives the roles that take nothing from anybody.</summary>
    private async Task ComeAsync(
        ResourceContext context,
        Args inputs,
        OrderedDictionary<string, string> wanted,
        ConcurrentDictionary<string, string> reached,
        Unreached unreached,
        bool isNew,
        CancellationToken cancellationToken)
    {
        var organization = inputs.Organization;
        IReadOnlyList<string> newcomers = [.. wanted.Keys.Where(login => !reached.ContainsKey(login))];
        // Asked before anything is written: so nobody is asked to come who is there, and one listing does for all.
        var present = newcomers.Count == 0 ? [] : RolesByLogin(await cloud.Members.ListFreshAsync(organization, cancellationToken));
        var taken = new ConcurrentQueue<(string Login, string Found, string Wanted)>();
        await unreached.ForEachAsync("add", newcomers, async login =>
        {
            if (present.TryGetValue(login, out var role))
            {
                TakeOver(login, role);
                return;
            }

            try
            {
                await cloud.Members.AddAsync(organization, login, wanted[login], cancellationToken);
                reached[login] = wanted[login];
            }
            catch (CloudException failure) when (failure is { Reason: CloudFailure.Conflict, MayHaveHappened: false })
            {
                // Somebody else was faster.
                if (await cloud.Members.FindAsync(organization, login, cancellationToken) is not { } existing)
                {
                    throw;
                }

                TakeOver(login, existing.Role);
            }
            catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
            {
                throw new ResourceException(
                    $"{failure.Cause}: no Pulumi account has that login, or organization '{organization}' does not exist. " +
                    "A person signs up at Pulumi Cloud before joining an organization",
                    failure);
            }
            catch (CloudException failure) when (failure.MayHaveHappened)
            {
                throw new ResourceException(
                    $"{failure.Cause}. Deploy again; should that say that somebody is in '{organization}' already, `adopt` takes over", failure);
            }
        });
        if (!taken.IsEmpty)
        {
            await InformOnceAsync(context, TakenOver([.. taken.OrderBy(person => wanted.IndexOf(person.Login))]), cancellationToken);
        }

        await unreached.ForEachAsync(
            "change the role of",
            [.. wanted.Where(person => reached.TryGetValue(person.Key, out var role) && role != person.Value && !IsDemotion(role, person.Value))
                .Select(static person => person.Key)],
            login => SetRoleAsync(organization, wanted, login, reached, cancellationToken));

        void TakeOver(string login, string role)
        {
            if (!MayTakeOver(context, inputs, login))
            {
                throw AreMembers(context, organization, isNew);
            }

            reached[login] = role;
            taken.Enqueue((login, role, wanted[login]));
        }
    }

    /// <summary>Records who else is in the organization. If that cannot be found out, everybody who is to go is not reached.</summary>
    private async Task<bool> MeetStrangersAsync(
        string organization, ConcurrentDictionary<string, string> reached, Unreached unreached, CancellationToken cancellationToken)
    {
        var isMet = false;
        await unreached.ForEachAsync("find", ["who else is there"], async _ =>
        {
            foreach (var member in (await cloud.Members.ListFreshAsync(organization, cancellationToken)).Where(HasRole))
            {
                reached.TryAdd(member.Username, member.Role);
            }

            isMet = true;
        });
        return isMet;
    }

    /// <summary>Takes admins' rights from whoever is to lose them, and removes whoever is to go.</summary>
    private async Task GoAsync(
        ResourceContext context,
        string organization,
        OrderedDictionary<string, string> wanted,
        IReadOnlyList<string> demoted,
        IReadOnlyList<string> going,
        ConcurrentDictionary<string, string> reached,
        Unreached unreached,
        CancellationToken cancellationToken)
    {
        var (left, kept) = await WithoutKeptAsync(context, organization, going, unreached, cancellationToken);
        foreach (var login in kept)
        {
            reached.TryRemove(login, out _);
        }

        using var several = RemovalsOf(context).Begin(context, organization, cancellationToken, CureOfCaller);
        await Task.WhenAll(
            unreached.ForEachAsync("demote", demoted, login =>
                several.LoseAdminAsync(login, "demoted", () => SetRoleAsync(organization, wanted, login, reached, cancellationToken))),
            unreached.ForEachAsync("remove", left, async login =>
            {
                await RemoveAsync(several, organization, login, cancellationToken);
                reached.TryRemove(login, out _);
            }));
    }

    private async Task SetRoleAsync(
        string organization,
        OrderedDictionary<string, string> wanted,
        string login,
        ConcurrentDictionary<string, string> reached,
        CancellationToken cancellationToken)
    {
        await cloud.Members.SetRoleAsync(organization, login, wanted[login], cancellationToken);
        reached[login] = wanted[login];
    }

    private Task RemoveAsync(OrganizationRemovals.Several several, string organization, string login, CancellationToken cancellationToken) =>
        cloud.UnlessGoneAsync(
        organization, several.RemoveAsync(login, () => cloud.Members.RemoveAsync(organization, login, cancellationToken)), cancellationToken);

    /// <summary>Parts those who go from those whom the program declares by another resource, and tells of these.</summary>
    private static async Task<(IReadOnlyList<string> Going, IReadOnlyList<string> Kept)> WithoutKeptAsync(
        ResourceContext context, string organization, IEnumerable<string> people, Unreached unreached, CancellationToken cancellationToken)
    {
        var keepers = people.Select(login => (Login: login, Keeper: context.Deployment.KeeperOf(context, PersonOf(organization, login)))).ToLookup(
            static person => (IsKept: person.Keeper is not null, HasFailed: person.Keeper?.HasFailed == true));
        foreach (var (login, keeper) in keepers[(true, true)])
        {
            unreached.Add("remove", login, new ResourceException(
                $"the program declares the person as '{keeper!.Name}' too, and that could not be deployed: see its failure"));
        }

        IReadOnlyList<(string Login, Deployment.Keeper? Keeper)> kept = [.. keepers[(true, false)]];
        if (kept.Count > 0)
        {
            await context.InformAsync(
                $"{Named([.. kept.Select(static person => $"{person.Login} (as '{person.Keeper!.Name}')")])} " +
                $"{(kept.Count == 1 ? "stays as it is" : "stay as they are")}: the program declares {(kept.Count == 1 ? "the person" : "them")} elsewhere",
                cancellationToken);
        }

        return ([.. keepers[(false, false)].Select(static person => person.Login)], [.. kept.Select(static person => person.Login)]);
    }

    /// <summary>Tells what a deployment would do besides what its difference shows.</summary>
    /// <exception cref="ResourceException">It would fail.</exception>
    private async Task ForeseeAsync(
        ResourceContext context,
        OrderedDictionary<string, string> before,
        OrderedDictionary<string, string> wanted,
        Args inputs,
        bool isWhole,
        CancellationToken cancellationToken)
    {
        var organization = inputs.Organization;
        List<string> demoted = [.. wanted.Where(person => IsDemotion(before.GetValueOrDefault(person.Key), person.Value)).Select(static person => person.Key)];
        List<string> going = isWhole ? [.. before.Keys.Where(login => Goes(login))] : [];
        IReadOnlyList<string> newcomers = [.. wanted.Keys.Where(login => !before.ContainsKey(login))];
        var members = newcomers.Count > 0 || inputs.Exclusive
            ? await cloud.LookForAsync<IReadOnlyList<Member>>(async () => await cloud.Members.ListAsync(organization, cancellationToken))
            : null;
        if (members is not null)
        {
            var present = RolesByLogin(members);
            IReadOnlyList<string> found = [.. newcomers.Where(present.ContainsKey)];
            var unreached = new Unreached(organization);
            await unreached.ForEachAsync("add", found, login =>
                MayTakeOver(context, inputs, login) ? Task.CompletedTask : throw AreMembers(context, organization, isNew: before.Count == 0));
            if (!unreached.IsEmpty)
            {
                throw unreached.ToException();
            }

            if (found.Count > 0)
            {
                await InformOnceAsync(context, TakenOver([.. found.Select(login => (login, present[login], wanted[login]))]), cancellationToken);
            }

            demoted.AddRange(found.Where(login => IsDemotion(present[login], wanted[login])));
            IReadOnlyList<string> strangers = inputs.Exclusive && isWhole
                ? [.. members.Where(HasRole).Select(static member => member.Username).Where(login => !before.ContainsKey(login) && Goes(login))]
                : [];
            if (strangers.Count > 0)
            {
                await context.WarnAsync(
                    $"{People(strangers.Count)} of '{organization}' whom the resource does not name and has not had so far will be " +
                    $"removed, since it is exclusive: {Named(strangers)}",
                    cancellationToken);
            }

            going.AddRange(strangers);
        }

        if (demoted.Count + going.Count > 0 && await cloud.LookForCallerAsync(cancellationToken) is { } caller)
        {
            if (demoted.Find(caller.Is) is { } lowered)
            {
                throw OrganizationRemovals.OwnsTheToken(organization, lowered, "demoted", CureOfCaller);
            }

            if (going.Find(caller.Is) is { } removed)
            {
                throw OrganizationRemovals.OwnsTheToken(organization, removed, "removed", CureOfCaller);
            }
        }

        bool Goes(string login) => !wanted.ContainsKey(login) && !context.Deployment.IsDeclaredElsewhere(context, PersonOf(organization, login));
    }

    // A review is asked for at each difference, also by the deployment that is about to do it and to say the same.
    private static Task InformOnceAsync(ResourceContext context, string message, CancellationToken cancellationToken) =>
        context.Deployment.Part(static () => new Told()).Messages.TryAdd((context.Urn, message), 0)
            ? context.InformAsync(message, cancellationToken)
            : Task.CompletedTask;

    private OrganizationRemovals RemovalsOf(ResourceContext context) =>
        context.Deployment.Part(() => new OrganizationRemovals(cloud, policy, clock));

    /// <summary>What was said in this deployment.</summary>
    private sealed class Told
    {
        public ConcurrentDictionary<(string Urn, string Message), byte> Messages { get; } = [];
    }
}
