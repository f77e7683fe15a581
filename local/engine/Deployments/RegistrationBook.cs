namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>
/// Knows by URN what there was before this run, what the program has registered in it, under its own name or one that it had, and what
/// has become of that. Safe for concurrent use.
/// </summary>
/// <param name="context">The deployment.</param>
internal sealed class RegistrationBook(DeploymentContext context)
{
    private readonly Lock _gate = new();

    // Resources that a replacement has taken the place of are only still to be deleted; no registration means them.
    private readonly Dictionary<Urn, StateEntry> _olds = context.State.Entries
        .Where(static entry => !entry.State.Delete)
        .GroupBy(static entry => entry.State.Urn)
        .ToDictionary(static group => group.Key, static group => group.Last());

    private readonly HashSet<Urn> _registered = [];
    private readonly Dictionary<Urn, Urn> _newNames = [];
    private readonly Dictionary<Urn, Urn> _oldNames = [];
    private readonly Dictionary<Urn, Task> _deletedEarly = [];
    private readonly ConcurrentDictionary<Urn, ResourceGoal> _goals = [];
    private readonly ConcurrentDictionary<Urn, StateEntry> _done = [];
    private readonly ConcurrentDictionary<Urn, bool> _unavailable = [];

    /// <summary>Takes a name for a registration and finds the resource that had it or one of its aliases.</summary>
    /// <param name="goal">What is registered, with its provider.</param>
    /// <returns>
    /// What is recorded of the resource, and, if it is being deleted in this run to be replaced, the end of that.
    /// </returns>
    /// <exception cref="StepSkippedException">Something that it needs failed, or the run is stopping.</exception>
    /// <exception cref="RegistrationException">The name is taken, or its parent is unknown.</exception>
    public (StateEntry? Old, Task? EarlyDeletion) Claim(ResourceGoal goal)
    {
        var wanted = goal.Wanted;
        lock (_gate)
        {
            if (wanted.Parent is { } parent && !_done.ContainsKey(parent) && !IsUnavailable(parent))
            {
                throw new RegistrationException($"could not find parent resource '{parent}'");
            }

            var old = Find(goal);
            if (context.Control.Stopping || wanted.AllNeeds().Any(IsUnavailable))
            {
                throw new StepSkippedException();
            }

            _goals[wanted.Urn] = goal;
            return (old, old is null ? null : _deletedEarly.GetValueOrDefault(old.State.Urn));
        }
    }

    /// <summary>The goal of a resource that was registered; null when there is none.</summary>
    public ResourceGoal? GoalOf(Urn urn) => _goals.GetValueOrDefault(urn);

    public void MarkDone(StateEntry entry) => _done[entry.State.Urn] = entry;

    /// <summary>Notes that a resource failed or was skipped, so that nothing that needs it is begun.</summary>
    public void MarkUnavailable(Urn urn) => _unavailable[urn] = true;

    public bool IsUnavailable(Urn urn) => _unavailable.ContainsKey(urn);

    /// <summary>What is recorded in this run of a resource that is done; null when none is.</summary>
    public StateEntry? FindDone(Urn urn) => _done.GetValueOrDefault(urn);

    /// <summary>What was recorded of a resource before this run.</summary>
    public StateEntry? FindOld(Urn urn) => _olds.GetValueOrDefault(urn);

    /// <summary>The name that a resource of the state has in this run.</summary>
    public Urn NewName(Urn urn)
    {
        lock (_gate)
        {
            return _newNames.GetValueOrDefault(urn, urn);
        }
    }

    /// <summary>Whether the program has registered what bears this name, or bore it before.</summary>
    public bool IsRegistered(Urn urn)
    {
        lock (_gate)
        {
            return IsTaken(urn);
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
            return [.. entries.Where(entry => !IsTaken(entry.State.Urn) && _deletedEarly.TryAdd(entry.State.Urn, deletion))];
        }
    }

    /// <summary>What the program no longer has: to be deleted when all the rest is done.</summary>
    public IReadOnlyList<StateEntry> FindUnwanted()
    {
        lock (_gate)
        {
            return [.. context.State.Entries.Where(entry => entry.State.Delete || !IsTaken(entry.State.Urn))];
        }
    }

    private bool IsTaken(Urn urn) => _registered.Contains(urn) || _newNames.ContainsKey(urn);

    private StateEntry? Find(ResourceGoal goal)
    {
        var urn = goal.Wanted.Urn;
        if (!_registered.Add(urn))
        {
            throw new DuplicateRegistrationException($"Duplicate resource URN '{urn}'; try giving it a unique name");
        }

        if (_newNames.TryGetValue(urn, out var other))
        {
            throw new DuplicateRegistrationException($"'{urn}' was registered already by an alias of '{other}'");
        }

        if (_olds.TryGetValue(urn, out var own))
        {
            return own;
        }

        var known = NamesBefore(goal).Where(name => name != urn && _olds.ContainsKey(name)).Take(1).ToList();
        if (known is not [var alias])
        {
            return null;
        }

        if (IsTaken(alias))
        {
            throw new DuplicateRegistrationException($"'{urn}' has the alias '{alias}', which another resource of this program has");
        }

        _newNames.Add(alias, urn);
        _oldNames.Add(urn, alias);
        return _olds[alias];
    }

    private IEnumerable<Urn> NamesBefore(ResourceGoal goal)
    {
        var wanted = goal.Wanted;
        var own = goal.Aliases.Select(alias => Resolve(alias, wanted)).ToList();
        if (wanted.Parent is not { } parent || !_oldNames.TryGetValue(parent, out var parentBefore))
        {
            return own;
        }

        // What was renamed renames its children: their types hold the parent's, and by custom their names too.
        return [.. own, Inherit(wanted.Type, wanted.Urn.Name), .. own.Select(alias => Inherit(alias.Type, alias.Name))];

        Urn Inherit(string type, string name) => context.UrnOf(
            parentBefore,
            type,
            name.StartsWith(parent.Name, StringComparison.Ordinal) ? parentBefore.Name + name[parent.Name.Length..] : name);
    }

    private Urn Resolve(AliasSpec alias, StackResource wanted)
    {
        Urn? parentBefore = alias switch
        {
            { NoParent: true } => null,
            { Parent: { } given } => _oldNames.TryGetValue(given, out var before) ? before : given,
            _ => wanted.Parent,
        };
        return alias.Urn ?? context.UrnOf(parentBefore, alias.Type ?? wanted.Type, alias.Name ?? wanted.Urn.Name);
    }
}
