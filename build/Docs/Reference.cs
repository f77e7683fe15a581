using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Build.Docs;

/// <summary>The pages of the reference: one for each resource and function, for the provider and for the component.</summary>
internal sealed class Reference
{
    private const string ProviderPage = "Provider";
    private const string ComponentPage = "Organization";

    private readonly JObject _schema;
    private readonly PackageNames _names;
    private readonly ReferenceTables _tables;

    private Reference(JObject schema) => (_schema, _names, _tables) = (schema, new PackageNames(schema), new ReferenceTables(schema));

    /// <summary>Where the pages are.</summary>
    public static string Folder => Path.Combine(Repository.Root, "docs", "reference");

    private static string ExampleFolder => Path.Combine(Repository.Root, "build", "Docs", "Examples");

    /// <summary>The names of all pages that have an example.</summary>
    public static IReadOnlyList<string> Examples(JObject schema) =>
        [.. Section(schema, "resources").Concat(Section(schema, "functions")).Select(static entry => entry.Name), ProviderPage, ComponentPage];

    /// <summary>The example of a page.</summary>
    public static Example Example(JObject schema, string page) =>
        ExampleReader.Read(schema, File.ReadAllText(Path.Combine(ExampleFolder, $"{page}.yaml")).ReplaceLineEndings("\n"));

    /// <summary>The files of the reference by their names, in the order of these.</summary>
    /// <param name="schema">The schema, as a provider answers <c>GetSchema</c>.</param>
    public static SortedDictionary<string, string> Write(JObject schema)
    {
        var reference = new Reference(schema);
        return new(reference.Pages().ToDictionary(static page => $"{page.Name}.md", static page => page.Text), StringComparer.Ordinal);
    }

    private static IEnumerable<(string Name, JObject Declared)> Section(JObject schema, string section) =>
        ((JObject)schema[section]!).Properties().Select(static entry => (entry.Name.Split(':')[^1], (JObject)entry.Value));

    private static string Marked(string text) => $"<!-- Written by: dotnet run --project build -- docs -->\n{text}";

    // The first sentence says what it is; a table has no room for more.
    private static string FirstSentence(JToken declared)
    {
        var description = (string)declared["description"]!;
        var end = description.IndexOfAny([':', '.']);
        return end < 0 ? description : description[..end];
    }

    private IEnumerable<(string Name, string Text)> Pages() =>
    [
        ("README", Index()),
        .. Section(_schema, "resources").Select(resource => (resource.Name, Resource(resource.Name, resource.Declared))),
        .. Section(_schema, "functions").Select(function => (function.Name, Function(function.Name, function.Declared))),
        (ProviderPage, Provider()),
        (ComponentPage, Component()),
    ];

    private string Index() => Marked($"""
        # Reference

        Names are as they are on the wire and in YAML: C# and Go write `expiresAfter` as `ExpiresAfter`, Python as `expires_after`; a function `getTeam` is `GetTeam.Invoke` in C#, `getTeamOutput` in TypeScript, `get_team_output` in Python and `LookupTeamOutput` in Go, where a function that no resource shares its name with keeps its own: `GetTeamsOutput`. What Go imports begins with the place of the repository that the schema names, as that of a release does; the examples are those of a schema that names none. Any resource can be declared without `organization` where the [provider](Provider.md) has one.

        | resource | what it is | id for `pulumi import` |
        |---|---|---|
        {string.Join('\n', Section(_schema, "resources").Select(static resource =>
            $"| [`{resource.Name}`]({resource.Name}.md) | {FirstSentence(resource.Declared)} | `{ImportId.Of(resource.Name)}` |"))}

        | function | what it does |
        |---|---|
        {string.Join('\n', Section(_schema, "functions").Select(static function =>
            $"| [`{function.Name}`]({function.Name}.md) | {FirstSentence(function.Declared)} |"))}

        | besides | |
        |---|---|
        | [`Organization`](Organization.md) | The component that declares a whole roster, in C# |
        | [`Provider`](Provider.md) | The provider's configuration, and explicit providers |

        """);

    private string Resource(string name, JObject declared) => Marked($"""
        # {name}

        {declared["description"]}

        ## Example

        {Languages(name)}

        ## Inputs

        {_tables.Inputs(declared, "inputProperties", "requiredInputs")}

        ## Outputs

        {_tables.OutputsBesides(declared)}

        ## Import

        ```console
        $ pulumi import {_names.Name}:index:{name} NAME {ImportId.Of(name)}
        ```

        `NAME` is what the program calls the resource; the parts of the id are those of the object at Pulumi Cloud. [Take over an organization](../guides/take-over.md) imports everything at once.

        """);

    private string Function(string name, JObject declared) => Marked($"""
        # {name}

        {declared["description"]}

        ## Example

        {Languages(name)}

        ## Arguments

        {_tables.Arguments(declared["inputs"]!)}

        ## Result

        {_tables.Results(declared["outputs"]!)}

        """);

    private string Provider() => Marked($"""
        # Provider

        The configuration of the provider. A program needs no `Provider` resource: without one the stack's settings count, such as `pulumi config set {_names.Name}:organization acme`. With one, a program manages two organizations, or one with another token.

        ## Example

        {Languages(ProviderPage)}

        ## Inputs

        {_tables.Inputs(_schema["provider"]!, "inputProperties", "requiredInputs")}

        Each is a key of the stack's configuration too, as `{_names.Name}:accessToken`. A change of `apiUrl` is another cloud: everything is made there and removed from the old one.

        """);

    private string Component() => Marked($$"""
        # Organization

        {{ComponentSource.Description}} It is a component of the C# package and of no other language so far; elsewhere a program declares what the component would.

        ## Example

        In C# all of it is one component; its people may as well be in a file (`RosterFile = "roster.yaml"`):

        <details open>
        <summary>C#</summary>

        ```csharp
        using Pulumi;
        using {{_names.CSharp}};

        return await Deployment.RunAsync(() =>
        {
            _ = new Organization("acme", new()
            {
                Name = "acme",
                Admins = ["ada"],
                Members = ["bob"],
                Teams =
                [
                    new()
                    {
                        Name = "web",
                        DisplayName = "Web",
                        Description = "The site",
                        Admins = ["ada"],
                        Members = ["bob"],
                        Stacks = [new() { Project = "website", Stack = "prod", Permission = "write" }],
                    },
                ],
                Adopt = true,
                Bulk = true,
            });
        });
        ```

        </details>

        In other languages the same organization is:

        {{Languages(ComponentPage, skip: "C#")}}

        ## Arguments

        {{ComponentSource.Arguments}}

        The roster as a file, and what makes it one that is refused: [the README](../../README.md) and [joiners and leavers](../guides/joiners-and-leavers.md).

        """);

    private string Languages(string page, string? skip = null)
    {
        var example = Example(_schema, page);
        return string.Join("\n\n", ExampleLanguage.All(_names)
            .Where(language => language.Title != skip)
            .Select((language, index) => $"""
                <details{(index == 0 && skip is null ? " open" : "")}>
                <summary>{language.Title}</summary>

                ```{language.Fence}
                {language.Write(example).TrimEnd('\n')}
                ```

                </details>
                """));
    }
}
