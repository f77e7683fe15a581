using System.Collections;

namespace Pulumi;

/// <summary>A map that a resource takes; dictionaries and outputs of them convert to it implicitly.</summary>
public sealed class InputMap<TValue> : Input<ImmutableDictionary<string, TValue>>, IEnumerable
{
    private readonly Entries _entries;

    public InputMap()
        : this(Output.Create(ImmutableDictionary<string, Input<TValue>>.Empty))
    {
    }

    private InputMap(Output<ImmutableDictionary<string, Input<TValue>>> items)
        : this(new Entries(items))
    {
    }

    private InputMap(Entries entries)
        : base(entries.Resolve)
    {
        _entries = entries;
    }

    private protected override IOutput Wire => _entries.Items;

    /// <summary>Sets an entry that is not in the map yet; used by initializers.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>Adds an entry.</summary>
    public void Add(string key, Input<TValue> value) => _entries.Items = _entries.Items.Apply(items => items.Add(key, value));

    // Only here so that collection initializers compile.
    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("The entries of an InputMap may not be known yet: use Apply.");

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => new(Output.Create(Wrap(values)));

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => new(Output.Create(Wrap(values)));

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values.Apply(Wrap));

    // Another resource's map property may turn out to be absent; it then is absent here too.
    private static ImmutableDictionary<string, Input<TValue>> Wrap(IEnumerable<KeyValuePair<string, TValue>>? values) =>
        values?.ToImmutableDictionary(static entry => entry.Key, static entry => (Input<TValue>)entry.Value)!;

    /// <summary>The entries as given: the map may be known while a value in it is not.</summary>
    private sealed class Entries(Output<ImmutableDictionary<string, Input<TValue>>> items)
    {
        public Output<ImmutableDictionary<string, Input<TValue>>> Items { get; set; } = items;

        public Output<ImmutableDictionary<string, TValue>> Resolve() => Items.Apply(static known =>
        {
            if (known is null)
            {
                return Output.Create(default(ImmutableDictionary<string, TValue>)!);
            }

            // Keys and values of one dictionary come in the same order.
            ImmutableArray<string> keys = [.. known.Keys];
            return Output.All(known.Values).Apply(values =>
                keys.Zip(values, KeyValuePair.Create).ToImmutableDictionary());
        });
    }
}
