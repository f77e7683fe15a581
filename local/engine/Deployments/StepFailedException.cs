namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A step failed, and the user has been told why.</summary>
public sealed class StepFailedException(Exception inner) : Exception(inner.Message, inner);
