using System.Collections;

namespace Pulumi;

/// <summary>A list that a resource takes; lists, arrays, single values and outputs of them convert to it implicitly.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable
{
    private readonly Elements _elements;

    public InputList()
        : this(new Elements(Output.Create(ImmutableArray<Input<T>>.Empty)))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> items)
        : this(new Elements(items))
    {
    }

    private InputList(Elements elements)
        : base(elements.Resolve)
    {
        _elements = elements;
    }

    private protected override IOutput Wire => _elements.Items;

    /// <summary>Appends elements.</summary>
    public void Add(params Input<T>[] inputs) => _elements.Items = Joined(inputs);

    /// <summary>A new list: these elements, then the other's.</summary>
    public InputList<T> Concat(InputList<T> other) => new(Joined(other));

    // Only here so that collection initializers compile.
    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException("The elements of an InputList may not be known yet: use Apply.");

    public static implicit operator InputList<T>(T value) => new(Output.Create(ImmutableArray.Create<Input<T>>(value)));

    public static implicit operator InputList<T>(Output<T> value) => new(Output.Create(ImmutableArray.Create<Input<T>>(value)));

    public static implicit operator InputList<T>(T[] values) => FromValues(values);

    public static implicit operator InputList<T>(Input<T>[] values) => new(Output.Create(values.ToImmutableArray()));

    public static implicit operator InputList<T>(List<T> values) => FromValues(values);

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(Wrap));

    private static InputList<T> FromValues(IEnumerable<T> values) => new(Output.Create(Wrap(values)));

    private static ImmutableArray<Input<T>> Wrap(IEnumerable<T> values) => [.. values.Select(static value => (Input<T>)value)];

    // A default array means that the property is absent, and has to stay apart from an empty one.
    private static ImmutableArray<Input<T>> Wrap(ImmutableArray<T> values) => values.IsDefault ? default : Wrap(values.AsEnumerable());

    private Output<ImmutableArray<Input<T>>> Joined(InputList<T> other) =>
        Output.Tuple(_elements.Items, other._elements.Items).Apply(static both => both switch
        {
            ({ IsDefault: true }, var second) => second,
            (var first, { IsDefault: true }) => first,
            var (first, second) => first.AddRange(second),
        });

    /// <summary>The elements as given: the list may be known while one of them is not.</summary>
    private sealed class Elements(Output<ImmutableArray<Input<T>>> items)
    {
        public Output<ImmutableArray<Input<T>>> Items { get; set; } = items;

        public Output<ImmutableArray<T>> Resolve() => Items.Apply(static known =>
            known.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(known.AsEnumerable()));
    }
}
