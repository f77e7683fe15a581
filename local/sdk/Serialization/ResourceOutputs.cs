using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The output properties of resources.</summary>
internal static class ResourceOutputs
{
    public const string Urn = "urn";
    public const string Id = "id";

    /// <summary>Gives each output property of the resource an output that is filled later, and says how to fill it.</summary>
    public static ImmutableDictionary<string, IOutputSource> Initialize(Resource resource)
    {
        var sources = ImmutableDictionary.CreateBuilder<string, IOutputSource>();
        foreach (var property in resource.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<OutputAttribute>() is not { } output
                // A component's own outputs are set by its class.
                || (resource is ComponentResource && property.DeclaringType != typeof(Resource)))
            {
                continue;
            }

            if (property.PropertyType is not { IsConstructedGenericType: true } type
                || type.GetGenericTypeDefinition() != typeof(Output<>))
            {
                throw new RunException($"{resource.GetType().FullName}.{property.Name} is marked [Output] but is no Output<T>.");
            }

            var sourceType = typeof(OutputSource<>).MakeGenericType(type.GenericTypeArguments);
            var source = (IOutputSource)Activator.CreateInstance(sourceType, resource)!;
            // A private setter is only found on the class that declares it.
            property.DeclaringType!.GetProperty(property.Name)!.SetValue(resource, source.Output);
            sources.Add(output.Name ?? property.Name, source);
        }

        return sources.ToImmutable();
    }
}

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
