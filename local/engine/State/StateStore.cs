using System.Text;
using Newtonsoft.Json;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>
/// The state of a stack during a run. A change is on disk when <see cref="CommitAsync"/> ends. While one write is under
/// way the changes that come meanwhile wait for the next, which writes them all: many steps share a write, and the cost of
/// a large state is not paid per step.
/// </summary>
public sealed class StateStore
{
    private readonly Lock _gate = new();
    private readonly CheckpointJson _json;
    private readonly SecretsVault _vault;
    private readonly StateFile? _file;
    private readonly TimeProvider _time;
    private readonly JObject _unrecognized;
    private readonly StateEdit _content;
    private TaskCompletionSource? _nextWrite;
    private bool _writing;
    private bool _dirty;

    private StateStore(Checkpoint checkpoint, SecretsVault vault, StateFile? file, TimeProvider time)
    {
        _json = new CheckpointJson(vault);
        _vault = vault;
        _file = file;
        _time = time;
        _unrecognized = checkpoint.Unrecognized;
        _content = new StateEdit(checkpoint);
    }

    /// <summary>All resources, each behind what it depends on.</summary>
    public IReadOnlyList<StateEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _content.Present()];
            }
        }
    }

    /// <summary>Operations of an earlier run of which nobody knows how they ended.</summary>
    public IReadOnlyList<PendingOperation> CutOff
    {
        get
        {
            lock (_gate)
            {
                return [.. _content.CutOff];
            }
        }
    }

    /// <summary>Opens the state that a file holds; without a file an empty one.</summary>
    /// <param name="file">The file.</param>
    /// <param name="passphrase">Where the passphrase of its secrets comes from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="readOnly">Never write: for previews.</param>
    /// <exception cref="StateException">The state cannot be read.</exception>
    /// <exception cref="IncorrectPassphraseException">The state's secrets cannot be read.</exception>
    public static StateStore Open(StateFile file, PassphraseSource passphrase, TimeProvider time, bool readOnly)
    {
        var deployment = file.Load() ?? [];
        var vault = new SecretsVault(passphrase, SecretsProvider.SaltOf(deployment["secrets_providers"]));
        return new StateStore(new CheckpointJson(vault).FromJson(deployment), vault, readOnly ? null : file, time);
    }

    /// <summary>A provider that the state has; null when it has none.</summary>
    public StackResource? Find(ProviderReference provider) => Entries
        .Select(static entry => entry.State)
        .FirstOrDefault(state => state.Urn == provider.Urn && state.Id == provider.Id);

    /// <summary>Makes a change and waits until it is on disk.</summary>
    /// <exception cref="StateException">The state could not be written.</exception>
    public Task CommitAsync(Action<StateEdit> edit)
    {
        lock (_gate)
        {
            edit(_content);
            _dirty = true;
            return WriteSoon();
        }
    }

    /// <summary>Makes a change that is on disk with the next write; losing it costs nothing but finding it out again.</summary>
    public void Stage(Action<StateEdit> edit)
    {
        lock (_gate)
        {
            edit(_content);
            _dirty = true;
        }
    }

    /// <summary>Makes a change that needs no write, unless an operation of an earlier run is settled by it.</summary>
    public void StageUnchanged(Action<StateEdit> edit)
    {
        lock (_gate)
        {
            var before = _content.CutOff.Count;
            edit(_content);
            _dirty |= _content.CutOff.Count != before;
        }
    }

    /// <summary>Writes what no write has taken along yet.</summary>
    /// <exception cref="StateException">The state could not be written.</exception>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            return _dirty ? WriteSoon() : Task.CompletedTask;
        }
    }

    private Task WriteSoon()
    {
        if (_file is null)
        {
            return Task.CompletedTask;
        }

        _nextWrite ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_writing)
        {
            _writing = true;
            _ = Task.Run(WriteUntilDone);
        }

        return _nextWrite.Task;
    }

    private void WriteUntilDone()
    {
        while (true)
        {
            TaskCompletionSource write;
            IReadOnlyList<StateEntry.Record> records;
            IReadOnlyList<PendingOperation> pending;
            lock (_gate)
            {
                if (_nextWrite is null)
                {
                    _writing = false;
                    return;
                }

                write = _nextWrite;
                _nextWrite = null;
                _dirty = false;
                records = [.. _content.Present().Select(static entry => entry.Recorded)];
                pending = [.. _content.Pending];
            }

            try
            {
                byte[][] resources = [.. records.Select(record => record.Serialized(Serialize))];
                _file!.Save(Head(pending), resources);
                write.SetResult();
            }
            catch (Exception exception)
            {
                write.SetException(new StateException($"the state cannot be written to {_file!.Path}: {exception.Message}", exception));
            }
        }
    }

    private JObject Head(IReadOnlyList<PendingOperation> pending)
    {
        // First: the salt is known once a secret was encrypted, which may be in an operation.
        var operations = new JArray(pending.Select(_json.ToJson));
        var head = new JObject { ["manifest"] = CheckpointJson.Manifest(_time.GetUtcNow()) };
        if (_vault.State is { } salt)
        {
            head["secrets_providers"] = SecretsProvider.ToJson(salt);
        }

        head.Merge(_unrecognized);
        if (operations.Count > 0)
        {
            head["pending_operations"] = operations;
        }

        return head;
    }

    private byte[] Serialize(StackResource resource) => Encoding.UTF8.GetBytes(_json.ToJson(resource).ToString(Formatting.None));
}

/// <summary>A change of the state, made of steps that are written together or not at all.</summary>
public sealed class StateEdit
{
    // The resources of this run come first, in the order in which they were done, then those of the run before that are
    // not dealt with yet: so each stands behind what it depends on.
    private readonly List<StateEntry> _current = [];
    private readonly List<StateEntry> _previous;
    private readonly List<PendingOperation> _cutOff;
    private readonly List<PendingOperation> _underWay = [];

    internal StateEdit(Checkpoint checkpoint)
    {
        _previous = [.. checkpoint.Resources.Select(static resource => new StateEntry(resource))];
        _cutOff = [.. checkpoint.PendingOperations];
    }

    internal IReadOnlyList<PendingOperation> CutOff => _cutOff;

    internal IEnumerable<PendingOperation> Pending => _cutOff.Concat(_underWay);

    /// <summary>Puts a resource behind all those that this run has dealt with.</summary>
    public StateEdit Add(StateEntry entry)
    {
        _current.Add(entry);
        return Settle(entry.State.Urn);
    }

    /// <summary>As <see cref="Add"/>, for a resource that was made or taken over: that settles its interrupted creation too.</summary>
    public StateEdit AddMade(StateEntry entry)
    {
        Forget(operation => operation.Resource.Urn == entry.State.Urn);
        return Add(entry);
    }

    /// <summary>Puts an unchanged resource behind those that this run has dealt with.</summary>
    public StateEdit Keep(StateEntry entry)
    {
        entry.Kept = true;
        return Add(entry);
    }

    public StateEdit Remove(StateEntry entry)
    {
        entry.Removed = true;
        return Settle(entry.State.Urn);
    }

    /// <summary>Changes what is recorded of a resource where it stands.</summary>
    public StateEdit Update(StateEntry entry, StackResource state)
    {
        entry.State = state;
        return Settle(state.Urn);
    }

    /// <summary>Records that an operation is about to begin.</summary>
    public void Begin(PendingOperation operation) => _underWay.Add(operation);

    /// <summary>Records that an operation has ended, well or not.</summary>
    public void End(PendingOperation operation) => _underWay.RemoveAll(begun => ReferenceEquals(begun, operation));

    /// <summary>Forgets operations of earlier runs.</summary>
    public void Forget(Predicate<PendingOperation> which) => _cutOff.RemoveAll(which);

    internal IEnumerable<StateEntry> Present() =>
        _current.Concat(_previous.Where(static entry => !entry.Kept)).Where(static entry => !entry.Removed);

    // What was done to a resource since tells how an interrupted update or deletion of it ended. An interrupted creation
    // stays: what it may have made is known to nobody.
    private StateEdit Settle(Urn urn)
    {
        Forget(operation => operation.Kind != OperationKind.Creating && operation.Resource.Urn == urn);
        return this;
    }
}

/// <summary>
/// The place of one resource in the state. Two places may bear the same URN: a resource and the one that it replaced,
/// as long as that is not deleted.
/// </summary>
public sealed class StateEntry(StackResource state)
{
    private volatile Record _record = new(state);

    public StackResource State
    {
        get => _record.State;
        internal set => _record = new Record(value);
    }

    internal bool Removed { get; set; }

    /// <summary>Whether the entry has moved, unchanged, to those that this run has dealt with.</summary>
    internal bool Kept { get; set; }

    /// <summary>What the entry holds now. A write takes all records at one moment and serializes them later.</summary>
    internal Record Recorded => _record;

    internal sealed class Record(StackResource state)
    {
        private byte[]? _serialized;

        public StackResource State { get; } = state;

        /// <summary>Serializes the state once, however often it is written.</summary>
        public byte[] Serialized(Func<StackResource, byte[]> serialize) => _serialized ??= serialize(State);
    }
}
