namespace Pulumi.Orgs;

/// <summary>
/// Who is in an organization and in its teams, and what the teams may do, as people write it in a file or in a program. Upper and lower
/// case of a login are the same.
/// </summary>
public sealed record Roster
{
    /// <summary>The logins of the organization's admins; a roster needs one at least.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>The logins of everyone else in the organization.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The logins of those who see to nothing but what the organization pays.</summary>
    public IReadOnlyList<string> BillingManagers { get; init; } = [];

    /// <summary>The roles that the organization made itself, each with those who have it and so are in none of the lists above.</summary>
    public IReadOnlyList<RosterRole> Roles { get; init; } = [];

    /// <summary>The organization's teams, whose people are all in the organization.</summary>
    public IReadOnlyList<RosterTeam> Teams { get; init; } = [];

    /// <summary>Reads a roster from a file and checks it.</summary>
    /// <param name="path">The file: YAML, when its name ends with <c>.yaml</c> or <c>.yml</c>, or JSON, when with <c>.json</c>.</param>
    /// <exception cref="RosterException">The file cannot be used.</exception>
    public static Roster Read(string path)
    {
        if (Path.GetExtension(path).ToUpperInvariant() is not (".YAML" or ".YML" or ".JSON"))
        {
            throw RosterFile.Refused(path, "is no roster; a roster is a file that ends with .yaml, .yml or .json");
        }

        return Parse(RosterFile.Read(path), path);
    }

    /// <summary>Reads a roster from a text and checks it.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="source">What messages call the text: the name of its file.</param>
    /// <exception cref="RosterException">The text cannot be used.</exception>
    public static Roster Parse(string text, string source) => new RosterReader(source).Read(text);

    /// <summary>Checks a roster that a program made.</summary>
    /// <returns>The same roster.</returns>
    /// <exception cref="RosterException">The roster contradicts itself.</exception>
    public Roster Check()
    {
        List<RosterProblem> problems = [.. new RosterCheck(this).Problems().Select(static problem =>
            new RosterProblem(null, null, null, problem.Entry, problem.Message))];
        return problems.Count == 0 ? this : throw new RosterException(problems);
    }

    /// <summary>
    /// The roster as YAML, one person a line. Teams and people are in alphabetical order, so that the same organization always makes the
    /// same text.
    /// </summary>
    /// <param name="nameOf">What stands as a comment behind a login: the person's name, or null for none.</param>
    public string ToYaml(Func<string, string?>? nameOf = null) => RosterWriter.Write(this, nameOf ?? (static _ => null));
}
