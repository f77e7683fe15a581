using CsCheck;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Protocol;

public static class WireCodecTests
{
    private static readonly Gen<PropertyValue> Values = Gen.Recursive<PropertyValue>((depth, inner) => Gen.OneOf(
        Gen.Const(PropertyValue.Null),
        Gen.Const(PropertyValue.Unknown),
        Gen.Bool.Select(value => (PropertyValue)value),
        Gen.Double.Where(double.IsFinite).Select(value => (PropertyValue)value),
        Gen.String.Select(value => (PropertyValue)value),
        Gen.String.Select(Gen.String).Select((urn, version) => (PropertyValue)new ResourceReferenceValue(urn, PropertyValue.Unknown, version)),
        Gen.String.Select(hash => (PropertyValue)new AssetValue("text", null, null, hash)),
        depth > 3 ? Gen.Const(PropertyValue.Null) : inner.Select(value => (PropertyValue)new SecretValue(value)),
        depth > 3 ? Gen.Const(PropertyValue.Null) : inner.Array[0, 3].Select(items => (PropertyValue)new ListValue(items)),
        depth > 3 ? Gen.Const(PropertyValue.Null) : inner.Select(Gen.Bool, Gen.String.Array[0, 2])
            .Select((value, secret, urns) => (PropertyValue)new OutputValue(value, secret, urns)),
        depth > 3 ? Gen.Const(PropertyValue.Null) : Gen.Dictionary(Gen.String, inner)[0, 3].Select(properties => (PropertyValue)new PropertyMap(properties))));

    public sealed class TheRoundTrip
    {
        [Fact]
        public void Loses_nothing() => Values.Sample(value => WireCodec.FromValue(WireCodec.ToValue(value)).Equals(value));
    }

    public sealed class TheText
    {
        [Fact]
        public void Never_shows_a_secret() => Values.Sample(value =>
            !new ListValue([new SecretValue(new ListValue([value, "swordfish"]))]).ToString().Contains("swordfish", StringComparison.Ordinal));
    }

    public sealed class TheFromValueMethod
    {
        [Fact]
        public void Names_the_signature_that_it_does_not_know()
        {
            var wire = WireCodec.ToStruct(PropertyMap.Of((Signatures.Key, "feedbeef")));

            Assert.Contains("feedbeef", Assert.Throws<WireFormatException>(() =>
                WireCodec.FromValue(Google.Protobuf.WellKnownTypes.Value.ForStruct(wire))).Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
        [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
        [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
        public void Knows_the_unknown_of_every_type(string text) =>
            Assert.Same(PropertyValue.Unknown, WireCodec.FromValue(Google.Protobuf.WellKnownTypes.Value.ForString(text)));
    }
}
