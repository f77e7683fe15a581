using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>A resource that exists: its id and its properties.</summary>
public sealed record ResourceState(string Id, PropertyMap Properties, PropertyMap Inputs);

/// <summary>What a program may declare, in the terms of the protocol. <see cref="Resource{TArgs,TState}"/> does most of it.</summary>
public interface IResource
{
    /// <summary>The last part of the type token.</summary>
    string Name { get; }

    string Description { get; }

    /// <summary>Inputs and outputs.</summary>
    RecordDescription Declared { get; }

    /// <summary>The inputs that narrow a listing.</summary>
    IEnumerable<PropertyDescription> ListInputs { get; }

    CheckResult Check(
        ResourceContext context, PropertyMap inputs, PropertyMap? oldInputs, ConfigurationDefaults defaults, Autonaming autonaming);

    Task<DiffResult> DiffAsync(ResourceContext context, DiffQuery query, CancellationToken cancellationToken);

    /// <summary>Makes it. In a preview the id is empty, nothing is written, and what only the server knows is unknown.</summary>
    Task<ResourceState> CreateAsync(ResourceContext context, PropertyMap inputs, bool preview, CancellationToken cancellationToken);

    /// <summary>Reads it; null when it is gone.</summary>
    /// <param name="context">Which resource of the program it is.</param>
    /// <param name="id">Its id.</param>
    /// <param name="last">Its last known properties; empty for an import.</param>
    /// <param name="inputs">The inputs of the last deployment; null for an import.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<ResourceState?> ReadAsync(
        ResourceContext context, string id, PropertyMap last, PropertyMap? inputs, CancellationToken cancellationToken);

    Task<PropertyMap> UpdateAsync(
        ResourceContext context, string id, PropertyMap state, PropertyMap inputs, bool preview, CancellationToken cancellationToken);

    Task DeleteAsync(ResourceContext context, string id, PropertyMap state, CancellationToken cancellationToken);

    /// <summary>Lists what exists, managed or not; null when the query is not known yet.</summary>
    /// <exception cref="InputException">The query is wrong.</exception>
    Task<ListPage?> ListAsync(PropertyMap query, PageRequest page, ConfigurationDefaults defaults, CancellationToken cancellationToken);
}
