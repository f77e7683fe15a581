using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Build.Sdk;

/// <summary>
/// The schema of a package as C# sees it. What the SDK has no form for is refused, so that nothing of the schema is passed over in silence.
/// </summary>
internal sealed class PackageSchema
{
    private const string References = "#/types/";

    private static readonly IReadOnlySet<string> Understood = new HashSet<string>
    {
        "description", "type", "$ref", "items", "additionalProperties", "secret", "default", "replaceOnChanges",
        // Tells people and previews what the provider will decide; an SDK has nothing to do for it.
        "willReplaceOnChanges",
    };

    private readonly JObject _schema;

    public PackageSchema(JObject schema)
    {
        _schema = schema;
        Name = (string)schema["name"]!;
        var csharp = schema["language"]!["csharp"]!;
        Module = (string)csharp["namespaces"]![Name]!;
        Namespace = $"{csharp["rootNamespace"]}.{Module}";
    }

    public string Name { get; }

    /// <summary>The last part of the namespace.</summary>
    public string Module { get; }

    /// <summary>The namespace of resources, functions and enumerations.</summary>
    public string Namespace { get; }

    public JObject Provider => (JObject)_schema["provider"]!;

    public IReadOnlyList<SchemaProperty> Configuration => Properties(_schema["config"]!, "variables", null);

    /// <summary>A name in C#.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    /// <summary>What a section declares, by the tokens that it goes by on the wire.</summary>
    public IEnumerable<(string Token, string Name, JObject Schema)> Section(string name) => _schema[name]!.Children<JProperty>()
        .Select(static entry => (entry.Name, Pascal(LocalName(entry.Name)), (JObject)entry.Value));

    /// <summary>The properties of an object, in the order of the schema.</summary>
    public IReadOnlyList<SchemaProperty> Properties(JToken owner, string section = "properties", string? required = "required") =>
        [.. owner[section]!.Children<JProperty>().Select(property => Property(
            property.Name,
            (JObject)property.Value,
            required is not null && owner[required]?.Any(name => (string?)name == property.Name) == true))];

    private static string LocalName(string token) => token.Split(':')[^1];

    private SchemaProperty Property(string name, JObject schema, bool isRequired)
    {
        if (schema.Properties().FirstOrDefault(static property => !Understood.Contains(property.Name)) is { } strange)
        {
            throw new NotSupportedException($"{schema.Path}: the SDK has no form for '{strange.Name}'");
        }

        var items = (JObject?)schema["items"];
        var entries = (JObject?)schema["additionalProperties"];
        var value = items ?? entries ?? schema;
        var declared = (string?)value["$ref"] is { } reference ? (JObject)_schema["types"]![reference[References.Length..]]! : null;
        var type = declared is null ? Primitive(value) : TypeName(declared);
        return new SchemaProperty(name, type)
        {
            Description = (string)schema["description"]!,
            IsList = items is not null,
            IsMap = entries is not null,
            IsObject = declared is not null && declared["enum"] is null,
            IsRequired = isRequired,
            IsSecret = (bool?)schema["secret"] == true,
            ReplacesOnChanges = (bool?)schema["replaceOnChanges"] == true,
            Default = schema["default"] is { } given ? Default(given, type, declared) : null,
        };
    }

    private static string Primitive(JObject value) => (string?)value["type"] switch
    {
        "string" => "string",
        "boolean" => "bool",
        "number" => "double",
        "integer" => "int",
        var other => throw new NotSupportedException($"{value.Path}: the SDK has no form for the type '{other}'"),
    };

    // From the root, since a property may have the name of its type.
    private string TypeName(JObject declared)
    {
        var name = LocalName(((JProperty)declared.Parent!).Name);
        return declared["enum"] is null ? $"global::{Namespace}.Outputs.{name}" : $"global::{Namespace}.{name}";
    }

    // JSON writes texts, numbers and truth as C# does.
    private static string Default(JToken value, string type, JObject? enumeration) => enumeration is null
        ? value.ToString(Formatting.None)
        : $"{type}.{enumeration["enum"]!.Single(candidate => JToken.DeepEquals(candidate["value"], value))["name"]}";
}
