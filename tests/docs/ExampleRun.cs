using PulumiOrgs.Build.Docs;
using PulumiOrgs.Build.Grid;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Docs.Tests;

/// <summary>An example as a program that an engine runs.</summary>
internal sealed class ExampleRun(Example example)
{
    /// <summary>What each setting of a stack is.</summary>
    public const string SettingValue = "hunter2-of-the-docs";

    public async Task RunAsync(ProgramMonitor monitor)
    {
        var results = new Dictionary<string, PropertyMap>();
        var providers = new Dictionary<string, string>();
        foreach (var statement in example.Statements)
        {
            var inputs = PropertyMap.Of(statement.Inputs.Select(input => (input.Name, (PropertyValue?)Value(input.Value, results))));
            switch (statement)
            {
                case ExampleCall call:
                    results[call.Name] = await monitor.InvokeAsync(call.Type, inputs, "");
                    break;
                case ExampleResource { IsProvider: true } provider:
                    providers[provider.Name] = await monitor.ProviderAsync(provider.Name, inputs);
                    break;
                case ExampleResource resource:
                    var declared = new Declared(resource.Type, resource.Name, inputs)
                    {
                        After = [.. resource.References.Select(static reference => reference.Name)],
                    };
                    var made = await monitor.RegisterAsync(declared, resource.Provider is { } given ? providers[given.Name] : "");
                    results[resource.Name] = WireCodec.FromStruct(made.Object);
                    break;
                default:
                    throw new InvalidOperationException($"{statement.Name} is neither a call nor a resource");
            }
        }

        foreach (var (name, value) in example.Outputs)
        {
            Assert.True(Value(value, results) is not null, $"the output {name} is there");
        }
    }

    private static PropertyValue Value(ExampleValue value, Dictionary<string, PropertyMap> results) => value switch
    {
        ExampleText { Text: var text } => text,
        ExampleConstant { Text: var text } => text,
        ExampleNumber { Number: var number } => (double)number,
        ExampleFlag { IsSet: var isSet } => isSet,
        ExampleList list => new ListValue([.. list.Items.Select(item => Value(item, results))]),
        ExampleReference { Property: null } => SettingValue,
        ExampleReference reference => results[reference.Name][reference.Property!],
        _ => throw new InvalidOperationException($"{value} has no form on the wire"),
    };
}
