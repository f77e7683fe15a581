using PulumiOrgs.Protocol;

namespace Pulumi;

/// <summary>A provider with a configuration of its own, for the resources that name it.</summary>
public class ProviderResource : CustomResource
{
    private const string TypePrefix = "pulumi:providers:";

    /// <summary>Declares a provider of a package.</summary>
    // Without a default, as the constructor of CustomResource.
    public ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options)
        : base(TypePrefix + package, name, args, options)
    {
    }

    internal string Package => GetResourceType()[TypePrefix.Length..];

    /// <summary>How requests name the provider: its URN and id, where an id that is not known yet is the unknown value.</summary>
    internal async Task<string> ReferenceAsync()
    {
        var urn = await Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var id = await Id.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        return $"{urn}::{(id.Length == 0 ? Signatures.Unknown : id)}";
    }
}
