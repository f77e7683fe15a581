namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A resource as the program registers it.</summary>
/// <param name="Wanted">
/// What is to be recorded of it. Its inputs are not checked yet, and no provider means the package's default one.
/// </param>
public sealed record ResourceGoal(StackResource Wanted)
{
    /// <summary>Which version of the provider is asked for; empty: any.</summary>
    public string Version { get; init; } = "";

    /// <summary>Null: as the provider says.</summary>
    public bool? DeleteBeforeReplace { get; init; }

    public IReadOnlyList<AliasSpec> Aliases { get; init; } = [];

    /// <summary>Null: as the parent.</summary>
    public bool? Protect { get; init; }

    /// <summary>Null: as the parent.</summary>
    public bool? RetainOnDelete { get; init; }

    /// <summary>The same goal as the child of a parent: protected and retained as that is, if it does not say.</summary>
    public ResourceGoal Under(ResourceGoal? parent) => this with
    {
        Protect = Protect ?? parent?.Protect,
        RetainOnDelete = RetainOnDelete ?? parent?.RetainOnDelete,
    };
}

/// <summary>A name that a resource had before: a whole URN, or those parts of it that changed.</summary>
public sealed record AliasSpec
{
    public Urn? Urn { get; init; }

    public string? Name { get; init; }

    public string? Type { get; init; }

    public Urn? Parent { get; init; }

    public bool NoParent { get; init; }
}
