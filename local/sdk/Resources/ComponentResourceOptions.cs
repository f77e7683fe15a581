namespace Pulumi;

/// <summary>Options of a resource that only groups others.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    /// <summary>Providers for the resources inside, one for each package.</summary>
    public List<ProviderResource> Providers
    {
        get => field ??= [];
        set;
    }

    /// <summary>New options: the first ones with the second laid over them. Single values replace, lists are appended.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = options1?.CopyComponent() ?? new ComponentResourceOptions();
        if (options2 is not null)
        {
            merged.Overlay(options2);
            // A package has one provider: the later one.
            merged.Providers = [.. merged.Providers.Concat(options2.Providers)
                .GroupBy(static provider => provider.Package)
                .Select(static ofPackage => ofPackage.Last())];
        }

        return merged;
    }

    internal override ResourceOptions Copy() => CopyComponent();

    private ComponentResourceOptions CopyComponent() => CopyTo(new ComponentResourceOptions { Providers = [.. Providers] });
}
