using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>
/// What manages custom resources: a plugin, or for provider resources the engine's own registry. All methods throw
/// <see cref="ProviderException"/> when the provider fails.
/// </summary>
public interface IResourceProvider
{
    /// <param name="wanted">The resource, with the inputs of the program.</param>
    /// <param name="olds">Inputs of the last deployment; empty for a new resource.</param>
    /// <param name="cancellationToken">Breaks the call off.</param>
    Task<CheckAnswer> CheckAsync(StackResource wanted, PropertyMap olds, CancellationToken cancellationToken);

    Task<ResourceDiff> DiffAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken);

    /// <exception cref="IncompleteResourceException">It was created, but not all of it could be done.</exception>
    Task<CreateAnswer> CreateAsync(StackResource wanted, CancellationToken cancellationToken);

    /// <returns>The outputs.</returns>
    /// <exception cref="IncompleteResourceException">Not all of the update could be done.</exception>
    Task<PropertyMap> UpdateAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken);

    /// <param name="resource">What is known of the resource; its id may be what it is to be imported by.</param>
    /// <param name="inputs">Its inputs; null in an import.</param>
    /// <param name="cancellationToken">Breaks the call off.</param>
    Task<ReadAnswer> ReadAsync(StackResource resource, PropertyMap? inputs, CancellationToken cancellationToken);

    Task DeleteAsync(StackResource resource, CancellationToken cancellationToken);
}

/// <summary>Inputs as the provider takes them, with its defaults; or why it does not.</summary>
public sealed record CheckAnswer(PropertyMap Inputs, IReadOnlyList<string> Failures);

/// <summary>A resource that was made; in a preview its id is empty and outputs may be unknown.</summary>
public sealed record CreateAnswer(string Id, PropertyMap Outputs);

/// <summary>A resource as it is.</summary>
/// <param name="Id">Its id; empty when it is gone.</param>
/// <param name="Outputs">What it is.</param>
/// <param name="Inputs">The inputs that would make it so; null when the provider does not say.</param>
/// <param name="InitErrors">Why it is not well, if it is not.</param>
public sealed record ReadAnswer(string Id, PropertyMap Outputs, PropertyMap? Inputs, IReadOnlyList<string> InitErrors);

/// <summary>What a function returned, or why it would not run.</summary>
public sealed record InvokeAnswer(PropertyMap Return, IReadOnlyList<CheckFailure> Failures);

/// <summary>A provider refused or failed; the message is its own, for the user.</summary>
public class ProviderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A resource exists, but not all of it could be done. What exists must be recorded.</summary>
/// <param name="found">The resource as it is, and why.</param>
/// <param name="inner">The provider's failure.</param>
public sealed class IncompleteResourceException(ReadAnswer found, Exception inner)
    : ProviderException(string.Join(Environment.NewLine, found.InitErrors), inner)
{
    public ReadAnswer Found { get; } = found;
}
