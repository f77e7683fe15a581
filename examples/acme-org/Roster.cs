using Pulumi;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace AcmeOrg;

/// <summary>Who is in the organization and its teams, and which tokens it has, as people write it in a file.</summary>
public sealed record Roster
{
    public Person[] People { get; init => field = Filled(value); } = [];

    public TeamEntry[] Teams { get; init => field = Filled(value); } = [];

    public TokenEntry[] Tokens { get; init => field = Filled(value); } = [];

    /// <summary>Reads a roster and checks it.</summary>
    /// <exception cref="RunException">The file cannot be used; the message says all that is wrong with it.</exception>
    public static Roster Read(string path)
    {
        var problems = new List<string>();
        Roster? roster = null;
        try
        {
            roster = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .WithDuplicateKeyChecking()
                .WithEnforceNullability()
                .Build()
                .Deserialize<Roster?>(File.ReadAllText(path)) ?? new Roster();
            problems.AddRange(roster.Problems());
        }
        catch (IOException exception)
        {
            problems.Add(exception.Message);
        }
        catch (YamlException exception)
        {
            problems.Add($"line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message}");
        }

        return roster is not null && problems.Count == 0
            ? roster
            : throw new RunException(string.Join(
                '\n', ["The roster cannot be used:", .. problems.Select(problem => $"  {path}: {problem}")]));
    }

    // A dash with nothing behind it.
    private static T[] Filled<T>(T?[] entries)
        where T : new() => [.. entries.Select(entry => entry ?? new T())];

    private IEnumerable<string> Problems() =>
    [
        .. People.SelectMany((person, index) => person.Problems($"people[{index}]")),
        .. Teams.SelectMany((team, index) => team.Problems($"teams[{index}]", People)),
        .. Tokens.SelectMany((token, index) => token.Problems($"tokens[{index}]")),
        .. Repeated("people", "login", People.Select(person => person.Login)),
        .. Repeated("teams", "name", Teams.Select(team => team.Name)),
        .. Repeated("tokens", "name", Tokens.Select(token => token.Name)),
        // An emptied file must not empty the organization.
        .. People.Any(person => person.IsAdmin) ? [] : new[] { "people: nobody is an admin; somebody has to be" },
    ];

    private static IEnumerable<string> Repeated(string list, string property, IEnumerable<string> keys) => keys
        .Select((key, index) => (Key: key, Index: index))
        .Where(entry => entry.Key.Length > 0)
        .GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Count() > 1)
        .Select(same => $"{string.Join(" and ", same.Select(entry => $"{list}[{entry.Index}]"))}: the same {property} '{same.Key}'");
}
