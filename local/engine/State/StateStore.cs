using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Resources;

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

    // The resources of this run come first, in the order in which they were done, then those of the run before that are
    // not dealt with yet: so each stands behind what it depends on.
    private readonly List<StateEntry> _current = [];
    private readonly List<StateEntry> _previous;
    private readonly List<PendingOperation> _cutOff;
    private readonly Dictionary<PendingOperation, JObject> _underWay = new(ReferenceEqualityComparer.Instance);

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
        _previous = [.. checkpoint.Resources.Select(static resource => new StateEntry(resource))];
        _cutOff = [.. checkpoint.PendingOperations];
    }

    /// <summary>All resources, each behind what it depends on.</summary>
    public IReadOnlyList<StateEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. Present()];
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
                return [.. _cutOff];
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

    /// <summary>Makes a change and waits until it is on disk.</summary>
    /// <exception cref="StateException">The state could not be written.</exception>
    public Task CommitAsync(Action<StateEdit> edit)
    {
        lock (_gate)
        {
            edit(new StateEdit(this));
            _dirty = true;
            return WriteSoon();
        }
    }

    /// <summary>Makes a change that is on disk with the next write; losing it costs nothing but finding it out again.</summary>
    public void Stage(Action<StateEdit> edit)
    {
        lock (_gate)
        {
            edit(new StateEdit(this));
            _dirty = true;
        }
    }

    /// <summary>
    /// Puts an unchanged resource behind those that this run has dealt with. The next write takes that along; losing it
    /// costs nothing.
    /// </summary>
    public void Keep(StateEntry entry)
    {
        lock (_gate)
        {
            entry.Kept = true;
            Add(entry);
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

    /// <summary>Forgets operations of earlier runs.</summary>
    public void ForgetCutOff(Func<PendingOperation, bool> which)
    {
        lock (_gate)
        {
            _dirty |= _cutOff.RemoveAll(operation => which(operation)) > 0;
        }
    }

    internal void Add(StateEntry entry)
    {
        _current.Add(entry);
        Settle(entry.State.Urn);
    }

    internal void Remove(StateEntry entry)
    {
        entry.Removed = true;
        Settle(entry.State.Urn);
    }

    internal void Update(StateEntry entry, ResourceState state)
    {
        entry.State = state;
        Settle(state.Urn);
    }

    internal void Begin(PendingOperation operation) => _underWay.Add(operation, _json.ToJson(operation));

    internal void End(PendingOperation operation) => _underWay.Remove(operation);

    // What was done to a resource since tells how an interrupted update or deletion of it ended. An interrupted creation
    // stays: what it may have made is known to nobody.
    private void Settle(Urn urn) => _dirty |=
        _cutOff.RemoveAll(operation => operation.Kind != OperationKind.Creating && operation.Resource.Urn == urn) > 0;

    private IEnumerable<StateEntry> Present() =>
        _current.Concat(_previous.Where(static entry => !entry.Kept)).Where(static entry => !entry.Removed);

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
            JArray operations;
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
                records = [.. Present().Select(static entry => entry.Recorded)];
                operations = [.. _cutOff.Select(_json.ToJson), .. _underWay.Values];
            }

            try
            {
                Write(records, operations);
                write.SetResult();
            }
            catch (Exception exception)
            {
                write.SetException(new StateException($"the state cannot be written to {_file!.Path}: {exception.Message}", exception));
            }
        }
    }

    private void Write(IReadOnlyList<StateEntry.Record> records, JArray operations)
    {
        var resources = new byte[records.Count][];
        for (var index = 0; index < resources.Length; index++)
        {
            resources[index] = records[index].Serialized(Serialize);
        }

        _file!.Save(Head(operations), resources);
    }

    private JObject Head(JArray operations)
    {
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

    private byte[] Serialize(ResourceState resource) => Encoding.UTF8.GetBytes(_json.ToJson(resource).ToString(Formatting.None));
}
