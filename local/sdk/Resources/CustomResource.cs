using PulumiOrgs.Protocol;

namespace Pulumi;

/// <summary>A resource that a provider manages.</summary>
public class CustomResource : Resource
{
    /// <summary>Declares a resource.</summary>
    /// <param name="type">The type token, such as <c>package:module:Name</c>.</param>
    /// <param name="name">A name that no other resource of this type and parent has.</param>
    /// <param name="args">The arguments; null is none.</param>
    /// <param name="options">How the engine shall treat the resource; null is nothing in particular.</param>
    // Without a default: the real package has a second constructor by which a call without options is ambiguous.
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options)
        : base(type, name, args ?? ResourceArgs.Empty, CustomResourceOptions.Merge(options, null))
    {
    }

    /// <summary>The id that the provider gave; unknown in the preview of a creation.</summary>
    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}

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
        var urn = await Urn.GetValueAsync(whenUnknown: "");
        var id = await Id.GetValueAsync(whenUnknown: "");
        return $"{urn}::{(id.Length == 0 ? Signatures.Unknown : id)}";
    }
}
