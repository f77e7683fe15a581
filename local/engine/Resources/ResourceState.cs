using System.Collections.Immutable;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>What is recorded of one resource. The names follow those of a checkpoint.</summary>
public sealed record ResourceState
{
    public required Urn Urn { get; init; }

    /// <summary>Whether a provider manages the resource; otherwise it is a component.</summary>
    public bool Custom { get; init; }

    /// <summary>A replacement has taken this resource's place; it is still to be deleted.</summary>
    public bool Delete { get; init; }

    /// <summary>The provider's id; empty for components, and in a preview for what does not exist yet.</summary>
    public string Id { get; init; } = "";

    public string Type => Urn.Type;

    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    public Urn? Parent { get; init; }

    /// <summary>Deleting the resource is refused.</summary>
    public bool Protect { get; init; }

    /// <summary>The resource was only read; its life is not the stack's.</summary>
    public bool External { get; init; }

    public IReadOnlyList<Urn> Dependencies { get; init; } = [];

    /// <summary>Why the resource exists but is not all that it should be. The next update tries again.</summary>
    public IReadOnlyList<string> InitErrors { get; init; } = [];

    /// <summary>Reference to the provider resource, <c>URN::ID</c>; empty for components and providers.</summary>
    public string Provider { get; init; } = "";

    /// <summary>By input property, the resources that its value came from.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Urn>> PropertyDependencies { get; init; } =
        ImmutableDictionary<string, IReadOnlyList<Urn>>.Empty;

    /// <summary>The resource is deleted already and its replacement is still to be created.</summary>
    public bool PendingReplacement { get; init; }

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>URNs by which the resource was found in earlier states.</summary>
    public IReadOnlyList<Urn> Aliases { get; init; } = [];

    public CustomTimeouts CustomTimeouts { get; init; } = CustomTimeouts.None;

    public string ImportId { get; init; } = "";

    /// <summary>Deleting forgets the resource and leaves it where it is.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>Deleting that resource deletes this one too, so the provider need not be asked.</summary>
    public Urn? DeletedWith { get; init; }

    /// <summary>When the stack came to own the resource, UTC.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the recorded state last changed, UTC.</summary>
    public DateTimeOffset? Modified { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Fields of a checkpoint that this engine gives no meaning to; kept so that nothing is lost on the way back.</summary>
    public JObject Unrecognized { get; init; } = [];

    public bool IsProvider => ResourceTypes.IsProvider(Type);

    /// <summary>All resources that must exist as long as this one does; without its provider.</summary>
    public IEnumerable<Urn> AllDependencies()
    {
        IEnumerable<Urn> parent = Parent is { } urn ? [urn] : [];
        IEnumerable<Urn> deletedWith = DeletedWith is { } with ? [with] : [];
        var ofProperties = PropertyDependencies.Values.SelectMany(static urns => urns);
        return parent.Concat(Dependencies).Concat(ofProperties).Concat(deletedWith).Distinct();
    }
}
