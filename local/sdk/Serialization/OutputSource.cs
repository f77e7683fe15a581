using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Fills one output property of a resource.</summary>
internal interface IOutputSource
{
    Type ValueType { get; }

    IOutput Output { get; }

    void Resolve(OutputData<object?> data);

    /// <summary>Ends the output with an error, unless it has a value already.</summary>
    void Fail(Exception exception);
}

internal sealed class OutputSource<T> : IOutputSource
{
    private readonly ImmutableHashSet<Resource> _owner;
    private readonly TaskCompletionSource<OutputData<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OutputSource(Resource owner)
    {
        _owner = [owner];
        Output = new Output<T>(_completion.Task);
    }

    public Type ValueType => typeof(T);

    public IOutput Output { get; }

    public void Resolve(OutputData<object?> data) => _completion.TrySetResult(new OutputData<T>(
        data.Value is null ? default! : (T)data.Value,
        data.IsKnown,
        data.IsSecret,
        _owner.Union(data.Dependencies)));

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
