using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>A roster held against an organization: for each person and team what both say.</summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="People">Everyone in either, in order: their roles in the organization.</param>
/// <param name="Teams">All teams of either, in order.</param>
/// <param name="InRoster">How much the roster names.</param>
/// <param name="InOrganization">How much the organization has, what is not compared included.</param>
/// <param name="Ignored">The people of the organization whom somebody wished to be left out, in order.</param>
/// <param name="Notes">What is not compared, since no roster can say it, and whom there is none of to leave out.</param>
internal sealed record RosterComparison(
    string Organization,
    IReadOnlyList<Compared> People,
    IReadOnlyList<ComparedTeam> Teams,
    RosterCounts InRoster,
    RosterCounts InOrganization,
    IReadOnlyList<string> Ignored,
    IReadOnlyList<string> Notes)
{
    /// <summary>All differences. People first, then teams, then memberships, then what teams may do; each in order.</summary>
    public IReadOnlyList<Difference> Differences { get; } =
    [
        .. People.SelectMany(static person => DifferencesOf(person, DifferenceSubject.Person, null)),
        .. Teams.SelectMany(DifferencesOf),
        .. Teams.SelectMany(static team =>
            team.Members.SelectMany(member => DifferencesOf(member, DifferenceSubject.Membership, team.Name))),
        .. Teams.SelectMany(static team => team.Permissions.SelectMany(permission => permission.DifferencesIn(team.Name))),
    ];

    /// <summary>
    /// The people of the organization whom the roster does not have, in order. Nobody may have written them down yet, so they are told
    /// apart from what is otherwise than the roster says.
    /// </summary>
    public IReadOnlyList<UnlistedPerson> Unlisted { get; } = FindUnlisted(People, Teams);

    /// <summary>The differences that are not about the <see cref="Unlisted"/> people.</summary>
    public IEnumerable<Difference> ListedDifferences
    {
        get
        {
            var unlisted = Unlisted.Select(static person => person.Login).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return Differences.Where(difference => difference.Login is null || !unlisted.Contains(difference.Login));
        }
    }

    /// <param name="roster">The roster.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="ignored">Logins of accounts that are no difference though no roster names them.</param>
    public static RosterComparison Of(Roster roster, LivingOrganization organization, params IEnumerable<string> ignored)
    {
        var wantedPeople = Roles(
            [(Resources.OrgRole.Admin, roster.Admins), (Resources.OrgRole.Member, roster.Members), (Resources.OrgRole.BillingManager, roster.BillingManagers),
                .. roster.Roles.Select(static role => (role.Name, role.Members))]);
        var wantedTeams = roster.Teams.ToDictionary(static team => team.Name, StringComparer.OrdinalIgnoreCase);
        var leftOut = ignored.ToHashSet(StringComparer.OrdinalIgnoreCase);

        // What no roster can say is compared only where the roster speaks of it nevertheless.
        var foundPeople = organization.Members
            .Where(member => !leftOut.Contains(member.Username))
            .Where(member => LivingOrganization.HasDeclarableRole(member) || wantedPeople.ContainsKey(member.Username))
            .ToDictionary(static member => member.Username, LivingOrganization.RoleOf, StringComparer.OrdinalIgnoreCase);
        var foundTeams = organization.Teams
            .Where(team => LivingOrganization.IsManagedHere(team) || wantedTeams.ContainsKey(team.Name))
            .ToDictionary(static team => team.Name, StringComparer.OrdinalIgnoreCase);
        var people = Compare(wantedPeople, foundPeople);
        var known = people.Select(static person => person.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new RosterComparison(
            organization.Name,
            people,
            [
                .. wantedTeams.Keys.Union(foundTeams.Keys, StringComparer.OrdinalIgnoreCase).Order(Words.Order).Select(name =>
                {
                    var (wanted, found) = (wantedTeams.GetValueOrDefault(name), foundTeams.GetValueOrDefault(name));
                    return new ComparedTeam(name, wanted, found, found is null ? null : organization.RoleOf(found), MembersOf(wanted, found, known));
                }),
            ],
            new RosterCounts(
                wantedPeople.Count, roster.Teams.Count, roster.Teams.Sum(static team => team.Admins.Count + team.Members.Count)),
            new RosterCounts(
                organization.Members.Count, organization.Teams.Count, organization.Teams.Sum(static team => team.Members.Count)),
            [.. organization.Members.Select(static member => member.Username).Where(leftOut.Contains).Order(Words.Order)],
            [.. NotesOf(organization, foundPeople.Count, foundTeams.Count, known, leftOut)]);
    }

    private static IReadOnlyList<UnlistedPerson> FindUnlisted(IReadOnlyList<Compared> people, IReadOnlyList<ComparedTeam> teams)
    {
        var memberships = teams
            .SelectMany(static team => team.Members.Select(member => (team.Name, Member: member)))
            .ToLookup(static membership => membership.Member.Name, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. people.Where(static person => person.Kind == DifferenceKind.Extra).Select(person => new UnlistedPerson(
                person.Name,
                person.InOrganization!,
                [.. memberships[person.Name].Select(static membership => (membership.Name, membership.Member.InOrganization!))])),
        ];
    }

    private static IReadOnlyList<Compared> MembersOf(RosterTeam? wanted, Team? found, HashSet<string> known) => Compare(
        Roles([(Resources.TeamRole.Admin, wanted?.Admins ?? []), (Resources.TeamRole.Member, wanted?.Members ?? [])]),
        (found?.Members ?? []).Where(member => known.Contains(member.Username))
            .ToDictionary(static member => member.Username, static member => member.Role, StringComparer.OrdinalIgnoreCase));

    private static Dictionary<string, string> Roles(IEnumerable<(string Role, IReadOnlyList<string> Logins)> lists) =>
        lists.SelectMany(static list => list.Logins.Select(login => KeyValuePair.Create(login, list.Role)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<Compared> Compare(Dictionary<string, string> wanted, Dictionary<string, string> found) =>
    [
        .. wanted.Keys.Union(found.Keys, StringComparer.OrdinalIgnoreCase).Order(Words.Order)
            .Select(name => new Compared(name, wanted.GetValueOrDefault(name), found.GetValueOrDefault(name))),
    ];

    private static IEnumerable<string> NotesOf(
        LivingOrganization organization, int people, int teams, HashSet<string> known, HashSet<string> ignored)
    {
        var found = organization.Members.Select(static member => member.Username).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = found.Count - people - found.Count(ignored.Contains);
        if (others > 0)
        {
            yield return $"not compared: {Words.Count(others, "person", "people")} whose role is none that a roster can give";
        }

        if (organization.Teams.Count > teams)
        {
            var elsewhere = Words.Count(organization.Teams.Count - teams, "team");
            yield return $"not compared: {elsewhere} whose members are managed elsewhere, say at GitHub";
        }

        var notGiven = organization.Teams.Where(LivingOrganization.IsManagedHere).Sum(static team =>
            team.Stacks.Count(static stack => !LivingOrganization.IsDeclarable(stack))
            + team.Environments.Count(static environment => !LivingOrganization.IsDeclarable(environment)));
        if (notGiven > 0)
        {
            yield return $"not compared where the roster does not name it: {Words.Count(notGiven, "permission")} that nobody can give";
        }

        var strangers = organization.Teams.Where(LivingOrganization.IsManagedHere)
            .Sum(team => team.Members.Count(member => !known.Contains(member.Username) && !ignored.Contains(member.Username)));
        if (strangers > 0)
        {
            yield return $"not compared: {Words.Count(strangers, "membership")} of people who are not compared";
        }

        // Most likely a login that is mistyped, or an account that is gone.
        foreach (var nobody in ignored.Where(login => !found.Contains(login)).Order(Words.Order))
        {
            yield return $"nobody in {organization.Name} to ignore: {nobody}";
        }
    }

    private static IEnumerable<Difference> DifferencesOf(Compared person, DifferenceSubject subject, string? team) =>
        person.Kind is { } kind ? [new Difference(subject, kind, team, person.Name, "role", person.InRoster, person.InOrganization)] : [];

    // A team that is missing or extra is one difference, and its display name says enough of it.
    private static IEnumerable<Difference> DifferencesOf(ComparedTeam team) => team.Kind is { } kind
        ? team.Properties.Take(kind == DifferenceKind.Changed ? team.Properties.Count : 1)
            .Where(static property => property.InRoster != property.InOrganization)
            .Select(property => new Difference(
                DifferenceSubject.Team, kind, team.Name, null, property.Name, property.InRoster, property.InOrganization))
        : [];
}

/// <summary>How much a roster names, or an organization has.</summary>
internal sealed record RosterCounts(int People, int Teams, int Memberships);

/// <summary>Somebody who is in the organization, but not in the roster.</summary>
/// <param name="Login">The login.</param>
/// <param name="Role">The role in the organization.</param>
/// <param name="Teams">The teams that they are in, in order, and the role there.</param>
internal sealed record UnlistedPerson(string Login, string Role, IReadOnlyList<(string Name, string Role)> Teams)
{
    /// <summary>The names of the teams, each with the role behind it where that says something: <c>web (admin)</c>.</summary>
    public IEnumerable<string> TeamsWithRoles =>
        Teams.Select(static team => team.Role == Resources.TeamRole.Member ? team.Name : $"{team.Name} ({team.Role})");
}

/// <summary>Somebody's role, in the organization or in a team, or what may be done with something, as the roster has it and as it is.</summary>
/// <param name="Name">The login, or the thing.</param>
/// <param name="InRoster">What the roster says; null when it does not have the name there.</param>
/// <param name="InOrganization">What was found; null when there is nothing.</param>
internal sealed record Compared(string Name, string? InRoster, string? InOrganization)
{
    /// <summary>How the two differ; null when they do not.</summary>
    public DifferenceKind? Kind => (InRoster, InOrganization) switch
    {
        (null, _) => DifferenceKind.Extra,
        (_, null) => DifferenceKind.Missing,
        var (wanted, found) => wanted == found ? null : DifferenceKind.Changed,
    };
}

/// <summary>A team as the roster has it and as it is.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="InRoster">As the roster has it; null when it has not.</param>
/// <param name="InOrganization">As it was found; null when it was not.</param>
/// <param name="Role">The name of the role that it was found to give its people; null when none.</param>
/// <param name="Members">The roles in it of everyone who is in it in either.</param>
internal sealed record ComparedTeam(string Name, RosterTeam? InRoster, Team? InOrganization, string? Role, IReadOnlyList<Compared> Members)
{
    /// <summary>How the two differ, apart from who is in it; null when they do not.</summary>
    public DifferenceKind? Kind => (InRoster, InOrganization) switch
    {
        (null, _) => DifferenceKind.Extra,
        (_, null) => DifferenceKind.Missing,
        _ => Properties.Any(static property => property.InRoster != property.InOrganization) ? DifferenceKind.Changed : null,
    };

    /// <summary>What it may do in either.</summary>
    public IReadOnlyList<ComparedPermission> Permissions { get; } = ComparedPermission.Of(InRoster, InOrganization);

    /// <summary>What is said of it: null where there is no such team.</summary>
    public IReadOnlyList<(string Name, string? InRoster, string? InOrganization)> Properties =>
    [
        ("displayName", InRoster is null ? null : InRoster.DisplayName ?? InRoster.Name, InOrganization?.DisplayName),
        ("description", InRoster is null ? null : InRoster.Description ?? "", InOrganization?.Description),
        ("role", InRoster is null ? null : InRoster.Role ?? "", InOrganization is null ? null : Role ?? ""),
    ];
}

/// <summary>What differs.</summary>
internal enum DifferenceSubject
{
    Person,
    Team,
    Membership,

    /// <summary>What a team may do with a stack.</summary>
    Stack,

    /// <summary>What a team may do with an environment.</summary>
    Environment,
}

/// <summary>How it differs.</summary>
internal enum DifferenceKind
{
    /// <summary>In the roster, not in the organization.</summary>
    Missing,

    /// <summary>In the organization, not in the roster.</summary>
    Extra,

    /// <summary>In both, but not the same.</summary>
    Changed,
}

/// <summary>One difference between a roster and an organization.</summary>
/// <param name="Subject">What differs.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Team">The team; null when it is about a person alone.</param>
/// <param name="Login">The person's login; null when it is about a team alone.</param>
/// <param name="Property">What is not the same: <c>role</c>, <c>displayName</c>, <c>description</c>, <c>permission</c> or <c>maxOpenDuration</c>.</param>
/// <param name="InRoster">What the roster says; null when it does not have it.</param>
/// <param name="InOrganization">What is found in the organization; null when it does not have it.</param>
internal sealed record Difference(
    DifferenceSubject Subject, DifferenceKind Kind, string? Team, string? Login, string Property, string? InRoster, string? InOrganization)
{
    /// <summary>The stack or the environment, with its project; null when it is about neither.</summary>
    public string? Thing { get; init; }

    /// <summary>What it is about: <c>ada</c>, <c>web</c>, <c>web/ada</c> or <c>web/website/prod</c>.</summary>
    public string Name => string.Join('/', new[] { Team, Login, Thing }.OfType<string>());
}

/// <summary>Differences in words and signs.</summary>
internal static class DifferenceNames
{
    /// <summary>Such as <c>2 differences from the roster, and 1 person who is not in it</c>.</summary>
    public static string Summary(RosterComparison comparison)
    {
        var (listed, unlisted) = (comparison.ListedDifferences.Count(), comparison.Unlisted.Count);
        var (differences, people) = (Words.Count(listed, "difference"), Words.Count(unlisted, "person who is", "people who are"));
        return (listed, unlisted) switch
        {
            (0, 0) => "nothing differs",
            (_, 0) => $"{differences} from the roster",
            (0, _) => $"{people} not in the roster",
            _ => $"{differences} from the roster, and {people} not in it",
        };
    }

    public static string ToWord(this DifferenceSubject subject) => subject.ToString().ToLowerInvariant();

    public static string ToWord(this DifferenceKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>What is missing would be added by the next deployment, what is extra taken away.</summary>
    public static string ToSymbol(this DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "+",
        DifferenceKind.Extra => "-",
        _ => "~",
    };
}
