using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>One step of a deployment, as it is shown.</summary>
public sealed record StepInfo(StepOp Op, Urn Urn)
{
    /// <summary>The same from the step's beginning to its end, and of no other step.</summary>
    public object Key { get; private init; } = new();

    public string Id { get; init; } = "";

    public IReadOnlyList<PropertyChange> Changes { get; init; } = [];

    /// <summary>Whether <see cref="Changes"/> come from the provider's own comparison.</summary>
    public bool Detailed { get; init; }

    /// <summary>Properties that made a replacement of what would have been an update.</summary>
    public IReadOnlyList<string> ReplaceKeys { get; init; } = [];

    /// <summary>Whether the step is about a default provider, which the engine makes and keeps by itself.</summary>
    public bool IsInternal => ResourceTypes.IsProvider(Urn.Type) && Urn.Name.StartsWith("default", StringComparison.Ordinal);
}
