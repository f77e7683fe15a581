namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Deletes resources, each once all that depend on it are gone, and what is independent at the same time. What could not
/// be deleted keeps all that it depends on.
/// </summary>
public sealed class Deletion(DeploymentContext context)
{
    private readonly ResourceSteps _steps = new(context);

    /// <param name="condemned">What is to be deleted.</param>
    public async Task RunAsync(IReadOnlyList<StateEntry> condemned)
    {
        var ordered = InStateOrder(condemned);
        var deletions = new Dictionary<StateEntry, Task<bool>>();
        var dependents = DependentsOf(ordered);

        // Dependents stand behind what they depend on, so their deletions are begun by the time that they are waited for.
        foreach (var entry in ordered.AsEnumerable().Reverse())
        {
            deletions[entry] = DeleteAsync(entry, [.. dependents[entry].Select(dependent => deletions[dependent])]);
        }

        await Task.WhenAll(deletions.Values);
    }

    /// <summary>By resource, those that must be gone before it.</summary>
    private static Dictionary<StateEntry, List<StateEntry>> DependentsOf(IReadOnlyList<StateEntry> ordered)
    {
        var dependents = ordered.ToDictionary(static entry => entry, static _ => new List<StateEntry>());
        var before = new Dictionary<Urn, List<StateEntry>>();
        foreach (var entry in ordered)
        {
            // Only what stands before it: a URN may also be that of a later resource of the same name.
            foreach (var dependency in entry.State.AllNeeds().Distinct().SelectMany(urn => before.GetValueOrDefault(urn, [])))
            {
                dependents[dependency].Add(entry);
            }

            if (!before.TryGetValue(entry.State.Urn, out var sameName))
            {
                before.Add(entry.State.Urn, sameName = []);
            }

            sameName.Add(entry);
        }

        return dependents;
    }

    private List<StateEntry> InStateOrder(IReadOnlyList<StateEntry> condemned)
    {
        var wanted = condemned.ToHashSet();
        return [.. context.State.Entries.Where(wanted.Contains)];
    }

    private async Task<bool> DeleteAsync(StateEntry entry, IReadOnlyList<Task<bool>> dependents)
    {
        var gone = await Task.WhenAll(dependents);
        if (!gone.All(static deleted => deleted))
        {
            return false;
        }

        try
        {
            using var turn = await context.Control.TurnAsync();
            if (entry.State is { PendingReplacement: true, Delete: false })
            {
                // It was deleted to be replaced, and its replacement is not wanted any more.
                await context.State.CommitAsync(edit => edit.Remove(entry));
            }
            else
            {
                await _steps.DeleteAsync(entry, replacing: entry.State.Delete, keepPlace: false);
            }

            return true;
        }
        catch (Exception exception) when (exception is StepFailedException or StepSkippedException or OperationCanceledException)
        {
            return false;
        }
        catch (StateException exception)
        {
            context.Control.MarkBroken();
            context.Fail(exception.Message);
            return false;
        }
    }
}
