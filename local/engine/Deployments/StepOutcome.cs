using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What a step did.</summary>
/// <param name="Record">Records it in the state.</param>
/// <param name="Failure">Why it did not do all; null when it did.</param>
internal sealed record StepOutcome(Action<StateEdit> Record, Exception? Failure = null);
