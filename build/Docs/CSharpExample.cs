using Newtonsoft.Json;
using static PulumiOrgs.Build.Sdk.Code;

namespace PulumiOrgs.Build.Docs;

/// <summary>An example as a program of top-level statements.</summary>
internal sealed class CSharpExample(PackageNames names) : ExampleLanguage(names)
{
    public override string Title => "C#";

    public override string Fence => "csharp";

    public override string Write(Example example)
    {
        IEnumerable<string> blocks =
        [
            .. example.Settings.Count == 0 ? Array.Empty<string>() : [Lines(Settings(example))],
            .. example.Statements.Select(statement => Statement(example, statement)),
            .. example.Outputs.Count == 0 ? Array.Empty<string>() : [Outputs(example)],
        ];
        return Of($$"""
            using Pulumi;
            using {{Names.CSharp}};

            return await Deployment.RunAsync(() =>
            {
                {{Blocks(blocks)}}
            });

            """);
    }

    private static IEnumerable<string> Settings(Example example) =>
    [
        "var settings = new Pulumi.Config();",
        .. example.Settings.Select(static setting => $"var {setting.Name} = settings.Require{(setting.IsSecret ? "Secret" : "")}(\"{setting.Name}\");"),
    ];

    private static string Statement(Example example, ExampleStatement statement)
    {
        var variable = example.IsUsed(statement) ? $"var {statement.Name}" : "_";
        return statement switch
        {
            ExampleResource resource => Of($$"""
                {{variable}} = new {{resource.Type}}("{{resource.Name}}", new()
                {
                    {{Lines(resource.Inputs.Select(Input))}}
                }{{Options(resource)}});
                """),
            { Inputs.Count: 0 } => $"{variable} = {Words.Pascal(statement.Type)}.Invoke();",
            _ => Of($$"""
                {{variable}} = {{Words.Pascal(statement.Type)}}.Invoke(new()
                {
                    {{Lines(statement.Inputs.Select(Input))}}
                });
                """),
        };
    }

    private static string Options(ExampleResource resource)
    {
        IReadOnlyList<string> options =
        [
            .. resource.Provider is null ? Array.Empty<string>() : [$"Provider = {resource.Provider.Name}"],
            .. resource.DependsOn.Count == 0
                ? Array.Empty<string>()
                : [$"DependsOn = {{ {string.Join(", ", resource.DependsOn.Select(static first => first.Name))} }}"],
        ];
        return options.Count == 0 ? "" : $", new() {{ {string.Join(", ", options)} }}";
    }

    private static string Outputs(Example example) => Of($$"""
        return new Dictionary<string, object?>
        {
            {{Lines(example.Outputs.Select(static output => $"[\"{output.Name}\"] = {Value(output.Value)},"))}}
        };
        """);

    private static string Input((string Name, ExampleValue Value) input) => $"{Words.Pascal(input.Name)} = {Value(input.Value)},";

    private static string Value(ExampleValue value) => value switch
    {
        ExampleText { Text: var text } => JsonConvert.ToString(text),
        ExampleNumber { Number: var number } => JsonConvert.ToString(number),
        ExampleFlag { IsSet: var isSet } => JsonConvert.ToString(isSet),
        ExampleConstant constant => $"{constant.Enumeration}.{constant.Member}",
        ExampleList list => $"{{ {string.Join(", ", list.Items.Select(Value))} }}",
        ExampleReference { Property: null } whole => whole.Name,
        ExampleReference { IsCall: true } found => $"{found.Name}.Apply(result => result.{Words.Pascal(found.Property!)})",
        ExampleReference reference => $"{reference.Name}.{Words.Pascal(reference.Property!)}",
        _ => throw new NotSupportedException($"{value}: C# has no form for this"),
    };
}
