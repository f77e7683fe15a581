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

    /// <summary>The provider to use; null: the package's default one.</summary>
    public ProviderReference? Provider { get; init; }

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

    /// <summary>Whether a provider of a package serves it: neither a component nor itself a provider.</summary>
    public bool IsServed => Custom && !ResourceTypes.IsProvider(Type);

    /// <summary>The same goal as the child of a parent: protected, retained and deleted with what that is, if it does not say.</summary>
    public ResourceGoal Under(ResourceGoal parent) => this with
    {
        Protect = Protect ?? parent.Protect,
        RetainOnDelete = RetainOnDelete ?? parent.RetainOnDelete,
        DeletedWith = DeletedWith ?? parent.DeletedWith,
    };
}

/// <summary>A name that a resource had before: a whole URN, or those parts of it that changed.</summary>
public sealed record AliasSpec
{
    public Urn? Urn { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }

    public string? Stack { get; init; }

    public string? Project { get; init; }

    public Urn? Parent { get; init; }

    public bool NoParent { get; init; }
}
