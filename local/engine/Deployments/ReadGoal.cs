using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A resource that the program wants to know, not to own.</summary>
public sealed record ReadGoal
{
    public required string Type { get; init; }

    public required string Name { get; init; }

    /// <summary>Its id; null when a preview cannot know it yet.</summary>
    public required string? Id { get; init; }

    public Urn? Parent { get; init; }

    public PropertyMap Properties { get; init; } = PropertyMap.Empty;

    public IReadOnlyList<Urn> Dependencies { get; init; } = [];

    public ProviderReference? Provider { get; init; }

    public string Version { get; init; } = "";

    public IReadOnlyList<string> AdditionalSecretOutputs { get; init; } = [];
}
