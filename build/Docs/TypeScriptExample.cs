using Newtonsoft.Json;
using static PulumiOrgs.Build.Sdk.Code;

namespace PulumiOrgs.Build.Docs;

/// <summary>An example as a module, in which there is nothing that is not JavaScript too.</summary>
internal sealed class TypeScriptExample(PackageNames names) : ExampleLanguage(names)
{
    public override string Title => "TypeScript";

    public override string Fence => "typescript";

    public override string Write(Example example)
    {
        IEnumerable<string> blocks =
        [
            .. example.Settings.Count == 0 ? Array.Empty<string>() : [Lines(Settings(example))],
            .. example.Statements.Select(statement => Statement(example, statement)),
            .. example.Outputs.Count == 0 ? Array.Empty<string>() : [Lines(Outputs(example))],
        ];
        return Of($$"""
            import * as pulumi from "@pulumi/pulumi";
            import * as {{Names.Name}} from "{{Names.TypeScript}}";

            {{Blocks(blocks)}}

            """);
    }

    private static IEnumerable<string> Settings(Example example) =>
    [
        "const config = new pulumi.Config();",
        .. example.Settings.Select(static setting => $"const {setting.Name} = config.require{(setting.IsSecret ? "Secret" : "")}(\"{setting.Name}\");"),
    ];

    // An output takes the name that its variable would have.
    private static string VariableOf(Example example, string name) => example.Outputs.Any(output => output.Name == name) ? $"{name}Found" : name;

    private IEnumerable<string> Outputs(Example example) =>
        example.Outputs.Select(output => $"export const {output.Name} = {Value(example, output.Value)};");

    private string Statement(Example example, ExampleStatement statement)
    {
        var variable = example.IsUsed(statement) ? $"const {VariableOf(example, statement.Name)} = " : "";
        return statement switch
        {
            ExampleResource resource => Of($$"""
                {{variable}}new {{Names.Name}}.{{resource.Type}}("{{resource.Name}}", {
                    {{Lines(resource.Inputs.Select(input => Input(example, input)))}}
                }{{Options(example, resource)}});
                """),
            { Inputs.Count: 0 } => $"{variable}{Names.Name}.{statement.Type}Output();",
            _ => Of($$"""
                {{variable}}{{Names.Name}}.{{statement.Type}}Output({
                    {{Lines(statement.Inputs.Select(input => Input(example, input)))}}
                });
                """),
        };
    }

    private string Options(Example example, ExampleResource resource)
    {
        IReadOnlyList<string> options =
        [
            .. resource.Provider is null ? Array.Empty<string>() : [$"provider: {Value(example, resource.Provider)}"],
            .. resource.DependsOn.Count == 0
                ? Array.Empty<string>()
                : [$"dependsOn: [{string.Join(", ", resource.DependsOn.Select(first => Value(example, first)))}]"],
        ];
        return options.Count == 0 ? "" : $", {{ {string.Join(", ", options)} }}";
    }

    private string Input(Example example, (string Name, ExampleValue Value) input) => $"{input.Name}: {Value(example, input.Value)},";

    private string Value(Example example, ExampleValue value) => value switch
    {
        ExampleText { Text: var text } => JsonConvert.ToString(text),
        ExampleNumber { Number: var number } => JsonConvert.ToString(number),
        ExampleFlag { IsSet: var isSet } => JsonConvert.ToString(isSet),
        ExampleConstant constant => $"{Names.Name}.{constant.Enumeration}.{constant.Member}",
        ExampleList list => $"[{string.Join(", ", list.Items.Select(item => Value(example, item)))}]",
        ExampleReference { Property: null } whole => VariableOf(example, whole.Name),
        ExampleReference reference => $"{VariableOf(example, reference.Name)}.{reference.Property}",
        _ => throw new NotSupportedException($"{value}: TypeScript has no form for this"),
    };
}
