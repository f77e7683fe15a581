namespace Pulumi;

/// <summary>Options of a resource that a provider manages.</summary>
public sealed class CustomResourceOptions : ResourceOptions
{
    /// <summary>Whether a replacement deletes the old resource first; null is what the provider says.</summary>
    public bool? DeleteBeforeReplace { get; set; }

    /// <summary>Outputs that are secret beside those that the provider marks.</summary>
    public List<string> AdditionalSecretOutputs
    {
        get => field ??= [];
        set;
    }

    /// <summary>The id of an existing resource to take under management instead of creating one.</summary>
    public string? ImportId { get; set; }

    /// <summary>New options: the first ones with the second laid over them. Single values replace, lists are appended.</summary>
    public static CustomResourceOptions Merge(CustomResourceOptions? options1, CustomResourceOptions? options2)
    {
        var merged = options1?.CopyCustom() ?? new CustomResourceOptions();
        if (options2 is not null)
        {
            merged.Overlay(options2);
            merged.DeleteBeforeReplace = options2.DeleteBeforeReplace ?? merged.DeleteBeforeReplace;
            merged.AdditionalSecretOutputs.AddRange(options2.AdditionalSecretOutputs);
            merged.ImportId = options2.ImportId ?? merged.ImportId;
        }

        return merged;
    }

    internal override ResourceOptions Copy() => CopyCustom();

    private CustomResourceOptions CopyCustom() => CopyTo(new CustomResourceOptions
    {
        DeleteBeforeReplace = DeleteBeforeReplace,
        AdditionalSecretOutputs = [.. AdditionalSecretOutputs],
        ImportId = ImportId,
    });
}
