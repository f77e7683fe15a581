namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>How a step ended.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">Whether it succeeded.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Message">Why it failed; null when it did not.</param>
public sealed record StepResult(StepInfo Step, StepStatus Status, TimeSpan Duration, string? Message = null);
