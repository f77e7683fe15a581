namespace AcmeOrg;

/// <summary>A team of the roster.</summary>
public sealed record TeamEntry
{
    public string Name { get; init; } = "";

    /// <summary>What people see; the name, when it is not given.</summary>
    public string DisplayName { get => field ?? Name; init; }

    public string Description { get; init; } = "";

    /// <summary>Logins of those who manage the team.</summary>
    public string[] Admins { get; init => field = Lower(value); } = [];

    /// <summary>Logins of everyone else in it.</summary>
    public string[] Members { get; init => field = Lower(value); } = [];

    public IEnumerable<string> Everyone => Admins.Concat(Members);

    public bool IsAdmin(string login) => Admins.Contains(login);

    public IEnumerable<string> Problems(string entry, IReadOnlyCollection<Person> people)
    {
        if (Name.Length == 0)
        {
            yield return $"{entry}: a team needs a name";
        }

        foreach (var login in Everyone.Except(people.Select(person => person.Login)))
        {
            yield return $"{entry} ({Name}): '{login}' is not among the people";
        }

        foreach (var login in Everyone.GroupBy(login => login).Where(same => same.Count() > 1).Select(same => same.Key))
        {
            yield return $"{entry} ({Name}): '{login}' is in it more than once";
        }
    }

    private static string[] Lower(string?[] logins) => [.. logins.Select(login => login?.ToLowerInvariant() ?? "")];
}
