namespace Pulumi.Orgs;

/// <summary>Finds where a roster contradicts itself, or names what cannot be a name.</summary>
internal sealed class RosterCheck(Roster roster)
{
    private const int MaxLength = 100;

    private static readonly string[] StackPermissions = ["read", "write", "admin"];
    private static readonly string[] EnvironmentPermissions = ["read", "open", "write", "admin"];

    /// <summary>
    /// False when a part of the roster could not be read. Who is missing then may be in that part, and is no second problem.
    /// </summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>All problems, each with the entry that it is about, such as <c>teams[0].members[2]</c>.</summary>
    public IEnumerable<(string Entry, string Message)> Problems()
    {
        List<(string Entry, string Login)> people =
        [
            .. Entries("admins", roster.Admins),
            .. Entries("members", roster.Members),
            .. Entries("billingManagers", roster.BillingManagers),
            .. roster.Roles.SelectMany(static (role, index) => Entries($"roles[{index}].members", role.Members)),
        ];
        var known = people.Select(static person => person.Login).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            // An emptied file must not empty the organization.
            .. IsWhole && roster.Admins.Count == 0 ? [("admins", "nobody is an admin; name one at least")] : Array.Empty<(string, string)>(),
            .. ProblemsOf(people, "is in the organization twice"),
            .. roster.Roles.SelectMany(static (role, index) => RoleProblems($"roles[{index}].name", role.Name)),
            .. Repeated(roster.Roles.Select(static (role, index) => ($"roles[{index}].name", role.Name)), "is the name of two roles"),
            .. roster.Teams.SelectMany((team, index) => ProblemsOf($"teams[{index}]", team, known)),
            .. Repeated(roster.Teams.Select(static (team, index) => ($"teams[{index}].name", team.Name)), "is the name of two teams"),
        ];
    }

    private static IEnumerable<(string Entry, string Login)> Entries(string list, IReadOnlyList<string> logins) =>
        logins.Select((login, index) => ($"{list}[{index}]", login));

    private static IEnumerable<(string Entry, string Message)> ProblemsOf(IReadOnlyList<(string Entry, string Login)> people, string twice) =>
    [
        .. people.SelectMany(static person => NameFaults(person.Login, "login").Select(fault => (person.Entry, fault))),
        .. Repeated(people, twice),
    ];

    private static IEnumerable<(string Entry, string Message)> Repeated(IEnumerable<(string Entry, string Name)> entries, string twice) => entries
        .Where(static entry => entry.Name.Length > 0)
        .GroupBy(static entry => entry.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(same => same.Skip(1).Select(entry => (
            entry.Entry,
            $"'{entry.Name}' {twice}: here and at {same.First().Entry}{(entry.Name == same.First().Name ? "" : $" as '{same.First().Name}'")}")));

    private static IEnumerable<string> NameFaults(string name, string kind)
    {
        var one = kind is "environment" ? $"an {kind}" : $"a {kind}";

        // What is allowed is what can stand in the path of a URL.
        var fault = name switch
        {
            _ when string.IsNullOrWhiteSpace(name) => $"is empty; give {one}",
            "." or ".." => $"'{name}' is not a name, but a step in a path; give {one}",
            _ when name.Any(char.IsControl) => $"has a control character; {one} has none",
            _ when Printable.FindHarmful(name) is { Value: var number } => $"has an invisible character, U+{number:X4}; {one} has none",
            _ when !Printable.IsWellFormed(name) => $"is not well-formed text; give {one}",
            _ when name.Any(static c => c is '/' or '\\') => $"{Printable.Quote(name)} has a slash; {one} has none",
            _ when name.Any(char.IsWhiteSpace) => $"{Printable.Quote(name)} has white space; {one} has none",
            _ => TooLong(name),
        };
        return fault is null ? [] : [fault];
    }

    /// <summary>What is wrong with the name of a role, which people gave it at the console; null when nothing is.</summary>
    internal static string? RoleFault(string name) => name switch
    {
        _ when string.IsNullOrWhiteSpace(name) => "is empty; give the name of a role",
        _ when name.Any(char.IsControl) => "has a control character; the name of a role has none",
        _ when Printable.FindHarmful(name) is { Value: var number } => $"has an invisible character, U+{number:X4}; the name of a role has none",
        _ => Malformed(name) ?? TooLong(name),
    };

    private static IEnumerable<(string Entry, string Message)> RoleProblems(string entry, string name)
    {
        if (RoleFault(name) is { } fault)
        {
            yield return (entry, fault);
        }
        else if (RosterRole.IsBuiltIn(name))
        {
            yield return (entry, $"{Printable.Quote(name)} is a role of every organization; name its people under admins, members or billingManagers");
        }
    }

    private static string? TooLong(string text) => text.EnumerateRunes().Count() is var length && length > MaxLength
        ? $"has {length} characters; at most {MaxLength} are allowed"
        : null;

    // No file can hold it.
    private static string? Malformed(string text) =>
        Printable.IsWellFormed(text) ? null : "is not well-formed text: half a character is in it";

    private IEnumerable<(string Entry, string Message)> ProblemsOf(string entry, RosterTeam team, HashSet<string> known)
    {
        foreach (var fault in NameFaults(team.Name, "name"))
        {
            yield return ($"{entry}.name", fault);
        }

        if (team.DisplayName is { } displayName
            && (string.IsNullOrWhiteSpace(displayName) ? "is empty; give a text, or leave it out" : Malformed(displayName) ?? TooLong(displayName)) is { } bad)
        {
            yield return ($"{entry}.displayName", bad);
        }

        if (team.Description is { } description && Malformed(description) is { } malformed)
        {
            yield return ($"{entry}.description", malformed);
        }

        if (team.Role is { } role && RoleFault(role) is { } unusable)
        {
            yield return ($"{entry}.role", unusable);
        }

        List<(string Entry, string Login)> people = [.. Entries($"{entry}.admins", team.Admins), .. Entries($"{entry}.members", team.Members)];
        foreach (var problem in ProblemsOf(people, $"is in team '{team.Name}' twice"))
        {
            yield return problem;
        }

        foreach (var (place, login) in people.Where(person => IsWhole && person.Login.Length > 0 && !known.Contains(person.Login)))
        {
            yield return (place, $"'{login}' is in team '{team.Name}', but not in the organization; add it to its members, or take it out of the team");
        }

        foreach (var problem in GrantProblems(entry, team))
        {
            yield return problem;
        }
    }

    private static IEnumerable<(string Entry, string Message)> GrantProblems(string entry, RosterTeam team) =>
    [
        .. team.Stacks.SelectMany((granted, index) => ProblemsOf(
            $"{entry}.stacks[{index}]", granted.Project, (granted.Stack, "stack"), (granted.Permission, StackPermissions))),
        .. Repeated(
            team.Stacks.Select((granted, index) => ($"{entry}.stacks[{index}]", granted.Name)), $"is among the stacks of team '{team.Name}' twice"),
        .. team.Environments.SelectMany((granted, index) => ProblemsOf(
            $"{entry}.environments[{index}]", granted.Project, (granted.Environment, "environment"), (granted.Permission, EnvironmentPermissions))),
        .. team.Environments.Select(static (granted, index) => (index, granted.MaxOpenDuration))
            .Where(static granted => granted.MaxOpenDuration is { } duration && !(GoDuration.Parse(duration) > 0))
            .Select(granted => (
                $"{entry}.environments[{granted.index}].maxOpenDuration",
                $"{Printable.Quote(granted.MaxOpenDuration!)} is no span of time; give hours, minutes and seconds such as '2h', '90m' or '1h30m'")),
        .. Repeated(
            team.Environments.Select((granted, index) => ($"{entry}.environments[{index}]", granted.Name)),
            $"is among the environments of team '{team.Name}' twice"),
    ];

    private static IEnumerable<(string Entry, string Message)> ProblemsOf(
        string entry, string project, (string Name, string Kind) thing, (string Text, string[] Known) permission) =>
    [
        .. NameFaults(project, "project").Select(fault => ($"{entry}.project", fault)),
        .. NameFaults(thing.Name, thing.Kind).Select(fault => ($"{entry}.{thing.Kind}", fault)),
        .. permission.Known.Contains(permission.Text)
            ? []
            : new[] { ($"{entry}.permission", PermissionFault(permission.Text, permission.Known)) },
    ];

    private static string PermissionFault(string permission, string[] known) =>
        (permission.Length == 0 ? "is missing; " : $"{Printable.Quote(permission)} is no permission; ")
        + (Spelling.Nearest(permission, known) is { } meant && permission.Length > 0
            ? $"did you mean '{meant}'?"
            : $"use {string.Join(", ", known.SkipLast(1))} or {known[^1]}");
}
