using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Drift;

/// <summary>A roster held against an organization: for each person and team what both say.</summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="People">Everyone in either, in order: their roles in the organization.</param>
/// <param name="Teams">All teams of either, in order.</param>
/// <param name="Notes">What is not compared, since no roster can say it.</param>
internal sealed record RosterComparison(
    string Organization, IReadOnlyList<Compared> People, IReadOnlyList<ComparedTeam> Teams, IReadOnlyList<string> Notes)
{
    /// <summary>People first, then teams, then memberships, then what teams may do; each in order.</summary>
    public IReadOnlyList<Difference> Differences { get; } =
    [
        .. People.SelectMany(static person => DifferencesOf(person, DifferenceSubject.Person, null)),
        .. Teams.SelectMany(DifferencesOf),
        .. Teams.SelectMany(static team =>
            team.Members.SelectMany(member => DifferencesOf(member, DifferenceSubject.Membership, team.Name))),
        .. Teams.SelectMany(static team => team.Permissions.SelectMany(permission => permission.DifferencesIn(team.Name))),
    ];

    public static RosterComparison Of(Roster roster, LivingOrganization organization)
    {
        var wantedPeople = Roles(roster.Admins, roster.Members, roster.BillingManagers);
        var wantedTeams = roster.Teams.ToDictionary(static team => team.Name, StringComparer.OrdinalIgnoreCase);

        // What no roster can say is compared only where the roster speaks of it nevertheless.
        var foundPeople = organization.Members
            .Where(member => LivingOrganization.HasDeclarableRole(member) || wantedPeople.ContainsKey(member.Username))
            .ToDictionary(static member => member.Username, static member => member.Role, StringComparer.OrdinalIgnoreCase);
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
                    return new ComparedTeam(name, wanted, found, MembersOf(wanted, found, known));
                }),
            ],
            [.. NotesOf(organization, foundPeople.Count, foundTeams.Count, known)]);
    }

    private static IReadOnlyList<Compared> MembersOf(RosterTeam? wanted, Team? found, HashSet<string> known) => Compare(
        Roles(wanted?.Admins ?? [], wanted?.Members ?? [], []),
        (found?.Members ?? []).Where(member => known.Contains(member.Username))
            .ToDictionary(static member => member.Username, static member => member.Role, StringComparer.OrdinalIgnoreCase));

    private static Dictionary<string, string> Roles(
        IReadOnlyList<string> admins, IReadOnlyList<string> members, IReadOnlyList<string> billingManagers) =>
        admins.Select(static login => KeyValuePair.Create(login, Resources.OrgRole.Admin))
            .Concat(members.Select(static login => KeyValuePair.Create(login, Resources.OrgRole.Member)))
            .Concat(billingManagers.Select(static login => KeyValuePair.Create(login, Resources.OrgRole.BillingManager)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<Compared> Compare(Dictionary<string, string> wanted, Dictionary<string, string> found) =>
    [
        .. wanted.Keys.Union(found.Keys, StringComparer.OrdinalIgnoreCase).Order(Words.Order)
            .Select(name => new Compared(name, wanted.GetValueOrDefault(name), found.GetValueOrDefault(name))),
    ];

    private static IEnumerable<string> NotesOf(LivingOrganization organization, int people, int teams, HashSet<string> known)
    {
        if (organization.Members.Count > people)
        {
            var others = Words.Count(organization.Members.Count - people, "person", "people");
            yield return $"not compared: {others} whose role is none that a roster can give";
        }

        if (organization.Teams.Count > teams)
        {
            var others = Words.Count(organization.Teams.Count - teams, "team");
            yield return $"not compared: {others} whose members are managed elsewhere, say at GitHub";
        }

        var notGiven = organization.Teams.Where(LivingOrganization.IsManagedHere).Sum(static team =>
            team.Stacks.Count(static stack => !LivingOrganization.IsDeclarable(stack))
            + team.Environments.Count(static environment => !LivingOrganization.IsDeclarable(environment)));
        if (notGiven > 0)
        {
            yield return $"not compared where the roster does not name it: {Words.Count(notGiven, "permission")} that nobody can give";
        }

        var strangers = organization.Teams.Where(LivingOrganization.IsManagedHere)
            .Sum(team => team.Members.Count(member => !known.Contains(member.Username)));
        if (strangers > 0)
        {
            yield return $"not compared: {Words.Count(strangers, "membership")} of people who are not compared";
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

/// <summary>Somebody's role, in the organization or in a team, as the roster has it and as it is.</summary>
/// <param name="Name">The login.</param>
/// <param name="InRoster">The role in the roster; null when it does not name the person there.</param>
/// <param name="InOrganization">The role that was found; null when the person is not there.</param>
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
/// <param name="Members">The roles in it of everyone who is in it in either.</param>
internal sealed record ComparedTeam(string Name, RosterTeam? InRoster, Team? InOrganization, IReadOnlyList<Compared> Members)
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
