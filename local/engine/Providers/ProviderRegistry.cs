using System.Collections.Concurrent;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>
/// The configured providers of a run, and what manages provider resources: to create one is to start and configure a plugin.
/// A provider that no program registered is configured as the state says, when something needs it.
/// </summary>
/// <param name="host">Starts plugins.</param>
/// <param name="preview">Whether nothing may be changed.</param>
/// <param name="recorded">Finds a provider resource in the state.</param>
public sealed class ProviderRegistry(PluginHost host, bool preview, Func<ProviderReference, ResourceState?> recorded)
    : IResourceProvider, IAsyncDisposable
{
    private const string VersionKey = "version";

    // Settings that are the engine's own affair; a plugin never sees them.
    private const string InternalKey = "__internal";

    private readonly ConcurrentDictionary<ProviderReference, Lazy<Task<ProviderPlugin>>> _configured = new();
    private readonly ConcurrentDictionary<Urn, ProviderPlugin> _checked = new();
    private readonly ConcurrentDictionary<ProviderPlugin, bool> _running = new();

    /// <summary>The provider that a reference points at.</summary>
    /// <exception cref="ProviderException">There is none, or it cannot be started or configured.</exception>
    public Task<ProviderPlugin> GetAsync(ProviderReference reference, CancellationToken cancellationToken) => _configured.GetOrAdd(
        reference,
        static (reference, arguments) => new Lazy<Task<ProviderPlugin>>(
            () => arguments.Registry.FromStateAsync(reference, arguments.CancellationToken)),
        (Registry: this, CancellationToken: cancellationToken)).Value;

    public async Task<CheckResult> CheckAsync(
        Urn urn,
        PropertyMap olds,
        PropertyMap news,
        byte[] randomSeed,
        CancellationToken cancellationToken)
    {
        // A replacement is checked twice; the plugin that was started first serves.
        var plugin = _checked.TryRemove(urn, out var started) ? started : await StartAsync(urn, cancellationToken);
        CheckResult result;
        try
        {
            result = await plugin.CheckConfigAsync(urn, Visible(olds), Visible(news), cancellationToken);
        }
        catch
        {
            await StopAsync(plugin);
            throw;
        }

        if (result.Failures.Count > 0)
        {
            await StopAsync(plugin);
            return result;
        }

        _checked[urn] = plugin;
        var inputs = result.Inputs;
        foreach (var key in (string[])[VersionKey, InternalKey])
        {
            if (news.TryGetValue(key, out var value))
            {
                inputs = inputs.With(key, value);
            }
        }

        return result with { Inputs = inputs };
    }

    public async Task<ResourceDiff> DiffAsync(
        ResourceState old,
        Urn urn,
        PropertyMap news,
        IReadOnlyList<string> ignoreChanges,
        CancellationToken cancellationToken)
    {
        var plugin = _checked.TryGetValue(urn, out var started)
            ? started
            : await GetAsync(new ProviderReference(urn, old.Id), cancellationToken);
        return await plugin.DiffConfigAsync(urn, old.Id, Visible(old.Inputs), old.Outputs, Visible(news), cancellationToken);
    }

    public async Task<CreateResult> CreateAsync(Urn urn, PropertyMap inputs, double timeout, CancellationToken cancellationToken)
    {
        var id = preview ? ProviderReference.UnknownId : Guid.NewGuid().ToString();
        var outputs = await ConfigureAsync(new ProviderReference(urn, id), inputs, cancellationToken);
        return new CreateResult(id, outputs);
    }

    public Task<PropertyMap> UpdateAsync(
        ResourceState old,
        Urn urn,
        PropertyMap news,
        IReadOnlyList<string> ignoreChanges,
        double timeout,
        CancellationToken cancellationToken) => ConfigureAsync(new ProviderReference(urn, old.Id), news, cancellationToken);

    /// <summary>Configures a provider that has not changed.</summary>
    /// <exception cref="ProviderException">It cannot be configured.</exception>
    public Task SameAsync(ResourceState provider, CancellationToken cancellationToken) =>
        ConfigureAsync(new ProviderReference(provider.Urn, provider.Id), provider.Inputs, cancellationToken);

    public Task<ReadResult> ReadAsync(
        Urn urn,
        string id,
        PropertyMap state,
        PropertyMap? inputs,
        double timeout,
        CancellationToken cancellationToken) => throw new ProviderException("a provider cannot be read or imported");

    /// <summary>Stops nothing: resources that the provider manages may still be on their way out.</summary>
    public Task DeleteAsync(ResourceState resource, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether one configuration of a provider can manage what another made.</summary>
    /// <returns>True when it cannot: what the old one made must be replaced.</returns>
    /// <exception cref="ProviderException">Neither can say.</exception>
    public async Task<bool> ForcesReplacementAsync(
        ProviderReference newReference,
        ResourceState oldProvider,
        ResourceState newProvider,
        CancellationToken cancellationToken)
    {
        var plugin = await GetAsync(newReference, cancellationToken);
        var diff = await plugin.DiffConfigAsync(
            newReference.Urn,
            oldProvider.Id,
            Visible(oldProvider.Inputs),
            oldProvider.Outputs,
            Visible(newProvider.Inputs),
            cancellationToken);
        return diff.Replaces;
    }

    /// <summary>Asks all plugins to break off what they are doing.</summary>
    public Task CancelAsync() => Task.WhenAll(_running.Keys.Select(static plugin => plugin.CancelAsync()));

    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Keys.Select(StopAsync));

    /// <summary>A provider's settings and which version of its plugin is wanted; an empty version leaves that open.</summary>
    public static PropertyMap WithVersion(PropertyMap settings, string version) =>
        version.Length == 0 ? settings : settings.With(VersionKey, version).With(InternalKey, PropertyMap.Empty);

    private static PropertyMap Visible(PropertyMap inputs) => inputs.Without(InternalKey);

    private async Task<ProviderPlugin> StartAsync(Urn urn, CancellationToken cancellationToken)
    {
        var plugin = await host.StartAsync(ResourceTypes.PackageOf(urn.Type), cancellationToken);
        _running[plugin] = true;
        return plugin;
    }

    private async Task StopAsync(ProviderPlugin plugin)
    {
        _running.TryRemove(plugin, out _);
        await plugin.DisposeAsync();
    }

    private async Task<PropertyMap> ConfigureAsync(ProviderReference reference, PropertyMap inputs, CancellationToken cancellationToken)
    {
        var visible = Visible(inputs);
        var plugin = _checked.TryRemove(reference.Urn, out var started) ? started : await StartAsync(reference.Urn, cancellationToken);
        plugin = await ConfigureAsync(plugin, reference, visible, cancellationToken);
        _configured[reference] = new Lazy<Task<ProviderPlugin>>(Task.FromResult(plugin));
        return visible;
    }

    private async Task<ProviderPlugin> ConfigureAsync(
        ProviderPlugin plugin,
        ProviderReference reference,
        PropertyMap visible,
        CancellationToken cancellationToken)
    {
        try
        {
            await plugin.ConfigureAsync(reference.Urn, reference.Id, visible, cancellationToken);
            return plugin;
        }
        catch
        {
            await StopAsync(plugin);
            throw;
        }
    }

    private async Task<ProviderPlugin> FromStateAsync(ProviderReference reference, CancellationToken cancellationToken)
    {
        var provider = recorded(reference)
            ?? throw new ProviderException($"the provider {reference} is neither registered nor in the state");
        var plugin = await StartAsync(reference.Urn, cancellationToken);
        return await ConfigureAsync(plugin, reference, Visible(provider.Inputs), cancellationToken);
    }
}
