using Newtonsoft.Json;
using static PulumiOrgs.Build.Sdk.Code;

namespace PulumiOrgs.Build.Docs;

/// <summary>An example as a module.</summary>
internal sealed class PythonExample(PackageNames names) : ExampleLanguage(names)
{
    public override string Title => "Python";

    public override string Fence => "python";

    public override string Write(Example example)
    {
        IEnumerable<string> blocks =
        [
            .. example.Settings.Count == 0 ? Array.Empty<string>() : [Lines(Settings(example))],
            .. example.Statements.Select(statement => Statement(example, statement)),
            .. example.Outputs.Count == 0 ? Array.Empty<string>() : [Lines(Outputs(example))],
        ];
        return Of($$"""
            import pulumi
            import {{Names.Python}} as {{Names.Name}}

            {{Blocks(blocks)}}

            """);
    }

    private static IEnumerable<string> Settings(Example example) =>
    [
        "config = pulumi.Config()",
        .. example.Settings.Select(static setting =>
            $"{Words.Snake(setting.Name)} = config.require{(setting.IsSecret ? "_secret" : "")}(\"{setting.Name}\")"),
    ];

    private IEnumerable<string> Outputs(Example example) =>
        example.Outputs.Select(output => $"pulumi.export(\"{output.Name}\", {Value(output.Value)})");

    private string Statement(Example example, ExampleStatement statement)
    {
        var variable = example.IsUsed(statement) ? $"{Words.Snake(statement.Name)} = " : "";
        var (call, first) = statement is ExampleResource resource
            ? ($"{Names.Name}.{resource.Type}", [$"\"{resource.Name}\""])
            : ($"{Names.Name}.{Words.Snake(statement.Type)}_output", Array.Empty<string>());
        return $"{variable}{call}({string.Join(",\n    ", [.. first, .. statement.Inputs.Select(Input), .. Options(statement as ExampleResource)])})";
    }

    private IEnumerable<string> Options(ExampleResource? resource)
    {
        IReadOnlyList<string> options =
        [
            .. resource?.Provider is { } provider ? [$"provider={Value(provider)}"] : Array.Empty<string>(),
            .. resource is { DependsOn.Count: > 0 } ? [$"depends_on=[{string.Join(", ", resource.DependsOn.Select(Value))}]"] : Array.Empty<string>(),
        ];
        return options.Count == 0 ? [] : [$"opts=pulumi.ResourceOptions({string.Join(", ", options)})"];
    }

    private string Input((string Name, ExampleValue Value) input) => $"{Words.Snake(input.Name)}={Value(input.Value)}";

    private string Value(ExampleValue value) => value switch
    {
        ExampleText { Text: var text } => JsonConvert.ToString(text),
        ExampleNumber { Number: var number } => JsonConvert.ToString(number),
        ExampleFlag { IsSet: var isSet } => isSet ? "True" : "False",
        ExampleConstant constant => $"{Names.Name}.{constant.Enumeration}.{Words.Snake(constant.Member).ToUpperInvariant()}",
        ExampleList list => $"[{string.Join(", ", list.Items.Select(Value))}]",
        ExampleReference { Property: null } whole => Words.Snake(whole.Name),
        ExampleReference reference => $"{Words.Snake(reference.Name)}.{Words.Snake(reference.Property!)}",
        _ => throw new NotSupportedException($"{value}: Python has no form for this"),
    };
}
