namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>A step was not begun, because the run is stopping.</summary>
public sealed class StepSkippedException() : Exception("not begun: the run is stopping");
