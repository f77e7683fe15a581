using YamlDotNet.Core;

namespace Pulumi.Orgs;

/// <summary>Makes a roster of YAML or JSON. Every message has its place.</summary>
internal sealed class RosterReader(string source)
{
    private readonly List<RosterProblem> _problems = [];
    private readonly Dictionary<string, Mark> _places = [];

    /// <exception cref="RosterException">The text cannot be used.</exception>
    public Roster Read(string text)
    {
        var roster = Root(NodeReader.Read(source, text));
        var unusable = _problems.Select(static problem => problem.Entry).ToHashSet();
        foreach (var (entry, message) in new RosterCheck(roster) { IsWhole = unusable.Count == 0 }.Problems())
        {
            // What could not be read is empty to the check, and would be told a second time.
            if (!unusable.Contains("") && !WithWhatItIsIn(entry).Any(unusable.Contains))
            {
                Report(entry, message);
            }
        }

        return _problems.Count == 0
            ? roster
            : throw new RosterException([.. _problems.OrderBy(static problem => problem.Line ?? 0)]);
    }

    private Roster Root(Node? node)
    {
        var fields = node is null ? [] : Fields("", node, "admins", "members", "billingManagers", "roles", "teams");
        return new Roster
        {
            Admins = Logins("admins", fields.GetValueOrDefault("admins")),
            Members = Logins("members", fields.GetValueOrDefault("members")),
            BillingManagers = Logins("billingManagers", fields.GetValueOrDefault("billingManagers")),
            Roles = Roles(fields.GetValueOrDefault("roles")),
            Teams = [.. Items("teams", fields.GetValueOrDefault("teams")).Select(Team)],
        };
    }

    /// <summary>What stands in the mapping of roles to people.</summary>
    private IReadOnlyList<RosterRole> Roles(Node? node) =>
    [
        .. Entries("roles", node, "should say who has which role, such as 'Auditor: [bob]'")
            .Select((item, index) => Role($"roles[{index}]", item.Key, item.Value)),
    ];

    private RosterRole Role(string entry, Node key, Node value)
    {
        _places[entry] = key.Place;
        return new RosterRole { Name = Text($"{entry}.name", key) ?? "", Members = Logins($"{entry}.members", value) };
    }

    private RosterTeam Team(Node node, int index)
    {
        var entry = $"teams[{index}]";
        var fields = Fields(entry, node, "name", "displayName", "description", "admins", "members", "role", "stacks", "environments");
        return new RosterTeam
        {
            Name = Text($"{entry}.name", fields.GetValueOrDefault("name")) ?? "",
            DisplayName = Text($"{entry}.displayName", fields.GetValueOrDefault("displayName")),
            Description = Text($"{entry}.description", fields.GetValueOrDefault("description")),
            Admins = Logins($"{entry}.admins", fields.GetValueOrDefault("admins")),
            Members = Logins($"{entry}.members", fields.GetValueOrDefault("members")),
            Role = Text($"{entry}.role", fields.GetValueOrDefault("role")),
            Stacks = [.. Granted($"{entry}.stacks", fields.GetValueOrDefault("stacks")).Select(static granted => new RosterStackPermission
            {
                Project = granted.Project,
                Stack = granted.Name,
                Permission = granted.Permission,
            })],
            Environments = [.. Granted($"{entry}.environments", fields.GetValueOrDefault("environments"), RosterEnvironmentPermission.DefaultProject)
                .Select(static granted =>
                new RosterEnvironmentPermission
                {
                    Project = granted.Project,
                    Environment = granted.Name,
                    Permission = granted.Permission,
                    MaxOpenDuration = granted.MaxOpenDuration,
                })],
        };
    }

    /// <summary>What stands in a mapping of names to permissions.</summary>
    /// <param name="entry">The mapping.</param>
    /// <param name="node">What stands there.</param>
    /// <param name="defaultProject">The project of a name that has none, and then a permission may have more to it; null where each name needs one.</param>
    private IEnumerable<Grant> Granted(string entry, Node? node, string? defaultProject = null)
    {
        var example = defaultProject is null ? "website/prod: write" : "secrets: open";
        return Entries(entry, node, $"should say what may be done with each, such as '{example}'")
            .Select((item, index) => GrantOf($"{entry}[{index}]", item.Key, item.Value, defaultProject)).ToList();
    }

    private Grant GrantOf(string entry, Node key, Node value, string? defaultProject)
    {
        _places[entry] = key.Place;
        var (project, name) = NameOf(entry, key, defaultProject);
        if (defaultProject is null || value is not MappingNode)
        {
            return new Grant(project, name, Text($"{entry}.permission", value) ?? "", null);
        }

        var fields = Fields(entry, value, "permission", "maxOpenDuration");
        _places[entry] = key.Place;
        return new Grant(
            project,
            name,
            Text($"{entry}.permission", fields.GetValueOrDefault("permission")) ?? "",
            Text($"{entry}.maxOpenDuration", fields.GetValueOrDefault("maxOpenDuration")));
    }

    private (string Project, string Name) NameOf(string entry, Node key, string? defaultProject)
    {
        switch ((key as TextNode)?.Text.Split('/'))
        {
            case [var project, var name]:
                return (project, name);
            case [var name] when defaultProject is not null:
                return (defaultProject, name);
            case null:
                Report(entry, $"a key should be a text, but is {KindOf(key)}");
                break;
            default:
                Report(entry, $"{Printable.Quote(((TextNode)key).Text)} should be {(defaultProject is null ? "project/stack" : "project/environment")}");
                break;
        }

        return ("", "");
    }

    private Dictionary<string, Node> Fields(string entry, Node node, params string[] known)
    {
        _places[entry] = node.Place;
        if (node is TextNode { IsNothing: true })
        {
            return [];
        }

        if (node is not MappingNode mapping)
        {
            Report(entry, $"should hold {string.Join(", ", known)}, but is {KindOf(node)}");
            return [];
        }

        var fields = new Dictionary<string, Node>();
        var seen = new Dictionary<string, Mark>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is not TextNode { Text: var name })
            {
                Report(entry, key.Place, $"a key should be a text, but is {KindOf(key)}");
                continue;
            }

            var place = entry.Length == 0 ? name : $"{entry}.{name}";
            if (!seen.TryAdd(name, key.Place))
            {
                Report(place, key.Place, $"is given twice: here and in line {seen[name].Line}");
                continue;
            }

            _places[place] = key.Place;
            if (known.Contains(name))
            {
                fields[name] = value;
            }
            else
            {
                Report(place, "is unknown; " +
                    $"{(Spelling.Nearest(name, known) is { } meant ? $"did you mean '{meant}'?" : $"known are {string.Join(", ", known)}")}");
            }
        }

        return fields;
    }

    /// <summary>What stands in a mapping whose keys are names.</summary>
    private IEnumerable<(Node Key, Node Value)> Entries(string entry, Node? node, string advice)
    {
        switch (node)
        {
            case null or TextNode { IsNothing: true }:
                return [];
            case MappingNode mapping:
                return mapping.Entries;
            default:
                Report(entry, $"{advice}, but is {KindOf(node)}");
                return [];
        }
    }

    private IReadOnlyList<string> Logins(string entry, Node? node) =>
        [.. Items(entry, node).Select((item, index) => Text($"{entry}[{index}]", item) ?? "")];

    private IEnumerable<Node> Items(string entry, Node? node)
    {
        if (node is null or TextNode { IsNothing: true })
        {
            return [];
        }

        if (node is ListNode list)
        {
            return list.Items;
        }

        Report(entry, $"should be a list, but is {KindOf(node)}");
        return [];
    }

    private string? Text(string entry, Node? node)
    {
        if (node is null)
        {
            return null;
        }

        _places[entry] = node.Place;
        if (node is TextNode { Text: var text, IsNothing: var isNothing })
        {
            return isNothing ? null : text;
        }

        Report(entry, $"should be a text, but is {KindOf(node)}");
        return null;
    }

    private void Report(string entry, string message) => Report(entry, PlaceOf(entry), message);

    private void Report(string entry, Mark? place, string message) =>
        _problems.Add(new RosterProblem(source, (int?)place?.Line, (int?)place?.Column, entry, message));

    // What is missing has no place of its own; what it is missing from has.
    private Mark? PlaceOf(string entry) => WithWhatItIsIn(entry).Append("").Where(_places.ContainsKey).Select(place => (Mark?)_places[place]).FirstOrDefault();

    private static IEnumerable<string> WithWhatItIsIn(string entry)
    {
        for (var place = entry; place.Length > 0; place = place[..Math.Max(0, place.LastIndexOfAny(['.', '[']))])
        {
            yield return place;
        }
    }

    /// <summary>A permission on something that is in a project.</summary>
    private sealed record Grant(string Project, string Name, string Permission, string? MaxOpenDuration);

    private static string KindOf(Node node) => node switch
    {
        MappingNode => "a mapping",
        ListNode => "a list",
        TextNode { Text: var text } => $"the text {Printable.Quote(text)}",
        _ => "something else",
    };
}
