using System.Collections.Immutable;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A resource as the program wants it.</summary>
public sealed record ResourceGoal
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    public bool Custom { get; init; }

    public PropertyMap Properties { get; init; } = PropertyMap.Empty;

    public Urn? Parent { get; init; }

    /// <summary>Null: as the parent.</summary>
    public bool? Protect { get; init; }

    public IReadOnlyList<Urn> Dependencies { get; init; } = [];

    public IReadOnlyDictionary<string, IReadOnlyList<Urn>> PropertyDependencies { get; init; } =
        ImmutableDictionary<string, IReadOnlyList<Urn>>.Empty;

    /// <summary>The provider to use; null: the parent's for this package, or else the package's default one.</summary>
    public ProviderReference? Provider { get; init; }

    /// <summary>By package, the providers of this resource's children.</summary>
    public IReadOnlyDictionary<string, ProviderReference> Providers { get; init; } = ImmutableDictionary<string, ProviderReference>.Empty;

    /// <summary>Which version of the provider is asked for; empty: any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Null: as the provider says.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    public IReadOnlyList<string> ReplaceOnChanges { get; init; } = [];

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];

    public IReadOnlyList<AliasSpec> Aliases { get; init; } = [];

    /// <summary>Take over the resource of this id; empty: make one.</summary>
    public string ImportId { get; init; } = "";

    public CustomTimeouts CustomTimeouts { get; init; } = CustomTimeouts.None;

    /// <summary>Null: as the parent.</summary>
    public bool? RetainOnDelete { get; init; }

    public Urn? DeletedWith { get; init; }
}
