using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something that the program declares and the engine makes so.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly List<Resource> _children = [];

    /// <param name="type">The type token.</param>
    /// <param name="name">The name.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="options">The options: a copy of the caller's, since they are changed here.</param>
    private protected Resource(string type, string name, ResourceArgs args, ResourceOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        var deployment = Deployment.Require();
        // Before anything else can see the resource: its properties must not be null by then.
        OutputSources = ResourceOutputs.Initialize(this);
        options.Protect ??= options.Parent?.Protect;
        options.Parent?.AddChild(this);
        Providers = options.Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        options.Provider ??= FindProvider(type);
        if (options.Provider is { } provider)
        {
            Providers = Providers.SetItem(provider.Package, provider);
        }

        Protect = options.Protect;
        deployment.Register(this, args, options);
    }

    /// <summary>The name by which the engine knows the resource.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ImmutableDictionary<string, IOutputSource> OutputSources { get; }

    internal bool? Protect { get; }

    private ImmutableDictionary<string, ProviderResource> Providers { get; }

    /// <summary>The type token.</summary>
    public string GetResourceType() => _type;

    /// <summary>The name that the program gave.</summary>
    public string GetResourceName() => _name;

    internal ImmutableArray<Resource> Children()
    {
        lock (_children)
        {
            return [.. _children];
        }
    }

    /// <summary>The provider that resources or functions of a token's package get from here; null is the default one.</summary>
    internal ProviderResource? FindProvider(string token) =>
        PackageOf(token) is { } package ? Providers.GetValueOrDefault(package) : null;

    private static string? PackageOf(string token) => token.Split(':') is [var package, _, _] ? package : null;

    private void AddChild(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }
}
