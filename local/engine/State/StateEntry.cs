using PulumiOrgs.Local.Engine.Resources;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>
/// The place of one resource in the state. Two places may bear the same URN: a resource and the one that it replaced,
/// as long as that is not deleted.
/// </summary>
public sealed class StateEntry(ResourceState state)
{
    private volatile Record _record = new(state);

    public ResourceState State
    {
        get => _record.State;
        internal set => _record = new Record(value);
    }

    internal bool Removed { get; set; }

    /// <summary>Whether the entry has moved, unchanged, to those that this run has dealt with.</summary>
    internal bool Kept { get; set; }

    /// <summary>What the entry holds now. A write takes all records at one moment and serializes them later.</summary>
    internal Record Recorded => _record;

    internal sealed class Record(ResourceState state)
    {
        private byte[]? _serialized;

        public ResourceState State { get; } = state;

        /// <summary>Serializes the state once, however often it is written.</summary>
        public byte[] Serialized(Func<ResourceState, byte[]> serialize) => _serialized ??= serialize(State);
    }
}
