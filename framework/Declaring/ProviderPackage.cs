using System.Collections.Frozen;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A provider: what it is called, how it is configured, what a program may declare.</summary>
public sealed class ProviderPackage(
    PackageDescription description, IProviderConfiguration configuration, IReadOnlyList<Resource> resources, IReadOnlyList<IFunction> functions)
{
    public PackageDescription Description => description;

    public IProviderConfiguration Configuration => configuration;

    public IReadOnlyList<IResource> Resources { get; } = [.. resources.Select(static resource => resource.ToRunner())];

    public IReadOnlyList<IFunction> Functions => functions;

    /// <summary>What a user reads of a failure that only the package knows; null for one that it does not know either.</summary>
    public Func<Exception, string?> Explain { get; init; } = static _ => null;

    /// <summary>Makes a text harmless to terminals and logs that has names in it which others chose.</summary>
    public Func<string, string> Printable { get; init; } = static text => text;

    /// <summary>The names of the package's own sources of activities, which are followed with the engine's calls when somebody asks for that.</summary>
    public IReadOnlyList<string> ActivitySources { get; init; } = [];

    /// <exception cref="ResourceException">The package has no such resource.</exception>
    public IResource FindResource(string type) => ByType.TryGetValue(type, out var resource)
        ? resource
        : throw new ResourceException(
            $"the package '{description.Name}' {description.Version} has no resource '{type}'; it has {string.Join(", ", ByType.Keys.Order())}");

    /// <exception cref="ResourceException">The package has no such function.</exception>
    public IFunction FindFunction(string token) => ByToken.TryGetValue(token, out var function)
        ? function
        : throw new ResourceException(
            $"the package '{description.Name}' {description.Version} has no function '{token}'; it has {string.Join(", ", ByToken.Keys.Order())}");

    /// <summary>What inputs may fall back to.</summary>
    public ConfigurationDefaults Defaults => new(description.Name, configuration.Current);

    // Names are in declarations, which a start of the plugin does not read.
    private FrozenDictionary<string, IResource> ByType => field ??=
        Resources.ToFrozenDictionary(resource => description.TokenOf(resource.Name));

    private FrozenDictionary<string, IFunction> ByToken => field ??=
        functions.ToFrozenDictionary(function => description.TokenOf(function.Name));
}

/// <summary>What the schema says of the package as a whole.</summary>
public sealed record PackageDescription
{
    /// <summary>The name in type tokens and configuration keys.</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>A semantic version without a leading "v".</summary>
    public required string Version { get; init; }

    public required string Description { get; init; }

    public required IReadOnlyList<string> Keywords { get; init; }

    /// <summary>An SPDX identifier.</summary>
    public required string License { get; init; }

    /// <summary>Who publishes the package; null where that is nobody yet.</summary>
    public string? Publisher { get; init; }

    /// <summary>A page about the package; null for none.</summary>
    public string? Homepage { get; init; }

    /// <summary>Where its sources are, as <c>https://github.com/OWNER/REPO</c>; null where that is nowhere yet.</summary>
    public string? Repository { get; init; }

    /// <summary>The package's picture; null for none.</summary>
    public string? LogoUrl { get; init; }

    /// <summary>
    /// Where engines get the plugin from, as <c>github://api.github.com/OWNER/REPO</c>; null where they have to be given it.
    /// </summary>
    public string? PluginDownloadUrl { get; init; }

    /// <summary>The last part of the C# namespace.</summary>
    public required string CSharpNamespace { get; init; }

    /// <summary>
    /// Whether a token names a file within the module, as those of packages that were bridged from Terraform do:
    /// <c>random:index/randomId:RandomId</c> in place of <c>random:index:RandomId</c>.
    /// </summary>
    public bool NamesFiles { get; init; }

    /// <summary>What of a token's middle is the module, as a regular expression.</summary>
    internal string ModuleFormat => NamesFiles ? "(.*)(?:/[^/]*)" : "(.*)";

    /// <summary>The token of a resource, a function or a type.</summary>
    internal string TokenOf(string name) =>
        NamesFiles ? $"{Name}:index/{char.ToLowerInvariant(name[0])}{name[1..]}:{name}" : $"{Name}:index:{name}";
}

/// <summary>The provider's configuration.</summary>
public interface IProviderConfiguration
{
    RecordDescription Declared { get; }

    /// <summary>What is configured now; empty before.</summary>
    PropertyMap Current { get; }

    /// <summary>What the configuration reaches, such as a server's address: objects of two configurations with the same are the same.</summary>
    string Scope { get; }

    /// <summary>Checks a configuration without taking it.</summary>
    CheckResult Check(PropertyMap values);

    /// <summary>Compares configurations. A change that replaces says that what the provider made is somewhere else from then on.</summary>
    IReadOnlyDictionary<string, PropertyChange> Diff(DiffQuery query);

    /// <summary>Takes a configuration. Values that are not known yet leave the provider able to preview, and to nothing more.</summary>
    /// <exception cref="MissingConfigurationException">Something is missing that has no default.</exception>
    /// <exception cref="InputException">A value is wrong.</exception>
    void Configure(PropertyMap values);
}

/// <summary>A required key of the configuration was not given.</summary>
/// <param name="key">The key, with the package's name before it.</param>
/// <param name="description">What it is for, and where else it was looked for.</param>
public sealed class MissingConfigurationException(string key, string description) : Exception($"{key} is missing: {description}")
{
    public string Key { get; } = key;

    public string Description { get; } = description;
}

/// <summary>Values of the provider's configuration that inputs fall back to.</summary>
public sealed record ConfigurationDefaults(string Package, PropertyMap Values)
{
    public static ConfigurationDefaults None { get; } = new("", PropertyMap.Empty);
}
