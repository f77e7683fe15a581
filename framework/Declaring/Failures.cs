using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>Something that the provider could not do; its message says which object it is about and what to do.</summary>
public class ResourceException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Inputs that turned out wrong outside of a check.</summary>
public sealed class InputException(params IReadOnlyList<CheckFailure> failures)
    : Exception(string.Join("; ", failures.Select(static failure => $"{failure.Property}: {failure.Reason}")))
{
    public IReadOnlyList<CheckFailure> Failures { get; } = failures;
}

/// <summary>A create or an update that did only part of its work. The resource exists and has to be kept in the state.</summary>
/// <param name="state">A record of what exists now.</param>
/// <param name="cause">Why the rest was not done.</param>
public sealed class PartialFailureException<TState>(TState state, Exception cause) : Exception(cause.Message, cause)
{
    /// <summary>The state record of the resource.</summary>
    public TState State { get; } = state;
}

/// <summary>A resource that exists in part, in wire form.</summary>
public sealed class InitializationFailedException(string id, PropertyMap properties, PropertyMap inputs, Exception cause)
    : Exception(cause.Message, cause)
{
    public string Id { get; } = id;

    public PropertyMap Properties { get; } = properties;

    public PropertyMap Inputs { get; } = inputs;
}
