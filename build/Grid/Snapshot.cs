using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Build.Grid;

/// <summary>A moment of a stack's life, to begin from.</summary>
/// <param name="Cloud">What the cloud held.</param>
/// <param name="State">The engine's state file.</param>
internal sealed record Snapshot(CloudData Cloud, string? State);
