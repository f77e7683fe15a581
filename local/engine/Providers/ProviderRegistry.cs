using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>
/// The configured providers of a run, and what manages provider resources: to create one is to start and configure a plugin.
/// A provider that no program registered is configured as the state says, when something needs it.
/// </summary>
/// <param name="plugins">Starts plugins.</param>
/// <param name="preview">Whether nothing may be changed.</param>
/// <param name="recorded">Finds a provider resource in the state.</param>
public sealed class ProviderRegistry(PluginStarter plugins, bool preview, Func<ProviderReference, StackResource?> recorded)
    : IResourceProvider, IAsyncDisposable
{
    /// <summary>The setting that says which version of the plugin is wanted.</summary>
    public const string VersionKey = "version";

    /// <summary>Settings that are the engine's own affair; a plugin never sees them.</summary>
    public const string InternalKey = "__internal";

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

    public async Task<CheckAnswer> CheckAsync(StackResource wanted, PropertyMap olds, CancellationToken cancellationToken)
    {
        // A replacement is checked twice; the plugin that was started first serves.
        var (urn, news) = (wanted.Urn, wanted.Inputs);
        var plugin = await StartedAsync(urn, cancellationToken);
        var result = await OrStopAsync(plugin, () => plugin.CheckConfigAsync(urn, Visible(olds), Visible(news), cancellationToken));
        if (result.Failures.Count > 0)
        {
            await StopAsync(plugin);
            return result;
        }

        _checked[urn] = plugin;
        return result with
        {
            Inputs = new[] { VersionKey, InternalKey }.Where(news.ContainsKey)
                .Aggregate(result.Inputs, (inputs, key) => inputs.With(key, news[key])),
        };
    }

    public async Task<ResourceDiff> DiffAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken)
    {
        var plugin = _checked.TryGetValue(wanted.Urn, out var started)
            ? started
            : await GetAsync(new ProviderReference(wanted.Urn, old.Id), cancellationToken);
        return await DiffAsync(plugin, old, wanted, cancellationToken);
    }

    public async Task<CreateAnswer> CreateAsync(StackResource wanted, CancellationToken cancellationToken)
    {
        var id = preview ? ProviderReference.UnknownId : Guid.NewGuid().ToString();
        return new CreateAnswer(id, await ConfigureAsync(wanted with { Id = id }, cancellationToken));
    }

    public Task<PropertyMap> UpdateAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken) =>
        ConfigureAsync(wanted with { Id = old.Id }, cancellationToken);

    /// <summary>Configures a provider, be it as it was.</summary>
    /// <returns>Its outputs.</returns>
    /// <exception cref="ProviderException">It cannot be configured.</exception>
    public async Task<PropertyMap> ConfigureAsync(StackResource provider, CancellationToken cancellationToken)
    {
        var reference = new ProviderReference(provider.Urn, provider.Id);
        var plugin = await ConfiguredAsync(reference, provider.Inputs, cancellationToken);
        _configured[reference] = new Lazy<Task<ProviderPlugin>>(Task.FromResult(plugin));
        return Visible(provider.Inputs);
    }

    public Task<ReadAnswer> ReadAsync(StackResource resource, PropertyMap? inputs, CancellationToken cancellationToken) =>
        throw new ProviderException("a provider cannot be read or imported");

    /// <summary>Stops nothing: resources that the provider manages may still be on their way out.</summary>
    public Task DeleteAsync(StackResource resource, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether one configuration of a provider can manage what another made.</summary>
    /// <returns>True when it cannot: what the old one made must be replaced.</returns>
    /// <exception cref="ProviderException">Neither can say.</exception>
    public async Task<bool> ForcesReplacementAsync(StackResource old, StackResource wanted, CancellationToken cancellationToken)
    {
        var plugin = await GetAsync(new ProviderReference(wanted.Urn, wanted.Id), cancellationToken);
        return (await DiffAsync(plugin, old, wanted, cancellationToken)).Replaces;
    }

    /// <summary>Asks all plugins to break off what they are doing.</summary>
    public Task CancelAsync() => Task.WhenAll(_running.Keys.Select(static plugin => plugin.CancelAsync()));

    public async ValueTask DisposeAsync() => await Task.WhenAll(_running.Keys.Select(StopAsync));

    /// <summary>A provider's settings and which version of its plugin is wanted; an empty version leaves that open.</summary>
    public static PropertyMap WithVersion(PropertyMap settings, string version) =>
        version.Length == 0 ? settings : settings.With(VersionKey, version).With(InternalKey, PropertyMap.Empty);

    private static PropertyMap Visible(PropertyMap inputs) => inputs.Without(InternalKey);

    private static Task<ResourceDiff> DiffAsync(
        ProviderPlugin plugin, StackResource old, StackResource wanted, CancellationToken cancellationToken) =>
        plugin.DiffConfigAsync(old with { Inputs = Visible(old.Inputs) }, wanted.Urn, Visible(wanted.Inputs), cancellationToken);

    /// <summary>The plugin that was started to check a provider, or another.</summary>
    private async Task<ProviderPlugin> StartedAsync(Urn urn, CancellationToken cancellationToken)
    {
        if (_checked.TryRemove(urn, out var started))
        {
            return started;
        }

        var plugin = await plugins.StartAsync(ResourceTypes.PackageOf(urn.Type), cancellationToken);
        _running[plugin] = true;
        return plugin;
    }

    private async Task<ProviderPlugin> ConfiguredAsync(ProviderReference reference, PropertyMap inputs, CancellationToken cancellationToken)
    {
        var plugin = await StartedAsync(reference.Urn, cancellationToken);
        return await OrStopAsync(plugin, async () =>
        {
            await plugin.ConfigureAsync(reference, Visible(inputs), cancellationToken);
            return plugin;
        });
    }

    private Task<ProviderPlugin> FromStateAsync(ProviderReference reference, CancellationToken cancellationToken) =>
        recorded(reference) is { } provider
            ? ConfiguredAsync(reference, provider.Inputs, cancellationToken)
            : throw new ProviderException($"the provider {reference} is neither registered nor in the state");

    /// <summary>Asks a plugin; one that fails is of no more use.</summary>
    private async Task<T> OrStopAsync<T>(ProviderPlugin plugin, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch
        {
            await StopAsync(plugin);
            throw;
        }
    }

    private async Task StopAsync(ProviderPlugin plugin)
    {
        _running.TryRemove(plugin, out _);
        await plugin.DisposeAsync();
    }
}
