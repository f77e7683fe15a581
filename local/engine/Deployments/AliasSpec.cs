using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.Deployments;

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
