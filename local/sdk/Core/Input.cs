namespace Pulumi;

/// <summary>What a resource takes: a plain value, or an output of another resource. Values and outputs convert to it implicitly.</summary>
public class Input<T> : IInput
{
    private readonly Func<Output<T>> _output;

    private protected Input(Func<Output<T>> output) => _output = output;

    private protected Input(Output<T> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = () => output;
    }

    private protected virtual IOutput Wire => _output();

    public static implicit operator Input<T>(T value) => new(Output.Create(value));

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input._output();

    IOutput IInput.ToOutput() => _output();

    IOutput IInput.ToWire() => Wire;
}

/// <summary>An output whose type is not known at compile time.</summary>
internal interface IOutput
{
    Task<OutputData<object?>> GetDataAsync();
}

/// <summary>An input whose type is not known at compile time.</summary>
internal interface IInput
{
    IOutput ToOutput();

    /// <summary>
    /// The value as the wire shall see it. For lists that is the elements as they were given, so that one
    /// unknown or secret element does not make the whole collection so.
    /// </summary>
    IOutput ToWire();
}

/// <summary>Lets an input be used as the output it holds; a missing one is the default of its type.</summary>
public static class InputExtensions
{
    /// <summary>The output that the input holds.</summary>
    public static Output<T> ToOutput<T>(this Input<T>? input) => input ?? Output.Create(default(T)!);
}
