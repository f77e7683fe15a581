using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>One change of the state, made of steps that are written together or not at all.</summary>
public sealed class StateEdit
{
    private readonly StateStore _store;

    internal StateEdit(StateStore store) => _store = store;

    /// <summary>Puts a resource behind all those that this run has dealt with.</summary>
    public StateEdit Add(StateEntry entry)
    {
        _store.Add(entry);
        return this;
    }

    /// <summary>Puts a resource in place of what was recorded of it, if anything.</summary>
    public StateEdit Replace(StateEntry? old, StateEntry entry) => (old is null ? this : Remove(old)).Add(entry);

    public StateEdit Remove(StateEntry entry)
    {
        _store.Remove(entry);
        return this;
    }

    /// <summary>Changes what is recorded of a resource where it stands.</summary>
    public StateEdit Update(StateEntry entry, ResourceState state)
    {
        _store.Update(entry, state);
        return this;
    }

    /// <summary>Records that an operation is about to begin.</summary>
    public StateEdit Begin(PendingOperation operation)
    {
        _store.Begin(operation);
        return this;
    }

    /// <summary>Records that an operation has ended, well or not.</summary>
    public StateEdit End(PendingOperation operation)
    {
        _store.End(operation);
        return this;
    }
}
