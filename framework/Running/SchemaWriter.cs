using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>Writes the package's schema, from which SDKs and documentation are generated.</summary>
internal sealed class SchemaWriter(ProviderPackage package)
{
    private readonly JObject _types = [];

    public string Write()
    {
        var description = package.Description;
        var configuration = package.Configuration.Declared;
        var resources = new JObject(package.Resources.OrderBy(static resource => resource.Name, StringComparer.Ordinal)
            .Select(resource => new JProperty(Token(resource.Name), Resource(resource))));
        var schema = new JObject
        {
            ["name"] = description.Name,
            ["displayName"] = description.DisplayName,
            ["version"] = description.Version,
            ["description"] = description.Description,
            ["keywords"] = new JArray(description.Keywords),
            ["publisher"] = description.Publisher,
            ["homepage"] = description.Homepage,
            ["license"] = description.License,
            ["repository"] = description.Repository,
            ["logoUrl"] = description.LogoUrl,
            ["pluginDownloadURL"] = description.PluginDownloadUrl,
            ["meta"] = new JObject { ["moduleFormat"] = description.ModuleFormat },
            ["language"] = Languages(description),
            ["config"] = new JObject { ["variables"] = Properties(configuration.Inputs, asInputs: true) },
            ["types"] = _types,
            ["provider"] = new JObject
            {
                ["description"] = description.Description,
                ["type"] = "object",
                // An engine keeps a provider's settings as text, so SDKs make outputs of those only that are.
                ["properties"] = Properties(
                    configuration.Inputs.Where(static property => property is { Secret: false, Kind: PropertyKind.String }), asInputs: false),
                ["inputProperties"] = Properties(configuration.Inputs, asInputs: true),
            },
            ["resources"] = resources,
            ["functions"] = new JObject(package.Functions.OrderBy(static function => function.Name, StringComparer.Ordinal)
                .Select(function => new JProperty(Token(function.Name), Function(function)))),
        };
        foreach (var unknown in schema.Properties().Where(static property => property.Value is JValue { Value: null }).ToList())
        {
            unknown.Remove();
        }

        return schema.ToString(Formatting.None);
    }

    // SDKs are called as Pulumi's own are, but for Node.js: the scope of those is Pulumi's, and nobody else can publish there.
    private static JObject Languages(PackageDescription description)
    {
        var go = new JObject { ["respectSchemaVersion"] = true };
        if (description.Repository is { } repository)
        {
            var module = repository[(repository.IndexOf("://", StringComparison.Ordinal) + 3)..];
            go.AddFirst(new JProperty("importBasePath", $"{module}/sdk/go/{description.Name}"));
        }

        return new JObject
        {
            ["csharp"] = new JObject
            {
                ["rootNamespace"] = "Pulumi",
                ["namespaces"] = new JObject { [description.Name] = description.CSharpNamespace },
                ["respectSchemaVersion"] = true,
            },
            ["go"] = go,
            ["java"] = new JObject { ["basePackage"] = "com.pulumi", ["buildFiles"] = "gradle" },
            ["nodejs"] = new JObject { ["packageName"] = $"pulumi-{description.Name}", ["respectSchemaVersion"] = true },
            ["python"] = new JObject
            {
                ["packageName"] = $"pulumi_{description.Name}",
                ["pyproject"] = new JObject { ["enabled"] = true },
                ["respectSchemaVersion"] = true,
            },
        };
    }

    private string Token(string name) => package.Description.TokenOf(name);

    private JObject Resource(IResource resource) => new()
    {
        ["description"] = resource.Description,
        ["properties"] = Properties(resource.Declared.Outputs, asInputs: false),
        ["required"] = Names(resource.Declared.Outputs.Where(static property => property.IsAlwaysThere)),
        ["inputProperties"] = Properties(resource.Declared.Inputs, asInputs: true),
        ["requiredInputs"] = Names(resource.Declared.Inputs.Where(static property => property.Required)),
        ["listInputs"] = new JObject
        {
            ["type"] = "object",
            ["properties"] = Properties(resource.ListInputs, asInputs: false),
        },
    };

    private JObject Function(IFunction function) => new()
    {
        ["description"] = function.Description,
        ["inputs"] = new JObject
        {
            ["type"] = "object",
            ["properties"] = Properties(function.Inputs.Inputs, asInputs: true),
            ["required"] = Names(function.Inputs.Inputs.Where(static property => property.Required)),
        },
        ["outputs"] = Object(function.Outputs),
    };

    private JObject Object(RecordDescription record)
    {
        var schema = new JObject
        {
            ["type"] = "object",
            ["properties"] = Properties(record.Properties, asInputs: false),
            ["required"] = Names(record.Properties.Where(static property => property.IsAlwaysThere)),
        };
        if (record.Description.Length > 0)
        {
            schema["description"] = record.Description;
        }

        return schema;
    }

    private JObject Properties(IEnumerable<PropertyDescription> properties, bool asInputs) =>
        new(properties.Select(property => new JProperty(property.Name, Property(property, asInputs))));

    private JObject Property(PropertyDescription property, bool asInput)
    {
        var schema = new JObject { ["description"] = property.Description };
        schema.Merge(TypeOf(property, asInput));
        if (property.Secret)
        {
            schema["secret"] = true;
        }

        if (asInput && property.Replaces)
        {
            schema["willReplaceOnChanges"] = true;
        }

        // SDKs must not fill in an empty text: they would send it where the program gave nothing. A list has no default in a schema.
        if (asInput && property.Default is { } value and not (StringValue { Value: "" } or ListValue))
        {
            schema["default"] = value switch
            {
                BooleanValue flag => new JValue(flag.Value),
                NumberValue number => new JValue((long)number.Value),
                _ => new JValue(((StringValue)value).Value),
            };
        }

        return schema;
    }

    // The service may report a value that the enumeration lacks, so an enumeration binds inputs only.
    private JObject TypeOf(PropertyDescription property, bool asInput) => property.Kind switch
    {
        _ when asInput && property.Rules.OfType<OneOfAttribute>().FirstOrDefault() is { } oneOf =>
            new JObject { ["type"] = "string", ["$ref"] = $"#/types/{Enumeration(oneOf)}" },
        PropertyKind.String => new JObject { ["type"] = "string" },
        PropertyKind.Boolean => new JObject { ["type"] = "boolean" },
        PropertyKind.Integer => new JObject { ["type"] = "number" },
        PropertyKind.Int32 => new JObject { ["type"] = "integer" },
        PropertyKind.StringMap => new JObject { ["type"] = "object", ["additionalProperties"] = new JObject { ["type"] = "string" } },
        PropertyKind.ObjectList => new JObject
        {
            ["type"] = "array",
            ["items"] = new JObject { ["type"] = "object", ["$ref"] = $"#/types/{ObjectType(property.Items!)}" },
        },
        _ => new JObject { ["type"] = "array", ["items"] = new JObject { ["type"] = "string" } },
    };

    private string ObjectType(RecordDescription record)
    {
        var token = Token(record.Name);
        _types[token] = Object(record);
        return token;
    }

    private string Enumeration(OneOfAttribute oneOf)
    {
        var token = Token(oneOf.Type.Name);
        _types[token] = new JObject
        {
            ["description"] = oneOf.Description,
            ["type"] = "string",
            ["enum"] = new JArray(oneOf.Values.Select(static value => new JObject
            {
                ["name"] = value.Name,
                ["value"] = value.Value,
                ["description"] = value.Description,
            })),
        };
        return token;
    }

    private static JArray Names(IEnumerable<PropertyDescription> properties) => new(properties.Select(static property => property.Name));
}
