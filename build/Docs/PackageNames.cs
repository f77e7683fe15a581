using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Build.Docs;

/// <summary>What programs call the package, by what the schema says of each language, else by what Pulumi's generators make of that.</summary>
internal sealed class PackageNames(JObject schema)
{
    private readonly JToken? _languages = schema["language"];

    /// <summary>Its name on the wire, and in programs.</summary>
    public string Name { get; } = (string)schema["name"]!;

    /// <summary>The names of its resources.</summary>
    public IReadOnlySet<string> Resources { get; } =
        ((JObject)schema["resources"]!).Properties().Select(static resource => resource.Name.Split(':')[^1]).ToHashSet();

    public string CSharp => $"{_languages?["csharp"]?["rootNamespace"] ?? "Pulumi"}.{_languages?["csharp"]?["namespaces"]?[Name] ?? Words.Pascal(Name)}";

    public string TypeScript => (string?)_languages?["nodejs"]?["packageName"] ?? $"@pulumi/{Name}";

    public string Python => (string?)_languages?["python"]?["packageName"] ?? $"pulumi_{Name}";

    public string Go => (string?)_languages?["go"]?["importBasePath"] ?? $"{GoRoot}/sdk/go/{Name}";

    // A package that is at no place has a module all the same, for an SDK that is made within the program's own.
    private string GoRoot => (string?)schema["repository"] is { } repository ? repository.Split("://")[^1] : $"example.com/pulumi-{Name}";
}
