using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Knows what the program has registered so far and what has become of it. Safe for concurrent use.</summary>
/// <param name="context">The deployment.</param>
internal sealed class RegistrationBook(DeploymentContext context)
{
    private readonly Lock _gate = new();
    private readonly ResourceIndex _index = new(context);
    private readonly Dictionary<Urn, ResourceGoal> _goals = [];
    private readonly Dictionary<Urn, StateEntry> _done = [];
    private readonly HashSet<Urn> _unavailable = [];
    private readonly HashSet<Urn> _replaced = [];
    private readonly Dictionary<Urn, Task> _deletedEarly = [];

    /// <summary>Takes a name for a registration.</summary>
    /// <param name="urn">The name.</param>
    /// <param name="goal">What is registered.</param>
    /// <param name="provider">Its provider; null for components and providers.</param>
    /// <returns>
    /// What is recorded of the resource, and, if it is being deleted in this run to be replaced, the end of that.
    /// </returns>
    /// <exception cref="StepSkippedException">Something that it needs failed, or the run is stopping.</exception>
    /// <exception cref="RegistrationException">The name is taken, or its parent is unknown.</exception>
    public (StateEntry? Old, Task? EarlyDeletion) Claim(Urn urn, ResourceGoal goal, ProviderReference? provider)
    {
        lock (_gate)
        {
            if (goal.Parent is { } parent && !_done.ContainsKey(parent) && !_unavailable.Contains(parent))
            {
                throw new RegistrationException($"could not find parent resource '{parent}'");
            }

            var old = _index.Claim(urn, goal.Type, goal.Name, goal.Parent, goal.Aliases);
            if (context.Control.Stopping || NeedsOf(goal, provider).Any(_unavailable.Contains))
            {
                throw new StepSkippedException();
            }

            _goals[urn] = goal;
            return (old, old is null ? null : _deletedEarly.GetValueOrDefault(old.State.Urn));
        }
    }

    /// <summary>The goal of a resource that was registered; null when there is none.</summary>
    public ResourceGoal? GoalOf(Urn urn)
    {
        lock (_gate)
        {
            return _goals.GetValueOrDefault(urn);
        }
    }

    public void MarkDone(StateEntry entry)
    {
        lock (_gate)
        {
            _done[entry.State.Urn] = entry;
        }
    }

    /// <summary>Notes that a resource failed or was skipped, so that nothing that needs it is begun.</summary>
    public void MarkUnavailable(Urn urn)
    {
        lock (_gate)
        {
            _unavailable.Add(urn);
        }
    }

    public bool IsUnavailable(Urn urn)
    {
        lock (_gate)
        {
            return _unavailable.Contains(urn);
        }
    }

    public void MarkReplaced(Urn urn)
    {
        lock (_gate)
        {
            _replaced.Add(urn);
        }
    }

    public bool IsReplaced(Urn urn)
    {
        lock (_gate)
        {
            return _replaced.Contains(urn);
        }
    }

    /// <summary>What is recorded in this run of a resource that is done.</summary>
    public StateEntry Find(Urn urn)
    {
        lock (_gate)
        {
            return _done[urn];
        }
    }

    public StateEntry? FindDone(Urn urn)
    {
        lock (_gate)
        {
            return _done.GetValueOrDefault(urn);
        }
    }

    /// <summary>What was recorded of a resource before this run.</summary>
    public StateEntry? FindOld(Urn urn)
    {
        lock (_gate)
        {
            return _index.FindOld(urn);
        }
    }

    /// <summary>The name that a resource of the state has in this run.</summary>
    public Urn NewName(Urn urn)
    {
        lock (_gate)
        {
            return _index.NewName(urn);
        }
    }

    public bool IsRegistered(Urn urn)
    {
        lock (_gate)
        {
            return _index.IsRegistered(urn);
        }
    }

    /// <summary>
    /// Takes resources that are about to be deleted before the program registers them again. One that is registered
    /// already cannot depend on what makes it necessary any more, and is left alone.
    /// </summary>
    /// <param name="entries">The resources.</param>
    /// <param name="deletion">Ends when they are deleted; their registrations wait for it.</param>
    /// <returns>Those that were taken.</returns>
    public IReadOnlyList<StateEntry> ClaimForEarlyDeletion(IReadOnlyList<StateEntry> entries, Task deletion)
    {
        lock (_gate)
        {
            return [.. entries.Where(entry => !_index.IsRegistered(entry.State.Urn) && _deletedEarly.TryAdd(entry.State.Urn, deletion))];
        }
    }

    /// <summary>What the program no longer has: to be deleted when all the rest is done.</summary>
    public IReadOnlyList<StateEntry> FindUnwanted()
    {
        lock (_gate)
        {
            return [.. context.State.Entries.Where(entry => entry.State.Delete || !_index.IsRegistered(entry.State.Urn))];
        }
    }

    private static IEnumerable<Urn> NeedsOf(ResourceGoal goal, ProviderReference? provider)
    {
        IEnumerable<Urn> parent = goal.Parent is { } urn ? [urn] : [];
        IEnumerable<Urn> used = provider is { } reference ? [reference.Urn] : [];
        return goal.Dependencies.Concat(goal.PropertyDependencies.Values.SelectMany(static urns => urns)).Concat(parent).Concat(used);
    }
}
