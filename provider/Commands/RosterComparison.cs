using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>A roster held against an organization: for each person and team what both say.</summary>
internal sealed class RosterComparison
{
    private RosterComparison(
        string organization,
        IReadOnlyList<Compared> people,
        IReadOnlyList<ComparedTeam> teams,
        IReadOnlyList<string> notes)
    {
        Organization = organization;
        People = people;
        Teams = teams;
        Notes = notes;
        Differences = [.. people.SelectMany(ToDifferences), .. teams.SelectMany(ToDifferences), .. teams.SelectMany(MembershipDifferences)];
    }

    public string Organization { get; }

    /// <summary>Everyone in either, in order: their roles in the organization.</summary>
    public IReadOnlyList<Compared> People { get; }

    /// <summary>All teams of either, in order.</summary>
    public IReadOnlyList<ComparedTeam> Teams { get; }

    /// <summary>What is not compared, since no roster can say it.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>People first, then teams, then memberships; each in order.</summary>
    public IReadOnlyList<Difference> Differences { get; }

    public static RosterComparison Of(Roster roster, LivingOrganization organization)
    {
        var wantedPeople = Roles(roster.Admins, roster.Members);
        var wantedTeams = roster.Teams.ToDictionary(static team => team.Name, StringComparer.OrdinalIgnoreCase);

        // What no roster can say is compared only where the roster speaks of it nevertheless.
        var foundPeople = organization.Members
            .Where(member => LivingOrganization.HasDeclarableRole(member) || wantedPeople.ContainsKey(member.Username))
            .ToDictionary(static member => member.Username, static member => member.Role, StringComparer.OrdinalIgnoreCase);
        var foundTeams = organization.Teams
            .Where(team => LivingOrganization.IsManagedHere(team) || wantedTeams.ContainsKey(team.Name))
            .ToDictionary(static team => team.Name, StringComparer.OrdinalIgnoreCase);
        var compared = Compare(wantedPeople, foundPeople);
        var known = compared.Select(static person => person.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new RosterComparison(
            organization.Name,
            compared,
            [
                .. wantedTeams.Keys.Union(foundTeams.Keys, StringComparer.OrdinalIgnoreCase).Order(Names.Order).Select(name =>
                {
                    var (wanted, found) = (wantedTeams.GetValueOrDefault(name), foundTeams.GetValueOrDefault(name));
                    return new ComparedTeam(name, wanted, found, MembersOf(wanted, found, known));
                }),
            ],
            [.. NotesOf(organization, foundPeople.Count, foundTeams.Count, known)]);
    }

    private static IReadOnlyList<Compared> MembersOf(RosterTeam? wanted, Team? found, HashSet<string> known) => Compare(
        Roles(wanted?.Admins ?? [], wanted?.Members ?? []),
        (found?.Members ?? []).Where(member => known.Contains(member.Username))
            .ToDictionary(static member => member.Username, static member => member.Role, StringComparer.OrdinalIgnoreCase));

    private static Dictionary<string, string> Roles(IReadOnlyList<string> admins, IReadOnlyList<string> members) =>
        admins.Select(static login => KeyValuePair.Create(login, Resources.OrgRole.Admin))
            .Concat(members.Select(static login => KeyValuePair.Create(login, Resources.OrgRole.Member)))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);

    private static IReadOnlyList<Compared> Compare(Dictionary<string, string> wanted, Dictionary<string, string> found) =>
    [
        .. wanted.Keys.Union(found.Keys, StringComparer.OrdinalIgnoreCase).Order(Names.Order)
            .Select(name => new Compared(name, wanted.GetValueOrDefault(name), found.GetValueOrDefault(name))),
    ];

    private static IEnumerable<string> NotesOf(LivingOrganization organization, int people, int teams, HashSet<string> known)
    {
        if (organization.Members.Count > people)
        {
            var others = Words.Count(organization.Members.Count - people, "person", "people");
            yield return $"not compared: {others} whose role is neither member nor admin";
        }

        if (organization.Teams.Count > teams)
        {
            var others = Words.Count(organization.Teams.Count - teams, "team");
            yield return $"not compared: {others} whose members are managed elsewhere, say at GitHub";
        }

        var strangers = organization.Teams.Where(LivingOrganization.IsManagedHere)
            .Sum(team => team.Members.Count(member => !known.Contains(member.Username)));
        if (strangers > 0)
        {
            yield return $"not compared: {Words.Count(strangers, "membership")} of people who are not compared";
        }
    }

    private static IEnumerable<Difference> ToDifferences(Compared person) => ToDifferences(person, DifferenceSubject.Person, null);

    private static IEnumerable<Difference> ToDifferences(ComparedTeam team)
    {
        var found = new Difference
        {
            Subject = DifferenceSubject.Team,
            Kind = (team.InRoster, team.InOrganization) switch
            {
                (null, _) => DifferenceKind.Extra,
                (_, null) => DifferenceKind.Missing,
                _ => DifferenceKind.Changed,
            },
            Team = team.Name,
            Property = "displayName",
            InRoster = team.InRoster is { } wanted ? wanted.DisplayName ?? wanted.Name : null,
            InOrganization = team.InOrganization?.DisplayName,
        };
        if (found.InRoster != found.InOrganization)
        {
            yield return found;
        }

        // A team that is missing or extra is one difference, and its display name says enough of it.
        var (inRoster, inOrganization) = (team.InRoster?.Description ?? "", team.InOrganization?.Description);
        if (found.Kind == DifferenceKind.Changed && inRoster != inOrganization)
        {
            yield return found with { Property = "description", InRoster = inRoster, InOrganization = inOrganization };
        }
    }

    private static IEnumerable<Difference> MembershipDifferences(ComparedTeam team) =>
        team.Members.SelectMany(member => ToDifferences(member, DifferenceSubject.Membership, team.Name));

    private static IEnumerable<Difference> ToDifferences(Compared person, DifferenceSubject subject, string? team) => person.Kind is { } kind
        ?
        [
            new Difference
            {
                Subject = subject,
                Kind = kind,
                Team = team,
                Login = person.Name,
                Property = "role",
                InRoster = person.InRoster,
                InOrganization = person.InOrganization,
            },
        ]
        : [];
}
