using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Build.Fuzz;

/// <summary>What the schema says of one input.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">A string, a list of strings, or another of the schema's types.</param>
/// <param name="IsList">Whether it is a list of these.</param>
/// <param name="Values">The values of its enumeration; empty for none.</param>
/// <param name="IsRequired">Whether it must be given.</param>
internal sealed record InputShape(string Name, string Type, bool IsList, IReadOnlyList<string> Values, bool IsRequired);

/// <summary>What the schema says of a resource or a function: its token and its inputs.</summary>
internal sealed record Shape(string Token, IReadOnlyList<InputShape> Inputs)
{
    /// <summary>Every resource of a schema.</summary>
    public static IReadOnlyList<Shape> ResourcesOf(JObject schema) =>
        [.. Objects(schema, "resources").Select(resource => new Shape(resource.Name, InputsOf(schema, resource.Value, "inputProperties", "requiredInputs")))];

    /// <summary>Every function of a schema.</summary>
    public static IReadOnlyList<Shape> FunctionsOf(JObject schema) =>
        [.. Objects(schema, "functions").Select(function => new Shape(function.Name, InputsOf(schema, function.Value["inputs"], "properties", "required")))];

    private static IEnumerable<JProperty> Objects(JObject schema, string section) => ((JObject?)schema[section])?.Properties() ?? [];

    private static List<InputShape> InputsOf(JObject schema, JToken? declared, string properties, string required) =>
    [
        .. from property in ((JObject?)declared?[properties])?.Properties() ?? []
           let type = property.Value
           let item = type["items"] ?? type
           let known = (string?)item["$ref"] is { } reference ? schema["types"]![reference["#/types/".Length..]]! : item
           select new InputShape(
               property.Name,
               (string)known["type"]!,
               type["items"] is not null,
               [.. ((JArray?)known["enum"])?.Select(static value => (string)value["value"]!) ?? []],
               declared![required]?.Values<string>().Contains(property.Name) == true),
    ];
}
