using System.Globalization;

namespace Pulumi;

/// <summary>How the engine shall treat a resource, beside its arguments.</summary>
public abstract class ResourceOptions
{
    /// <summary>The id of an existing resource to read instead of managing one.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that this one belongs to; null is the stack.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must exist before this one, beside those its arguments come from.</summary>
    public InputList<Resource> DependsOn { get => field ??= []; set; }

    /// <summary>Whether the engine refuses to delete the resource; null is what the parent says.</summary>
    public bool? Protect { get; set; }

    /// <summary>Properties whose changes in the program are ignored.</summary>
    public List<string> IgnoreChanges { get => field ??= []; set; }

    /// <summary>The version of the package that manages the resource.</summary>
    public string? Version { get; set; }

    /// <summary>The provider that manages the resource; null is the parent's, or the package's default one.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long each operation may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Names that the resource had before.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>Properties whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges { get => field ??= []; set; }

    /// <summary>Where the package's plugin is downloaded from.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether the resource is only forgotten, not deleted, when it leaves the program.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion deletes this one too, so that the engine need not.</summary>
    public Resource? DeletedWith { get; set; }

    /// <summary>Lays other options over these: single values replace, lists are appended. The others' lists stay their own.</summary>
    private protected void Overlay(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges.AddRange(other.IgnoreChanges);
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        Aliases.AddRange(other.Aliases);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
    }
}

/// <summary>Options of a resource that a provider manages.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    /// <summary>Whether a replacement deletes the old resource first; null is what the provider says.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Outputs that are secret beside those that the provider marks.</summary>
    public List<string> AdditionalSecretOutputs { get => field ??= []; set; }

    /// <summary>The id of an existing resource to take under management instead of creating one.</summary>
    public string? ImportId { get; set; }

    /// <summary>New options: the first ones with the second laid over them. Single values replace, lists are appended.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = new CustomResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<CustomResourceOptions>())
        {
            merged.Overlay(options);
            merged.DeleteBeforeReplace = options.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs.AddRange(options.AdditionalSecretOutputs);
            merged.ImportId = options.ImportId ?? merged.ImportId;
        }

        return merged;
    }
}

/// <summary>Options of a resource that only groups others.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>Providers for the resources inside, one for each package.</summary>
    public List<ProviderResource> Providers { get => field ??= []; set; }

    /// <summary>New options: the first ones with the second laid over them. Single values replace, lists are appended.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.Overlay(options);
            // A package has one provider: the later one.
            merged.Providers = [.. merged.Providers.Concat(options.Providers)
                .GroupBy(static provider => provider.Package)
                .Select(static ofPackage => ofPackage.Last())];
        }

        return merged;
    }
}

/// <summary>How long the engine lets each operation on a resource take; null is the provider's own limit.</summary>
public sealed class CustomTimeouts
{
    public TimeSpan? Create { get; set; }

    public TimeSpan? Update { get; set; }

    public TimeSpan? Delete { get; set; }

    internal Pulumirpc.RegisterResourceRequest.Types.CustomTimeouts ToWire() => new()
    {
        Create = Duration(Create),
        Update = Duration(Update),
        Delete = Duration(Delete),
    };

    // The engine reads Go durations; nanoseconds say any TimeSpan exactly.
    private static string Duration(TimeSpan? timeout) => timeout is { } span
        ? string.Create(CultureInfo.InvariantCulture, $"{span.Ticks * TimeSpan.NanosecondsPerTick}ns")
        : "";
}
