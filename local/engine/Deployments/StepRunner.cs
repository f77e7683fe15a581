using Grpc.Core;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Runs steps: tells of them, records before a step what is about to be done and after it what was done, and in between
/// does it.
/// </summary>
internal sealed class StepRunner(DeploymentContext context)
{
    /// <param name="step">The step, as it is shown.</param>
    /// <param name="pending">What is recorded while it is under way; null when it changes nothing outside.</param>
    /// <param name="act">Does it.</param>
    /// <exception cref="StepFailedException">It failed.</exception>
    /// <exception cref="StepSkippedException">It was not begun.</exception>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task RunAsync(StepInfo step, PendingOperation? pending, Func<Task<StepOutcome>> act)
    {
        if (context.Control.Stopping)
        {
            throw new StepSkippedException();
        }

        if (pending is not null)
        {
            await context.State.CommitAsync(edit => edit.Begin(pending));
        }

        var began = context.Time.GetTimestamp();
        StepOutcome outcome;
        try
        {
            outcome = await act();
        }
        catch (Exception failure) when (failure is ProviderException or OperationCanceledException)
        {
            outcome = new StepOutcome(static _ => { }, failure);
        }

        await RecordAsync(pending, outcome);
        var duration = context.Time.GetElapsedTime(began);
        if (outcome.Failure is null)
        {
            context.Events.OnStepFinished(new StepResult(step, StepStatus.Succeeded, duration));
            return;
        }

        context.Fail(outcome.Failure.Message, step.Urn);
        context.Events.OnStepFinished(new StepResult(step, StepStatus.Failed, duration, outcome.Failure.Message));
        throw new StepFailedException(outcome.Failure);
    }

    private async Task RecordAsync(PendingOperation? pending, StepOutcome outcome) => await context.State.CommitAsync(edit =>
    {
        outcome.Record(edit);
        // When the line broke nobody knows whether the provider did its work: the operation stays recorded as begun.
        if (pending is not null && !IsUncertain(outcome.Failure))
        {
            edit.End(pending);
        }
    });

    private static bool IsUncertain(Exception? failure) => failure
        is OperationCanceledException
        or ProviderException { InnerException: RpcException { StatusCode: StatusCode.Unavailable or StatusCode.Cancelled } };
}

/// <summary>What a step did.</summary>
/// <param name="Record">Records it in the state.</param>
/// <param name="Failure">Why it did not do all; null when it did.</param>
internal sealed record StepOutcome(Action<StateEdit> Record, Exception? Failure = null);

/// <summary>A step failed, and the user has been told why.</summary>
public sealed class StepFailedException(Exception inner) : Exception(inner.Message, inner);

/// <summary>A step was not begun, because the run is stopping.</summary>
public sealed class StepSkippedException() : Exception("not begun: the run is stopping");
