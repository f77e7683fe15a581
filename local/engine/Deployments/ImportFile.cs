using Newtonsoft.Json;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A resource to take over.</summary>
/// <param name="Type">Its type token.</param>
/// <param name="Name">The name that the program gives it.</param>
/// <param name="Id">What the provider finds it by.</param>
/// <param name="Protect">Whether deleting it is to be refused.</param>
public sealed record ImportRequest(string Type, string Name, string Id, bool Protect);

/// <summary>The file that <c>pulumi import --file</c> takes: <c>{"resources": [{type, name, id, …}]}</c>.</summary>
public static class ImportFile
{
    // What the file may say besides, and this engine does not do, is better refused than passed over. A version goes without saying: there
    // is one plugin.
    private static readonly string[] Understood = ["type", "name", "logicalName", "id", "version"];

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
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ProjectException($"{path} cannot be read: {exception.Message}");
        }

        if (file["resources"] is not JArray resources || resources.Any(static entry => entry is not JObject))
        {
            throw new ProjectException($"{path} cannot be used: it has no list named 'resources' of what is to be imported");
        }

        var problems = new List<string>();
        var requests = resources.OfType<JObject>().Select((spec, index) => Request(spec, index, protect, problems)).ToList();
        return problems.Count == 0
            ? requests
            : throw new ProjectException(
                string.Join(Environment.NewLine, [$"{path} cannot be used:", .. problems.Select(static problem => $"  {problem}")]));
    }

    private static ImportRequest Request(JObject spec, int index, bool protect, List<string> problems)
    {
        var (type, id) = (Text(spec, "type"), Text(spec, "id"));
        var name = Text(spec, "logicalName") is { Length: > 0 } logical ? logical : Text(spec, "name");
        var what = $"resources[{index}]{(name.Length == 0 ? "" : $" '{name}'")}";
        problems.AddRange(spec.Properties().Select(static property => property.Name).Except(Understood)
            .Select(unknown => $"{what}: this engine does not know '{unknown}'"));
        problems.AddRange(new[] { (Field: "type", Text: type), (Field: "name", Text: name), (Field: "id", Text: id) }
            .Where(static field => field.Text.Length == 0)
            .Select(field => $"{what} has no {field.Field}"));
        return new ImportRequest(type, name, id, protect);
    }

    private static string Text(JObject spec, string name) => spec[name] is { Type: JTokenType.String } text ? (string)text! : "";
}
