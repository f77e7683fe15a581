using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Projects;
using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// The file that <c>pulumi import --file</c> takes: <c>{"nameTable": {name: urn}, "resources": [{type, name, id, parent, …}]}</c>.
/// </summary>
public static class ImportFile
{
    // What the file may say besides, and this engine does not do, is better refused than passed over. A version goes without saying: there
    // is one plugin.
    private static readonly string[] Understood = ["type", "name", "logicalName", "id", "parent", "component", "version"];

    /// <summary>Reads what is to be taken over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="protect">Whether deleting any of it is to be refused.</param>
    /// <exception cref="ProjectException">The file cannot be read or used; the message says all that is wrong with it.</exception>
    public static IReadOnlyList<ImportRequest> Read(string path, bool protect)
    {
        JObject file;
        try
        {
            file = JObject.Parse(File.ReadAllText(path));
            if (file["resources"] is not JArray resources || resources.Any(static entry => entry is not JObject))
            {
                throw new ProjectException($"{path} cannot be used: it has no list named 'resources' of what is to be imported");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProjectException($"{path} cannot be read: {exception.Message}");
        }

        var problems = new List<string>();
        var table = NameTable(file, problems);
        var specs = file["resources"]!.OfType<JObject>().ToList();
        var requests = specs.Select((spec, index) => Request(spec, index, specs, table, protect, problems)).ToList();
        problems.AddRange(Circles(requests));
        return problems.Count == 0
            ? requests
            : throw new ProjectException(
                string.Join(Environment.NewLine, [$"{path} cannot be used:", .. problems.Select(static problem => $"  {problem}")]));
    }

    private static Dictionary<string, Urn> NameTable(JObject file, List<string> problems)
    {
        var table = new Dictionary<string, Urn>();
        foreach (var entry in (file["nameTable"] as JObject)?.Properties() ?? [])
        {
            try
            {
                table.Add(entry.Name, Urn.Parse(entry.Value.ToString()));
            }
            catch (FormatException exception)
            {
                problems.Add($"nameTable '{entry.Name}': {exception.Message}");
            }
        }

        return table;
    }

    private static ImportRequest Request(
        JObject spec, int index, IReadOnlyList<JObject> specs, Dictionary<string, Urn> table, bool protect, List<string> problems)
    {
        var (type, name, id) = (Text(spec, "type"), NameOf(spec), Text(spec, "id"));
        var what = $"resources[{index}]{(name.Length == 0 ? "" : $" '{name}'")}";
        var component = spec["component"] is { Type: JTokenType.Boolean } flag && (bool)flag;
        if (spec["component"] is { Type: not (JTokenType.Boolean or JTokenType.Null) })
        {
            problems.Add($"{what}: 'component' is neither true nor false");
        }

        problems.AddRange(spec.Properties().Select(static property => property.Name).Except(Understood)
            .Select(unknown => $"{what}: this engine does not know '{unknown}'"));
        problems.AddRange(new[] { (Field: "type", Text: type), (Field: "name", Text: name) }
            .Where(static field => field.Text.Length == 0)
            .Select(field => $"{what} has no {field.Field}"));
        if (component == id.Length > 0)
        {
            problems.Add(component ? $"{what} has an id, but is a component" : $"{what} has no id");
        }

        var parent = ParentOf(spec, what, specs, table, problems);
        return new ImportRequest(type, name, id, protect) { Parent = parent };
    }

    private static ImportParent? ParentOf(
        JObject spec, string what, IReadOnlyList<JObject> specs, Dictionary<string, Urn> table, List<string> problems)
    {
        var name = Text(spec, "parent");
        if (name.Length == 0)
        {
            return null;
        }

        var found = Enumerable.Range(0, specs.Count).Where(index => Text(specs[index], "name") == name).ToList();
        if (found.Count == 0 && table.TryGetValue(name, out var urn))
        {
            return new ImportParent(urn, -1);
        }

        if (found.Count != 1)
        {
            problems.Add(found.Count == 0
                ? $"{what}: there is no parent '{name}'"
                : $"{what}: several resources are called '{name}', so it cannot be a parent");
            return null;
        }

        return new ImportParent(null, found[0]);
    }

    private static IEnumerable<string> Circles(List<ImportRequest> requests)
    {
        foreach (var request in requests)
        {
            var steps = 0;
            for (var parent = request.Parent; parent is { Urn: null }; parent = requests[parent.Index].Parent)
            {
                if (++steps > requests.Count)
                {
                    yield return $"'{request.Name}' is its own ancestor";
                    break;
                }
            }
        }
    }

    private static string NameOf(JObject spec) => Text(spec, "logicalName") is { Length: > 0 } name ? name : Text(spec, "name");

    private static string Text(JObject spec, string name) => spec[name] is { Type: JTokenType.String } text ? (string)text! : "";
}
