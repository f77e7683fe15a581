using CsCheck;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>Property values of all kinds that a state holds.</summary>
internal static class GenValue
{
    private const int MaxDepth = 3;

    private static readonly Gen<string> Name = Gen.String[Gen.Char.AlphaNumeric, 1, 8];

    // Half of a surrogate pair is no text: neither UTF-8 nor the wire can hold it.
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\0', '\uD7FF'], 0, 20];

    private static readonly Gen<PropertyValue> Leaf = Gen.OneOf(
        Gen.Const(PropertyValue.Null),
        Gen.Const(PropertyValue.Unknown),
        Gen.Bool.Select(static value => (PropertyValue)value),
        Gen.Double.Select(static value => (PropertyValue)value),
        Gen.Int.Select(static value => (PropertyValue)(double)value),
        Text.Select(static value => (PropertyValue)value),
        Name.Select(static name =>
            (PropertyValue)new ResourceReferenceValue($"urn:pulumi:s::p::t:i:R::{name}", new StringValue(name), "1.0.0")));

    public static Gen<PropertyMap> Map { get; } = MapOf(MaxDepth);

    private static Gen<PropertyMap> MapOf(int depth) =>
        Gen.Dictionary(Name, Of(depth))[0, 4].Select(static properties => new PropertyMap(properties));

    private static Gen<PropertyValue> Of(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (4, Leaf),
            (1, Of(depth - 1).List[0, 3].Select(static items => (PropertyValue)new ListValue(items))),
            (1, MapOf(depth - 1).Select(static map => (PropertyValue)map)),
            (1, Of(depth - 1).Select(static value => (PropertyValue)new SecretValue(value))));
}
