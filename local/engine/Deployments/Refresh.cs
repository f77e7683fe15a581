namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Reads all custom resources anew and records what they have become. What is gone is forgotten, and with it each mention
/// of it.
/// </summary>
public sealed class Refresh(DeploymentContext context)
{
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task RunAsync()
    {
        var readable = context.State.Entries.Where(static entry =>
            entry.State is { Custom: true, IsProvider: false, PendingReplacement: false });
        var gone = await Task.WhenAll(readable.Select(RefreshAsync));
        await ForgetMentionsAsync(gone.OfType<Urn>().ToHashSet());
    }

    /// <returns>The resource's URN if it is gone.</returns>
    private async Task<Urn?> RefreshAsync(StateEntry entry)
    {
        using var turn = await context.Control.TurnAsync();
        if (context.Control.Stopping)
        {
            return null;
        }

        var old = entry.State;
        var step = new StepInfo(StepOp.Refresh, old.Urn) { Id = old.Id };
        var began = context.Time.GetTimestamp();
        try
        {
            var state = await ReadAsync(old);
            context.State.Stage(edit => _ = state is null ? edit.Remove(entry) : edit.Update(entry, state));
            Finish(Describe(step, old, state), null);
            return state is null ? old.Urn : null;
        }
        catch (Exception failure) when (failure is ProviderException or OperationCanceledException or FormatException)
        {
            context.Fail(failure.Message, old.Urn);
            Finish(step, failure.Message);
            return null;
        }

        void Finish(StepInfo step, string? failure) => context.Events.OnStepFinished(new StepResult(
            step,
            failure is null ? StepStatus.Succeeded : StepStatus.Failed,
            context.Time.GetElapsedTime(began),
            failure));
    }

    /// <returns>What the resource is now; null when it is gone.</returns>
    private async Task<StackResource?> ReadAsync(StackResource old)
    {
        var provider = (await context.ProviderOfAsync(old))!;
        var read = await provider.ReadAsync(old, old.Inputs, context.Control.Abort);
        if (read.InitErrors.Count > 0)
        {
            context.Report(
                DiagnosticSeverity.Warning,
                string.Join(
                    Environment.NewLine,
                    ["the resource is there, but not well:", .. read.InitErrors.Select(static reason => $"* {reason}")]),
                old.Urn);
        }

        if (read.Id.Length == 0)
        {
            return null;
        }

        var state = ResourceSteps.WithOutputs(old with { Inputs = read.Inputs ?? old.Inputs }, read.Outputs) with
        {
            Id = read.Id,
            InitErrors = read.InitErrors,
        };
        var same = state.Id == old.Id
            && state.Inputs.Equals(old.Inputs)
            && state.Outputs.Equals(old.Outputs)
            && state.InitErrors.SequenceEqual(old.InitErrors);
        return same ? old : state with { Modified = context.Time.GetUtcNow() };
    }

    private static StepInfo Describe(StepInfo step, StackResource old, StackResource? state)
    {
        if (state is null)
        {
            return step with { Op = StepOp.Delete };
        }

        var changes = Changes(old, state);
        return changes.Count == 0 && old.Id == state.Id ? step : step with { Op = StepOp.Update, Id = state.Id, Changes = changes };
    }

    /// <summary>Changes of inputs and outputs; a property that is both is shown once.</summary>
    private static IReadOnlyList<PropertyDifference> Changes(StackResource old, StackResource state)
    {
        var outputs = PropertyComparison.Compare(old.Outputs, state.Outputs);
        var shown = outputs.Select(static change => change.Path).ToHashSet();
        return [.. PropertyComparison.Compare(old.Inputs, state.Inputs).Where(change => !shown.Contains(change.Path)), .. outputs];
    }

    private async Task ForgetMentionsAsync(HashSet<Urn> gone)
    {
        // Of two resources with one name, the other may still be there.
        gone.ExceptWith(context.State.Entries.Select(static entry => entry.State.Urn));
        foreach (var entry in context.State.Entries.Where(entry => entry.State.AllDependencies().Any(gone.Contains)).ToList())
        {
            var state = entry.State;
            context.State.Stage(edit => edit.Update(entry, state with
            {
                Parent = state.Parent is { } parent && gone.Contains(parent) ? null : state.Parent,
                Dependencies = Rest(state.Dependencies),
                PropertyDependencies = state.PropertyDependencies.ToImmutableDictionary(
                    static property => property.Key,
                    property => Rest(property.Value)),
            }));
        }

        await context.State.FlushAsync();

        IReadOnlyList<Urn> Rest(IReadOnlyList<Urn> urns) => [.. urns.Where(urn => !gone.Contains(urn))];
    }
}
