using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Build.Docs;

/// <summary>The tables of a page: what a resource or a function takes, and what it gives.</summary>
internal sealed class ReferenceTables(JObject schema)
{
    private const string ReferencePrefix = "#/types/";

    /// <summary>What a resource takes, and what a change of it does.</summary>
    public string Inputs(JToken owner, string section, string required) => Table(
        ["input", "type", "required", "default", "a change", "what it is"],
        Properties(owner, section).Select(input => (string[])
        [
            $"`{input.Name}`",
            Type(input.Value),
            Has(owner[required], input.Name) ? "yes" : "",
            Default(input.Value),
            Replaces(input.Value) ? "replaces" : "in place",
            Description(input.Value),
        ]));

    /// <summary>What a function takes.</summary>
    public string Arguments(JToken owner) => Properties(owner, "properties").Any()
        ? Table(
            ["argument", "type", "required", "default", "what it is"],
            Properties(owner, "properties").Select(input => (string[])
                [$"`{input.Name}`", Type(input.Value), Has(owner["required"], input.Name) ? "yes" : "", Default(input.Value), Description(input.Value)]))
        : "None.";

    /// <summary>What a resource tells besides its inputs.</summary>
    public string OutputsBesides(JToken owner)
    {
        var besides = Properties(owner, "properties").Where(output => owner["inputProperties"]![output.Name] is null).ToList();
        return besides.Count == 0
            ? "Each input, and `id`."
            : $"Each input, `id`, and:\n\n{Outputs(besides, owner["required"])}";
    }

    /// <summary>What a function finds, and what is in the objects of its lists.</summary>
    public string Results(JToken owner)
    {
        var objects = Properties(owner, "properties")
            .Select(static output => output.Value["items"]).OfType<JObject>()
            .Select(Declared).OfType<JProperty>();
        return string.Join("\n\n",
        [
            Outputs(Properties(owner, "properties"), owner["required"]),
            .. objects.Where(static declared => declared.Value["enum"] is null).Select(declared =>
                $"### {LocalName(declared)}\n\n{declared.Value["description"]}\n\n" +
                Outputs(Properties(declared.Value, "properties"), declared.Value["required"])),
        ]);
    }

    private string Outputs(IEnumerable<(string Name, JObject Value)> outputs, JToken? always) => Table(
        ["output", "type", "always there", "what it is"],
        outputs.Select(output => (string[])
            [$"`{output.Name}`", Type(output.Value), Has(always, output.Name) ? "yes" : "", Description(output.Value)]));

    private static string Table(IReadOnlyList<string> head, IEnumerable<string[]> rows) => string.Join('\n',
    [
        Row(head),
        Row(head.Select(static _ => "---")),
        .. rows.Select(Row),
    ]);

    private static string Row(IEnumerable<string> cells) =>
        $"| {string.Join(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private static IEnumerable<(string Name, JObject Value)> Properties(JToken owner, string section) =>
        ((JObject)owner[section]!).Properties().Select(static property => (property.Name, (JObject)property.Value));

    private static bool Has(JToken? names, string name) => names?.Any(entry => (string?)entry == name) == true;

    private static bool Replaces(JObject property) => (bool?)property["willReplaceOnChanges"] == true || (bool?)property["replaceOnChanges"] == true;

    private static string Default(JObject property) => property["default"] is { } value ? $"`{value.ToString(Formatting.None)}`" : "";

    private static string LocalName(JProperty declared) => declared.Name.Split(':')[^1];

    private string Type(JObject property)
    {
        var items = property["items"] as JObject;
        var declared = Declared(items ?? property);
        var name = declared?.Value["enum"] is not null || declared is null ? (string?)(items ?? property)["type"] : LocalName(declared);
        return $"{(items is null ? "" : "list of ")}{name}{((bool?)property["secret"] == true ? ", secret" : "")}";
    }

    // The values of an enumeration stand where it is given.
    private string Description(JObject property)
    {
        var description = (string)property["description"]!;
        return Declared(property)?.Value["enum"] is { } values
            ? $"{description} {string.Join(" ", values.Select(static value => $"`{value["value"]}`: {value["description"]}"))}"
            : description;
    }

    private JProperty? Declared(JObject value) => (string?)value["$ref"] is { } reference
        ? ((JObject)schema["types"]!).Property(reference[ReferencePrefix.Length..])
        : null;
}
