namespace Pulumi;

/// <summary>
/// A value that may only be known once resources exist, together with the resources it comes from and whether it is secret.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        // A program has not ended while any of its outputs is pending, also when nobody waits for it.
        Deployment.Track(data);
    }

    internal Output(OutputData<T> data)
        : this(Task.FromResult(data))
    {
    }

    internal Task<OutputData<T>> Data { get; }

    /// <summary>Runs <paramref name="func"/> on the value once it is known; in a preview that may be never.</summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Continue(value => Task.FromResult(OutputData.Known(func(value))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) => Continue(async value => OutputData.Known(await func(value)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        Continue(value => func(value)?.Data ?? Task.FromResult(OutputData.Known(default(TResult)!)));

    /// <summary>Gives no value, since there may be none yet; says what to do instead.</summary>
    public override string ToString()
    {
        const string Advice =
            "An Output<T> has no text of its own: its value may not be known yet. "
            + "Use Output.Format($\"...{output}...\") or output.Apply(value => ...) instead.";
        if (Deployment.Current is not null)
        {
            Log.Warn(Advice);
        }

        return Advice;
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data;
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data;
        return data.With<object?>(data.Value);
    }

    internal Output<T> Marked(Func<OutputData<T>, OutputData<T>> mark)
    {
        return new Output<T>(MarkAsync());

        async Task<OutputData<T>> MarkAsync() => mark(await Data);
    }

    private Output<TResult> Continue<TResult>(Func<T, Task<OutputData<TResult>>> func)
    {
        return new Output<TResult>(ContinueAsync());

        async Task<OutputData<TResult>> ContinueAsync()
        {
            var data = await Data;
            return data.IsKnown
                ? data.Then(await func(data.Value))
                : data.With(default(TResult)!);
        }
    }
}

/// <summary>What an output turned out to be.</summary>
/// <param name="Value">The value; the default of its type while it is not known.</param>
/// <param name="IsKnown">False in a preview for what only the deployment can tell.</param>
/// <param name="IsSecret">Whether the value must be kept from view.</param>
/// <param name="Dependencies">The resources that the value was made of.</param>
internal sealed record OutputData<T>(T Value, bool IsKnown, bool IsSecret, ImmutableHashSet<Resource> Dependencies)
{
    public OutputData<U> With<U>(U value) => new(value, IsKnown, IsSecret, Dependencies);

    /// <summary>The inner value with the marks of both: what is made of a secret is secret, and so on.</summary>
    public OutputData<U> Then<U>(OutputData<U> inner) =>
        new(inner.Value, IsKnown && inner.IsKnown, IsSecret || inner.IsSecret, Dependencies.Union(inner.Dependencies));

    // A record's own ToString would print the value, which may be secret.
    public override string ToString() => nameof(OutputData<>);
}

internal static class OutputData
{
    public static OutputData<T> Known<T>(T value, bool isSecret = false) => new(value, IsKnown: true, isSecret, []);

    public static OutputData<T> Unknown<T>(T value) => new(value, IsKnown: false, IsSecret: false, []);
}
