using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Values on their way to a peer that does not take every kind of them.</summary>
public static class WireValues
{
    /// <summary>Makes a struct of what the peer takes; the rest becomes the nearest thing that it does.</summary>
    public static Struct ToStruct(PropertyMap properties, bool secrets = true, bool resources = true, bool unknowns = true)
    {
        return WireCodec.ToStruct(Map(properties));

        PropertyMap Map(PropertyMap map) => PropertyMap.Of(map.Select(property => (property.Key, Convert(property.Value))));

        PropertyValue? Convert(PropertyValue value) => value switch
        {
            UnknownValue => unknowns ? value : null,
            SecretValue secret => Convert(secret.Value) is { } inner ? secrets ? new SecretValue(inner) : inner : null,
            Protocol.ListValue list => new Protocol.ListValue([.. list.Items.Select(item => Convert(item) ?? PropertyValue.Null)]),
            MapValue map => new MapValue(Map(map.Properties)),
            ResourceReferenceValue reference when !resources => Convert(reference.Id ?? new Protocol.StringValue(reference.Urn)),
            _ => value,
        };
    }

    /// <summary>Reads what a program sent. Outputs are taken apart: known, unknown and secret values stay.</summary>
    public static PropertyMap FromStruct(Struct properties) => FromStruct(properties, static (_, _) => { });

    /// <summary>
    /// Reads what a program sent. Outputs are taken apart: what came from where goes into <paramref name="dependencies"/>, and
    /// known, unknown and secret values stay. A custom resource's provider and its state know nothing of outputs.
    /// </summary>
    public static PropertyMap FromStruct(Struct properties, Action<string, string> dependencies) =>
        new(WireCodec.FromStruct(properties).Select(property =>
            KeyValuePair.Create(property.Key, WithoutOutputs(property.Value, urn => dependencies(property.Key, urn)))));

    private static PropertyValue WithoutOutputs(PropertyValue value, Action<string> dependency)
    {
        switch (value)
        {
            case OutputValue output:
                foreach (var urn in output.Dependencies)
                {
                    dependency(urn);
                }

                var inner = output.Value is null ? PropertyValue.Unknown : WithoutOutputs(output.Value, dependency);
                return output.Secret ? new SecretValue(inner) : inner;
            case SecretValue secret:
                return new SecretValue(WithoutOutputs(secret.Value, dependency));
            case Protocol.ListValue list:
                return new Protocol.ListValue([.. list.Items.Select(item => WithoutOutputs(item, dependency))]);
            case MapValue map:
                return new MapValue(new PropertyMap(map.Properties.Select(
                    property => KeyValuePair.Create(property.Key, WithoutOutputs(property.Value, dependency)))));
            default:
                return value;
        }
    }
}
