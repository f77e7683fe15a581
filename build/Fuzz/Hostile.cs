using CsCheck;
using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Protocol;
using WireList = Google.Protobuf.WellKnownTypes.ListValue;

namespace PulumiOrgs.Build.Fuzz;

/// <summary>Values that nobody in their right mind sends, and some that somebody might.</summary>
internal static class Hostile
{
    private const int Depth = 4;

    private static readonly string[] Nasty =
    [
        "", " ", ".", "..", "/", "a/b", "../../user", "%2e%2e", "a?b=c", "a#b", "\0", "\n", "\r\n", "\u001b[2J", "\u0085", "\u202egro", "\ud800", "'; --",
        "</script>", "${x}", "{{x}}", "null", "true", "-1", "1e309", "0x10", "９", "İ", "ß", "👩‍👩‍👧", "orgs:index:Team", Signatures.Key, Signatures.Unknown,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", new('a', 101), new('x', 10_000),
    ];

    // What there is in the organization that hostile calls are about, and what is none of them but could be.
    private static readonly string[] Plausible =
        ["acme", "admin", "ada", "bob", "cleo", "web", "Web", "ops", "member", "https://example.com/hook", "stacks", "24h", "30d", "nobody",
            "acme/web", "acme/ada"];

    private static readonly double[] Numbers =
        [0, -0.0, 1, -1, 0.5, 17, 4102444800, 1e15, 9007199254740993, 1e300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity,
            double.NegativeInfinity];

    private static readonly Func<PropertyValue, PropertyValue>[] Wraps =
    [
        static plain => plain,
        static plain => new SecretValue(plain),
        static plain => new OutputValue(plain, Secret: false, ["urn:pulumi:dev::acme::pulumi:pulumi:Stack::acme-dev"]),
        static plain => new OutputValue(plain, Secret: true, []),
        static plain => new SecretValue(new OutputValue(plain, Secret: false, [])),
    ];

    /// <summary>A text.</summary>
    public static Gen<string> Text { get; } =
        Gen.Frequency((3, OneOf(Nasty)), (5, OneOf(Plausible)), (1, Gen.String[0, 200]), (1, Gen.String[Gen.Char.AlphaNumeric, 1, 40]));

    /// <summary>A value as it is on the wire: of any kind, special ones too, whole and broken.</summary>
    public static Gen<Value> Wire { get; } = Gen.Recursive<Value>(static (depth, inner) => depth >= Depth ? Leaf : Gen.Frequency(
        (6, Leaf),
        (1, inner.Array[0, 4].Select(static items => new Value { ListValue = new WireList { Values = { items } } })),
        (1, Gen.Dictionary(Text, inner)[0, 4].Select(Struct)),
        (1, inner.Select(static value => Special(Signatures.Secret, ("value", value)))),
        (1, inner.Select(static value => Special(Signatures.Output, ("value", value)))),
        (1, Gen.Select(SpecialSignature, Gen.Dictionary(SpecialField, inner)[0, 3], Special))));

    /// <summary>Properties that have little to do with any declaration.</summary>
    public static Gen<Struct> Rubbish { get; } = Gen.Dictionary(Text, Wire)[0, 5].Select(static fields => Struct(fields).StructValue);

    private static Gen<Value> Absent => Gen.Const(static () => new Value());

    private static Gen<Value> Leaf => Gen.Frequency(
        (6, Text.Select(Value.ForString)),
        (2, OneOf(Numbers).Select(Value.ForNumber)),
        (1, Gen.Double.Select(Value.ForNumber)),
        (1, Gen.Bool.Select(Value.ForBool)),
        (1, Gen.Const(Value.ForNull)),
        (1, Gen.Const(static () => new Value())),
        (1, Gen.Const(static () => Value.ForString(Signatures.Unknown))));

    private static Gen<string> SpecialSignature => Gen.Frequency(
        (5, OneOf([Signatures.Secret, Signatures.Output, Signatures.ResourceReference, Signatures.Asset, Signatures.Archive])), (1, Text));

    private static Gen<string> SpecialField => OneOf(
        ["value", "secret", "dependencies", "urn", "id", "packageVersion", "text", "path", "uri", "hash", "assets"]);

    /// <summary>Inputs that look like a resource's, in part.</summary>
    public static Gen<Struct> Inputs(Shape shape) => Gen.Select(
        Together(shape.Inputs, static input => Gen.Frequency((input.IsRequired ? 1 : 4, Absent), (12, Any(input)))),
        Gen.Frequency((4, Gen.Const(static () => new Struct())), (1, Rubbish)),
        static (inputs, others) =>
        {
            var all = inputs.Clone();
            all.MergeFrom(others);
            return all;
        });

    /// <summary>Inputs whose values are of the right types: known, and not wrapped. The rules between them they may break.</summary>
    public static Gen<Struct> Sound(Shape shape) =>
        Together(shape.Inputs, static input => Gen.Frequency((input.IsRequired ? 0 : 1, Absent), (3, OfType(input))));

    /// <summary>The same properties, each wrapped as a secret, as an output, as both, or not at all.</summary>
    public static Gen<PropertyMap> Wrapped(PropertyMap properties) => properties.Aggregate(
        Gen.Const(PropertyMap.Empty),
        static (all, property) => Gen.Select(all, OneOf(Wraps), (wrapped, wrap) => wrapped.With(property.Key, wrap(property.Value))));

    /// <summary>Properties of which each is made in its own way; an empty value stands for an absent one.</summary>
    private static Gen<Struct> Together(IReadOnlyList<InputShape> inputs, Func<InputShape, Gen<Value>> generate) => inputs.Aggregate(
        Gen.Const(static () => new Struct()),
        (all, input) => Gen.Select(all, generate(input), (given, value) =>
            value.KindCase == Value.KindOneofCase.None ? given : new Struct(given) { Fields = { [input.Name] = value } }));

    private static Gen<T> OneOf<T>(IReadOnlyList<T> values) => Gen.Int[0, values.Count - 1].Select(index => values[index]);

    private static Gen<Value> Any(InputShape input) => Gen.Frequency(
        (8, OfType(input)),
        (2, Wire),
        (1, OfType(input).Select(static value => Special(Signatures.Secret, ("value", value)))),
        (1, OfType(input).Select(static value => Special(Signatures.Output, ("value", value)))));

    private static Gen<Value> OfType(InputShape input)
    {
        var item = input switch
        {
            { Values.Count: > 0 } => OneOf(input.Values).Select(Value.ForString),
            { Type: "boolean" } => Gen.Bool.Select(Value.ForBool),
            { Type: "integer" } => OneOf([1L, 17, 4102444800]).Select(static number => Value.ForNumber(number)),
            { Type: "number" } => Gen.Double[0, 100].Select(Value.ForNumber),
            _ => OneOf(Plausible).Select(Value.ForString),
        };
        return input.IsList ? item.Array[0, 3].Select(static items => new Value { ListValue = new WireList { Values = { items } } }) : item;
    }

    private static Value Struct(Dictionary<string, Value> fields) => Value.ForStruct(new Struct { Fields = { fields } });

    private static Value Special(string signature, Dictionary<string, Value> fields) => Struct(new(fields) { [Signatures.Key] = Value.ForString(signature) });

    private static Value Special(string signature, params IEnumerable<(string Name, Value Value)> fields) =>
        Special(signature, fields.ToDictionary(static field => field.Name, static field => field.Value));
}
