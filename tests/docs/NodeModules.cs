using Newtonsoft.Json.Linq;
using PulumiOrgs.Build.Docs;

namespace PulumiOrgs.Docs.Tests;

/// <summary>
/// A project of Node.js with an example. The test downloads nothing: it takes the package <c>@pulumi/pulumi</c> from a folder
/// <c>node_modules</c> that <c>LOCAL_ENGINE_NODE_MODULES</c> or <c>NODE_PATH</c> names.
/// </summary>
internal static class NodeModules
{
    private const string Package = "@pulumi/pulumi";

    /// <summary>The folder that has the package; null where there is none.</summary>
    public static string? Folder { get; } = new[] { Environment.GetEnvironmentVariable("LOCAL_ENGINE_NODE_MODULES") }
        .Concat(Environment.GetEnvironmentVariable("NODE_PATH")?.Split(Path.PathSeparator) ?? [])
        .FirstOrDefault(static folder => folder is { Length: > 0 } && Directory.Exists(Path.Combine(folder, Package)));

    /// <summary>Makes a folder a project with that program.</summary>
    public static void Install(string folder, string modules, string program)
    {
        File.WriteAllText(Path.Combine(folder, "Pulumi.yaml"), "name: grid\nruntime: nodejs\nmain: index.js\n");
        File.WriteAllText(Path.Combine(folder, "package.json"), """{ "type": "module", "main": "index.js" }""");
        File.WriteAllText(Path.Combine(folder, "index.js"), program);
        Directory.CreateDirectory(Path.Combine(folder, "node_modules", "@pulumi"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "node_modules", Package), Path.Combine(modules, Package));
        var sdk = Directory.CreateDirectory(Path.Combine(folder, "node_modules", new PackageNames(Documents.Schema).TypeScript)).FullName;
        File.WriteAllText(Path.Combine(sdk, "package.json"), """{ "type": "module", "main": "index.js" }""");
        File.WriteAllText(Path.Combine(sdk, "index.js"), Sdk(Documents.Schema));
    }

    // What an example needs of the SDK that Pulumi generates: classes, functions and enumerations by the schema's names.
    private static string Sdk(JObject schema) => string.Join('\n',
    [
        "import pulumi from \"@pulumi/pulumi\";",
        .. Entries(schema, "resources").Select(static resource => $$"""
            export class {{resource.Name}} extends pulumi.CustomResource {
                constructor(name, args, options) {
                    super("{{resource.Token}}", name, { {{string.Join(", ", ((JObject)resource.Value["properties"]!).Properties().Select(static output => $"{output.Name}: undefined"))}}, ...args }, options);
                }
            }
            """),
        """
        export class Provider extends pulumi.ProviderResource {
            constructor(name, args) {
                super("orgs", name, Object.fromEntries(Object.entries(args).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)])));
            }
        }
        """,
        .. Entries(schema, "functions").Select(static function =>
            $"export const {function.Name}Output = args => pulumi.runtime.invokeOutput(\"{function.Token}\", args ?? {{}});"),
        .. Entries(schema, "types").Where(static type => type.Value["enum"] is not null).Select(static type =>
            $"export const {type.Name} = {{ {string.Join(", ", type.Value["enum"]!.Select(static value => $"{value["name"]}: \"{value["value"]}\""))} }};"),
    ]);

    private static IEnumerable<(string Token, string Name, JToken Value)> Entries(JObject schema, string section) =>
        ((JObject)schema[section]!).Properties().Select(static entry => (entry.Name, entry.Name.Split(':')[^1], entry.Value));
}
