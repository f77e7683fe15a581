using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something that the program declares and the engine makes so.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly List<Resource> _children = [];

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _type = type;
        _name = name;
        var deployment = Deployment.Require();

        // Before anything else can see the resource: its properties must not be null by then.
        OutputSources = ResourceOutputs.Initialize(this, fillComponents: remote || options.Urn is not null);

        var parent = options.Parent ?? (type == Stack.TypeToken || options.Urn is not null ? null : deployment.Stack);
        Transformations = [.. options.ResourceTransformations, .. parent?.Transformations ?? []];
        (args, options) = Transform(args, options);

        // What is changed below must not show in the caller's options.
        options = options.Copy();
        options.Protect ??= options.Parent?.Protect;
        if (options.Parent is { } owner)
        {
            owner.AddChild(this);
        }

        Providers = options.Parent?.Providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (custom)
        {
            options.Provider ??= options.Parent?.FindProvider(type);
            if (options.Provider is { } provider && PackageOf(type) is { } package)
            {
                Providers = Providers.SetItem(package, provider);
            }
        }
        else
        {
            Providers = Providers.SetItems(
                GivenProviders(options).Select(static provider => KeyValuePair.Create(provider.Package, provider)));
        }

        Protect = options.Protect;
        Aliases = [.. options.Aliases.Select(alias => AliasResolver.ToUrn(alias, name, type, options.Parent))];
        deployment.Register(this, args, options, remote);
    }

    /// <summary>A stand-in for a resource that the program did not declare.</summary>
    private protected Resource(string type, string name)
    {
        _type = type;
        _name = name;
        OutputSources = ImmutableDictionary<string, IOutputSource>.Empty;
        Providers = ImmutableDictionary<string, ProviderResource>.Empty;
        Transformations = [];
        Aliases = [];
    }

    /// <summary>The name by which the engine knows the resource.</summary>
    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal ImmutableDictionary<string, IOutputSource> OutputSources { get; }

    internal ImmutableArray<ResourceTransformation> Transformations { get; }

    /// <summary>The URNs that the resource had before; its children had others then, too.</summary>
    internal ImmutableArray<Output<string>> Aliases { get; }

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

    private static IEnumerable<ProviderResource> GivenProviders(ResourceOptions options)
    {
        List<ProviderResource> several = (options as ComponentResourceOptions)?.Providers ?? [];
        return (options.Provider, several) switch
        {
            ({ }, { Count: > 0 }) => throw new ResourceException(
                "A component takes the option Provider or Providers, not both.", options.Parent, hideStack: true),
            ({ } one, _) => [one],
            _ => several,
        };
    }

    private void AddChild(Resource child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in Transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
            {
                continue;
            }

            if (result.Options.Parent != options.Parent)
            {
                // The parent decided which transformations apply.
                throw new ResourceException("A transformation cannot change the parent.", this, hideStack: true);
            }

            (args, options) = (result.Args, result.Options);
        }

        return (args, options);
    }
}
