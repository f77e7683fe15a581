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

    /// <summary>Names that the resource had before.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    /// <summary>Properties whose change replaces the resource.</summary>
    public List<string> ReplaceOnChanges { get => field ??= []; set; }

    /// <summary>Whether the resource is only forgotten, not deleted, when it leaves the program.</summary>
    public bool? RetainOnDelete { get; set; }

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
        Aliases.AddRange(other.Aliases);
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
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
    /// <summary>New options: the first ones with the second laid over them. Single values replace, lists are appended.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = new ComponentResourceOptions();
        foreach (var options in new[] { options1, options2 }.OfType<ComponentResourceOptions>())
        {
            merged.Overlay(options);
        }

        return merged;
    }
}
