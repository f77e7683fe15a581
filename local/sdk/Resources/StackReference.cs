using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The outputs of another stack.</summary>
public class StackReference : CustomResource
{
    /// <summary>Reads a stack's outputs.</summary>
    /// <param name="name">The name of the resource, and of the stack (<c>organization/project/stack</c>) unless that is given.</param>
    /// <param name="args">The name of the stack, where it differs.</param>
    /// <param name="options">How the engine shall treat the resource.</param>
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference",
            name,
            new StackReferenceArgs { Name = StackName(name, args) },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = StackName(name, args) }))
    {
    }

    /// <summary>The name of the stack.</summary>
    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    /// <summary>All outputs of the stack; secret as a whole when one of them is.</summary>
    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    /// <summary>Which outputs are secret.</summary>
    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>An output of the stack, or null when it has none of that name. Secret only when it is itself.</summary>
    public Output<object?> GetOutput(Input<string> name) => WithItsOwnSecrecy(
        name, Output.Tuple(name, (Input<ImmutableDictionary<string, object>>)Outputs).Apply(static both =>
            (object?)both.Item2.GetValueOrDefault(both.Item1)));

    /// <summary>An output of the stack. Secret only when it is itself.</summary>
    /// <exception cref="KeyNotFoundException">The stack has none of that name; thrown where the output is used.</exception>
    public Output<object> RequireOutput(Input<string> name) => WithItsOwnSecrecy(
        name, Output.Tuple(name, (Input<string>)Name, (Input<ImmutableDictionary<string, object>>)Outputs).Apply(static all =>
            all.Item3.TryGetValue(all.Item1, out var value)
                ? value
                : throw new KeyNotFoundException($"The stack '{all.Item2}' has no output '{all.Item1}'.")));

    /// <summary>An output of the stack, told apart by whether it is secret.</summary>
    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).Data.ConfigureAwait(false);
        return data.IsSecret
            ? new StackReferenceOutputDetails { SecretValue = data.Value }
            : new StackReferenceOutputDetails { Value = data.Value };
    }

    /// <summary>The value of an output that is not secret, or null when the stack has none of that name.</summary>
    /// <exception cref="InvalidOperationException">The output is secret.</exception>
    public async Task<object?> GetValueAsync(Input<string> name) => Open(await GetOutput(name).Data.ConfigureAwait(false));

    /// <summary>The value of an output that is not secret.</summary>
    /// <exception cref="InvalidOperationException">The output is secret.</exception>
    /// <exception cref="KeyNotFoundException">The stack has none of that name.</exception>
    public async Task<object> RequireValueAsync(Input<string> name) => Open(await RequireOutput(name).Data.ConfigureAwait(false));

    private static Input<string> StackName(string name, StackReferenceArgs? args) => args?.Name ?? name;

    private static T Open<T>(OutputData<T> data) => data.IsSecret
        ? throw new InvalidOperationException("The output is secret: use GetOutput or RequireOutput, which keep it so.")
        : data.Value;

    private Output<T> WithItsOwnSecrecy<T>(Input<string> name, Output<T> output)
    {
        return new Output<T>(MarkAsync());

        async Task<OutputData<T>> MarkAsync()
        {
            var data = await output.Data.ConfigureAwait(false);
            var names = await SecretOutputNames.Data.ConfigureAwait(false);
            var asked = await name.ToOutput().Data.ConfigureAwait(false);
            // Without a list of the secret ones each may be one.
            return names is { IsKnown: true, Value.IsDefault: false } && asked.IsKnown
                ? data with { IsSecret = names.Value.Contains(asked.Value) }
                : data;
        }
    }
}

/// <summary>Names the stack that a <see cref="StackReference"/> reads.</summary>
public class StackReferenceArgs : ResourceArgs
{
    /// <summary>The stack: <c>organization/project/stack</c>; the resource's name when it is not given.</summary>
    [Input("name", required: true)]
    public Input<string>? Name { get; set; }
}

/// <summary>An output of another stack: one of the two is set.</summary>
public sealed class StackReferenceOutputDetails
{
    /// <summary>The value, when it is not secret.</summary>
    public object? Value { get; set; }

    /// <summary>The value, when it is secret.</summary>
    public object? SecretValue { get; set; }
}
