using System.Text.RegularExpressions;
using Newtonsoft.Json;
using static PulumiOrgs.Build.Sdk.Code;

namespace PulumiOrgs.Build.Docs;

/// <summary>An example as a program, formatted as gofmt would.</summary>
internal sealed partial class GoExample(PackageNames names) : ExampleLanguage(names)
{
    private const string Get = "get";

    public override string Title => "Go";

    public override string Fence => "go";

    public override string Write(Example example)
    {
        var isFirst = true;
        var blocks = new List<string>();
        if (example.Settings.Count > 0)
        {
            blocks.Add(Lines(Settings(example)));
        }

        foreach (var statement in example.Statements)
        {
            blocks.Add(Statement(example, statement, ref isFirst));
        }

        blocks.Add(Lines([.. example.Outputs.Select(output => $"ctx.Export(\"{output.Name}\", {Value(output.Value)})"), "return nil"]));

        // Go is indented by tabs, and everything here by four spaces.
        return Indentation().Replace(Of($$"""
            package main

            import (
                "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
                {{(example.Settings.Count == 0 ? "" : "\"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config\"")}}

                "{{Names.Go}}"
            )

            func main() {
                pulumi.Run(func(ctx *pulumi.Context) error {
                    {{Lines(blocks)}}
                })
            }

            """), static spaces => new string('\t', spaces.Length / 4));
    }

    [GeneratedRegex("^(    )+", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    private static IEnumerable<string> Settings(Example example) =>
    [
        "cfg := config.New(ctx, \"\")",
        .. example.Settings.Select(static setting => $"{setting.Name} := cfg.Require{(setting.IsSecret ? "Secret" : "")}(\"{setting.Name}\")"),
    ];

    private string Statement(Example example, ExampleStatement statement, ref bool isFirst)
    {
        if (statement is not ExampleResource resource)
        {
            var function = FunctionName(statement.Type);
            var arguments = statement is ExampleCall { HasArguments: false } ? "ctx" : statement.Inputs.Count == 0
                ? $"ctx, {Names.Name}.{function}OutputArgs{{}}"
                : Literal($"ctx, {Names.Name}.{function}OutputArgs", statement.Inputs);
            return $"{statement.Name} := {Names.Name}.{function}Output({arguments})";
        }

        var isUsed = example.IsUsed(resource);
        var assigned = $"{(isUsed ? resource.Name : "_")}, err {(isUsed || isFirst ? ":=" : "=")}";
        isFirst = false;
        var given = $"ctx, \"{resource.Name}\", {Literal($"&{Names.Name}.{resource.Type}Args", resource.Inputs)}{Options(resource)}";
        return Of($$"""
            {{assigned}} {{Names.Name}}.New{{resource.Type}}({{given}})
            if err != nil {
                return err
            }
            """);
    }

    // A resource's own function for reading it has the name already.
    private string FunctionName(string function)
    {
        var name = function[Get.Length..];
        return Names.Resources.Contains(name) ? $"Lookup{name}" : Words.Pascal(function);
    }

    private static string Options(ExampleResource resource) => string.Concat(
    [
        .. resource.Provider is null ? Array.Empty<string>() : [$", pulumi.Provider({resource.Provider.Name})"],
        .. resource.DependsOn.Count == 0
            ? Array.Empty<string>()
            : [$", pulumi.DependsOn([]pulumi.Resource{{{string.Join(", ", resource.DependsOn.Select(static first => first.Name))}}})"],
    ]);

    // The values of a literal stand one below the other.
    private string Literal(string type, IReadOnlyList<(string Name, ExampleValue Value)> inputs)
    {
        var width = inputs.Max(static input => input.Name.Length) + 1;
        return Of($$"""
            {{type}}{
                {{Lines(inputs.Select(input => $"{$"{Words.Pascal(input.Name)}:".PadRight(width)} {Value(input.Value)},"))}}
            }
            """);
    }

    private string Value(ExampleValue value) => value switch
    {
        ExampleText { Text: var text } => $"pulumi.String({JsonConvert.ToString(text)})",
        ExampleNumber { Number: var number } => $"pulumi.Float64({JsonConvert.ToString(number)})",
        ExampleFlag { IsSet: var isSet } => $"pulumi.Bool({JsonConvert.ToString(isSet)})",
        ExampleConstant constant => $"{Names.Name}.{constant.Enumeration}{constant.Member}",
        ExampleList list => $"pulumi.StringArray{{{string.Join(", ", list.Items.Select(Value))}}}",
        ExampleReference { Property: null } whole => whole.Name,
        ExampleReference { IsCall: true } found => $"{found.Name}.{Words.Pascal(found.Property!)}()",
        ExampleReference reference => $"{reference.Name}.{Words.Pascal(reference.Property!)}",
        _ => throw new NotSupportedException($"{value}: Go has no form for this"),
    };
}
