namespace Pulumi;

/// <summary>How the engine shall treat a resource, beside its arguments.</summary>
public abstract class ResourceOptions
{
    /// <summary>The id of an existing resource to read instead of managing one.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>The resource that this one belongs to; null is the stack.</summary>
    public Resource? Parent { get; set; }

    /// <summary>Resources that must exist before this one, beside those its arguments come from.</summary>
    public InputList<Resource> DependsOn
    {
        get => field ??= [];
        set;
    }

    /// <summary>Whether the engine refuses to delete the resource; null is what the parent says.</summary>
    public bool? Protect { get; set; }

    /// <summary>Properties whose changes in the program are ignored.</summary>
    public List<string> IgnoreChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>The version of the package that manages the resource.</summary>
    public string? Version { get; set; }

    /// <summary>The provider that manages the resource; null is the parent's, or the package's default one.</summary>
    public ProviderResource? Provider { get; set; }

    /// <summary>How long each operation may take.</summary>
    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>Functions that may change arguments and options of this resource and its children before they are registered.</summary>
    public List<ResourceTransformation> ResourceTransformations
    {
        get => field ??= [];
        set;
    }

    /// <summary>Names that the resource had before.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>The URN of a resource of the engine's state to look up instead of managing one.</summary>
    public string? Urn { get; set; }

    /// <summary>Properties whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges
    {
        get => field ??= [];
        set;
    }

    /// <summary>Where the package's plugin is downloaded from.</summary>
    public string? PluginDownloadURL { get; set; }

    /// <summary>Whether the resource is only forgotten, not deleted, when it leaves the program.</summary>
    public bool? RetainOnDelete { get; set; }

    /// <summary>A resource whose deletion deletes this one too, so that the engine need not.</summary>
    public Resource? DeletedWith { get; set; }

    internal abstract ResourceOptions Copy();

    /// <summary>Copies all that both kinds of options have; lists are copied, so that either side may be changed alone.</summary>
    private protected T CopyTo<T>(T copy)
        where T : ResourceOptions
    {
        copy.Id = Id;
        copy.Parent = Parent;
        copy.DependsOn = DependsOn.Concat([]);
        copy.Protect = Protect;
        copy.IgnoreChanges = [.. IgnoreChanges];
        copy.Version = Version;
        copy.Provider = Provider;
        copy.CustomTimeouts = CustomTimeouts?.Copy();
        copy.ResourceTransformations = [.. ResourceTransformations];
        copy.Aliases = [.. Aliases];
        copy.Urn = Urn;
        copy.ReplaceOnChanges = [.. ReplaceOnChanges];
        copy.PluginDownloadURL = PluginDownloadURL;
        copy.RetainOnDelete = RetainOnDelete;
        copy.DeletedWith = DeletedWith;
        return copy;
    }

    /// <summary>Lays other options over these: single values replace, lists are appended.</summary>
    private protected void Overlay(ResourceOptions other)
    {
        Id = other.Id ?? Id;
        Parent = other.Parent ?? Parent;
        DependsOn = DependsOn.Concat(other.DependsOn);
        Protect = other.Protect ?? Protect;
        IgnoreChanges.AddRange(other.IgnoreChanges);
        Version = other.Version ?? Version;
        Provider = other.Provider ?? Provider;
        CustomTimeouts = other.CustomTimeouts?.Copy() ?? CustomTimeouts;
        ResourceTransformations.AddRange(other.ResourceTransformations);
        Aliases.AddRange(other.Aliases);
        Urn = other.Urn ?? Urn;
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        DeletedWith = other.DeletedWith ?? DeletedWith;
    }
}
