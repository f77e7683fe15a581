using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pulumi.Orgs;

/// <summary>
/// Makes a roster of YAML, or of JSON, which is YAML too. It walks the nodes itself: so every message has its line, and nothing needs
/// reflection, which ahead-of-time compilation would cut away.
/// </summary>
internal sealed class RosterReader(string source)
{
    private readonly List<RosterProblem> _problems = [];
    private readonly Dictionary<string, int> _lines = [];

    /// <exception cref="RosterException">The text cannot be used.</exception>
    public Roster Read(string text)
    {
        var roster = Root(text);
        var unusable = _problems.Select(static problem => problem.Entry).ToList();
        foreach (var (entry, message) in new RosterCheck(roster) { IsWhole = unusable.Count == 0 }.Problems())
        {
            // What could not be read is empty to the check, and would be told a second time.
            if (!unusable.Any(part => IsWithin(entry, part)))
            {
                Report(entry, message);
            }
        }

        return _problems.Count == 0
            ? roster
            : throw new RosterException([.. _problems.OrderBy(static problem => problem.Line ?? 0)]);
    }

    private Roster Root(string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new RosterException([new RosterProblem(source, Line(exception.Start), "", $"is neither YAML nor JSON: {exception.Message}")]);
        }

        if (yaml.Documents.Count > 1)
        {
            var second = Line(yaml.Documents[1].RootNode.Start);
            throw new RosterException([new RosterProblem(source, second, "", "a second document starts here; a roster is one document")]);
        }

        var fields = yaml.Documents.Count == 0 ? [] : Fields("", yaml.Documents[0].RootNode, "admins", "members", "teams");
        return new Roster
        {
            Admins = Logins("admins", fields),
            Members = Logins("members", fields),
            Teams = [.. Items("teams", fields).Select(Team)],
        };
    }

    private RosterTeam Team(YamlNode node, int index)
    {
        var entry = $"teams[{index}]";
        var fields = Fields(entry, node, "name", "displayName", "description", "admins", "members");
        return new RosterTeam
        {
            Name = Text($"{entry}.name", fields.GetValueOrDefault("name")) ?? "",
            DisplayName = Text($"{entry}.displayName", fields.GetValueOrDefault("displayName")),
            Description = Text($"{entry}.description", fields.GetValueOrDefault("description")),
            Admins = Logins($"{entry}.admins", fields),
            Members = Logins($"{entry}.members", fields),
        };
    }

    private Dictionary<string, YamlNode> Fields(string entry, YamlNode node, params string[] known)
    {
        _lines[entry] = Line(node.Start);
        if (IsNothing(node))
        {
            return [];
        }

        if (node is not YamlMappingNode mapping)
        {
            Report(entry, $"should hold {string.Join(", ", known)}, but is {KindOf(node)}");
            return [];
        }

        var fields = new Dictionary<string, YamlNode>();
        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var place = entry.Length == 0 ? name : $"{entry}.{name}";
            _lines[place] = Line(key.Start);
            if (known.Contains(name))
            {
                fields[name] = value;
            }
            else
            {
                Report(place, $"is unknown; {(Spelling.Nearest(name, known) is { } meant ? $"did you mean '{meant}'?" : $"known are {string.Join(", ", known)}")}");
            }
        }

        return fields;
    }

    private IReadOnlyList<string> Logins(string entry, Dictionary<string, YamlNode> fields) =>
        [.. Items(entry, fields).Select((item, index) => Text($"{entry}[{index}]", item) ?? "")];

    private IEnumerable<YamlNode> Items(string entry, Dictionary<string, YamlNode> fields)
    {
        var node = fields.GetValueOrDefault(entry[(entry.LastIndexOf('.') + 1)..]);
        if (node is null || IsNothing(node))
        {
            return [];
        }

        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        Report(entry, $"should be a list, but is {KindOf(node)}");
        return [];
    }

    private string? Text(string entry, YamlNode? node)
    {
        if (node is null)
        {
            return null;
        }

        _lines[entry] = Line(node.Start);
        if (node is YamlScalarNode scalar)
        {
            return IsNothing(node) ? null : scalar.Value;
        }

        Report(entry, $"should be a text, but is {KindOf(node)}");
        return null;
    }

    private void Report(string entry, string message) => _problems.Add(new RosterProblem(source, LineOf(entry), entry, message));

    // What is missing has no line of its own; what it is missing from has.
    private int? LineOf(string entry)
    {
        for (var place = entry; place.Length > 0; place = place[..Math.Max(0, place.LastIndexOfAny(['.', '[']))])
        {
            if (_lines.TryGetValue(place, out var line))
            {
                return line;
            }
        }

        return _lines.TryGetValue("", out var first) ? first : null;
    }

    private static bool IsWithin(string entry, string part) =>
        entry.StartsWith(part, StringComparison.Ordinal) && (entry.Length == part.Length || entry[part.Length] is '.' or '[');

    private static int Line(Mark mark) => (int)mark.Line;

    private static bool IsNothing(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    private static string KindOf(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: var text } => $"the text '{text}'",
        _ => "something else",
    };
}
