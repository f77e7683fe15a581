namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>An operation that was begun; found in a state at rest, it was cut off and nobody knows how it ended.</summary>
/// <param name="Kind">What was being done.</param>
/// <param name="Resource">The resource as the engine meant it to be.</param>
public sealed record PendingOperation(OperationKind Kind, ResourceState Resource);
