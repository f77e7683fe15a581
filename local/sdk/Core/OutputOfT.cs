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

    /// <summary>Makes an output of the value that a task will give.</summary>
    public static Output<T> Create(Task<T> value) => Output.Create(value);

    /// <summary>Runs <paramref name="func"/> on the value once it is known; in a preview that may be never.</summary>
    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        Continue(value => Task.FromResult(OutputData.Known(func(value))));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        Continue(async value => OutputData.Known(await func(value).ConfigureAwait(false)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        Continue(value => func(value).ToOutput().Data);

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) =>
        Continue(value => func(value)?.Data ?? Task.FromResult(OutputData.Known(default(TResult)!)));

    /// <inheritdoc cref="Apply{TResult}(Func{T, TResult})"/>
    public Output<ValueTuple> Apply(Func<T, Task> func) =>
        Continue(async value =>
        {
            await func(value).ConfigureAwait(false);
            return OutputData.Known(default(ValueTuple));
        });

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
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync()
    {
        var data = await Data.ConfigureAwait(false);
        return data.With<object?>(data.Value);
    }

    internal Output<T> Marked(Func<OutputData<T>, OutputData<T>> mark)
    {
        return new Output<T>(MarkAsync());

        async Task<OutputData<T>> MarkAsync() => mark(await Data.ConfigureAwait(false));
    }

    private Output<TResult> Continue<TResult>(Func<T, Task<OutputData<TResult>>> func)
    {
        return new Output<TResult>(ContinueAsync());

        async Task<OutputData<TResult>> ContinueAsync()
        {
            var data = await Data.ConfigureAwait(false);
            return data.IsKnown
                ? data.Then(await func(data.Value).ConfigureAwait(false))
                : data.With(default(TResult)!);
        }
    }
}
