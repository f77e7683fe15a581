using System.Globalization;

namespace Pulumi;

/// <summary>Makes and combines outputs.</summary>
public static class Output
{
    /// <summary>Makes an output of a value that is known already.</summary>
    public static Output<T> Create<T>(T value) => new(OutputData.Known(value));

    /// <summary>Makes an output of the value that a task will give.</summary>
    public static Output<T> Create<T>(Task<T> value) => FromTask(value, isSecret: false);

    /// <summary>Makes an output that is kept from view wherever it goes.</summary>
    public static Output<T> CreateSecret<T>(T value) => new(OutputData.Known(value, isSecret: true));

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Task<T> value) => FromTask(value, isSecret: true);

    /// <inheritdoc cref="CreateSecret{T}(T)"/>
    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Marked(static data => data with { IsSecret = true });
    }

    /// <summary>Says whether the output is kept from view.</summary>
    public static async Task<bool> IsSecretAsync<T>(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return (await output.Data).IsSecret;
    }

    /// <summary>
    /// One output of all values, in their order. It is unknown when one of them is, secret when one of them is, and depends on
    /// all that they depend on.
    /// </summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => Join(inputs, Array<T>);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => Join(inputs, Array<T>);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => Join(outputs, Array<T>);

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => Join(outputs, Array<T>);

    /// <summary>
    /// The interpolated text, once the inputs and outputs in its holes are known. It is secret when one of them is.
    /// </summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        ArgumentNullException.ThrowIfNull(formattableString);
        return Join(
            formattableString.GetArguments(),
            values => string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]));
    }

    /// <summary>One output of two values of different types. Unknown, secret and dependent as its parts are.</summary>
    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        Join([item1, item2], static v => ((T1)v[0]!, (T2)v[1]!));

    /// <summary>Waits for all parts, of whatever kind and type, and makes one value of theirs.</summary>
    internal static Output<TResult> Join<TResult>(IEnumerable<object?> parts, Func<IReadOnlyList<object?>, TResult> make)
    {
        // Enumerated at once: what the caller does to its list afterwards is none of our business.
        object?[] given = [.. parts];
        return new Output<TResult>(JoinAsync());

        async Task<OutputData<TResult>> JoinAsync()
        {
            var joined = OutputData.Known(true);
            var values = new object?[given.Length];
            for (var i = 0; i < given.Length; i++)
            {
                var output = given[i] switch
                {
                    IInput input => input.ToOutput(),
                    IOutput plain => plain,
                    _ => null,
                };
                if (output is null)
                {
                    values[i] = given[i];
                    continue;
                }

                var data = await output.GetDataAsync();
                values[i] = data.Value;
                joined = joined.Then(data.With(true));
            }

            return joined.With(joined.IsKnown ? make(values) : default!);
        }
    }

    private static ImmutableArray<T> Array<T>(IReadOnlyList<object?> values) => [.. values.Select(static value => (T)value!)];

    private static Output<T> FromTask<T>(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(AwaitAsync());

        async Task<OutputData<T>> AwaitAsync() => OutputData.Known(await value, isSecret);
    }
}
