using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>
/// What manages custom resources: a plugin, or for provider resources the engine's own registry. All methods throw
/// <see cref="ProviderException"/> when the provider fails.
/// </summary>
public interface IResourceProvider
{
    /// <param name="urn">The resource.</param>
    /// <param name="olds">Inputs of the last deployment; empty for a new resource.</param>
    /// <param name="news">Inputs of the program.</param>
    /// <param name="randomSeed">For names that the provider makes up.</param>
    /// <param name="cancellationToken">Breaks the call off.</param>
    Task<CheckResult> CheckAsync(Urn urn, PropertyMap olds, PropertyMap news, byte[] randomSeed, CancellationToken cancellationToken);

    Task<ResourceDiff> DiffAsync(
        ResourceState old,
        Urn urn,
        PropertyMap news,
        IReadOnlyList<string> ignoreChanges,
        CancellationToken cancellationToken);

    /// <exception cref="InitializationFailedException">It was created, but not all of it could be done.</exception>
    Task<CreateResult> CreateAsync(Urn urn, PropertyMap inputs, double timeout, CancellationToken cancellationToken);

    /// <exception cref="InitializationFailedException">Not all of the update could be done.</exception>
    Task<PropertyMap> UpdateAsync(
        ResourceState old,
        Urn urn,
        PropertyMap news,
        IReadOnlyList<string> ignoreChanges,
        double timeout,
        CancellationToken cancellationToken);

    /// <param name="urn">The resource.</param>
    /// <param name="id">Its id, or what it is to be imported by.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="inputs">Its inputs; null in an import.</param>
    /// <param name="timeout">Seconds; 0 leaves it to the provider.</param>
    /// <param name="cancellationToken">Breaks the call off.</param>
    /// <exception cref="InitializationFailedException">It is there, but not well.</exception>
    Task<ReadResult> ReadAsync(
        Urn urn,
        string id,
        PropertyMap state,
        PropertyMap? inputs,
        double timeout,
        CancellationToken cancellationToken);

    Task DeleteAsync(ResourceState resource, CancellationToken cancellationToken);
}
