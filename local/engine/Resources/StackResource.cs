using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>A resource of a stack, as it is recorded or as it is to be. The names follow those of a checkpoint.</summary>
public sealed record StackResource
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

    /// <summary>The provider that manages it; null for components and providers.</summary>
    public ProviderReference? Provider { get; init; }

    /// <summary>By input property, the resources that its value came from.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Urn>> PropertyDependencies { get; init; } =
        ImmutableDictionary<string, IReadOnlyList<Urn>>.Empty;

    /// <summary>The resource is deleted already and its replacement is still to be created.</summary>
    public bool PendingReplacement { get; init; }

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>URNs by which the resource was found in earlier states.</summary>
    public IReadOnlyList<Urn> Aliases { get; init; } = [];

    public string ImportId { get; init; } = "";

    /// <summary>Deleting forgets the resource and leaves it where it is.</summary>
    public bool RetainOnDelete { get; init; }

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
        var dependencies = Dependencies.Concat(PropertyDependencies.Values.SelectMany(static urns => urns));
        return (Parent is { } parent ? dependencies.Append(parent) : dependencies).Distinct();
    }

    /// <summary>All resources that must be deleted after this one.</summary>
    public IEnumerable<Urn> AllNeeds() => Provider is { Urn: var provider } ? AllDependencies().Append(provider) : AllDependencies();
}

/// <summary>An operation that was begun; found in a state at rest, it was cut off and nobody knows how it ended.</summary>
/// <param name="Kind">What was being done.</param>
/// <param name="Resource">The resource as the engine meant it to be.</param>
public sealed record PendingOperation(OperationKind Kind, StackResource Resource);

/// <summary>What is done to a resource while an operation is pending.</summary>
public enum OperationKind
{
    Creating,
    Updating,
    Deleting,
    Reading,
    Importing,
}
