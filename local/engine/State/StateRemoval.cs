namespace PulumiOrgs.Local.Engine.State;

/// <summary>Takes a resource out of the state and leaves it where it is, as <c>pulumi state delete</c> does.</summary>
/// <param name="store">The state.</param>
public sealed class StateRemoval(StateStore store)
{
    private const int MostNamed = 10;

    /// <param name="urn">The resource.</param>
    /// <param name="force">Also if it is protected.</param>
    /// <param name="dependents">Also all that depend on it; otherwise it is refused while there are any.</param>
    /// <returns>What was taken out.</returns>
    /// <exception cref="StateException">There is no such resource, or it may not go; or the state could not be written.</exception>
    public async Task<IReadOnlyList<Urn>> RunAsync(string urn, bool force, bool dependents)
    {
        var entries = store.Entries;
        var named = entries.Where(entry => entry.State.Urn.Text == urn).ToList();
        if (named is not [var root])
        {
            throw new StateException(named.Count == 0
                ? $"no resource of the state has the URN '{urn}'"
                : $"{named.Count} resources of the state have the URN '{urn}': `up` deletes those that were replaced");
        }

        var going = new List<StateEntry> { root };
        // Each stands behind what it needs.
        foreach (var entry in entries.SkipWhile(entry => entry != root).Skip(1))
        {
            if (entry.State.AllNeeds().Any(need => going.Any(gone => gone.State.Urn == need)))
            {
                going.Add(entry);
            }
        }

        if (going.Count > 1 && !dependents)
        {
            throw Refusal("other resources depend on it; delete these first, or give --target-dependents:", going[1..]);
        }

        if (!force && going.Where(static entry => entry.State.Protect).ToList() is { Count: > 0 } guarded)
        {
            throw Refusal("it is protected; --force deletes it all the same:", guarded);
        }

        await store.CommitAsync(edit =>
        {
            foreach (var entry in going)
            {
                edit.Remove(entry);
            }
        });
        return [.. going.Select(static entry => entry.State.Urn)];

        StateException Refusal(string why, IReadOnlyCollection<StateEntry> about)
        {
            var lines = about.Take(MostNamed).Select(static entry => $"  * {entry.State.Urn}");
            IEnumerable<string> more = about.Count > MostNamed ? [$"  and {about.Count - MostNamed} more"] : [];
            return new(string.Join(Environment.NewLine, [$"'{urn}' is not taken out of the state: {why}", .. lines, .. more]));
        }
    }
}
