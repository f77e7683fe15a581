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
