using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>A stack's state as it was read: its resources in dependency order, and what was cut off.</summary>
public sealed record Checkpoint
{
    public IReadOnlyList<ResourceState> Resources { get; init; } = [];

    public IReadOnlyList<PendingOperation> PendingOperations { get; init; } = [];

    /// <summary>Fields of the deployment that this engine gives no meaning to; they are kept.</summary>
    public JObject Unrecognized { get; init; } = [];
}
