using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Values on their way to a peer that does not take every kind of them.</summary>
public static class WireValues
{
    /// <summary>Makes a struct of what the peer takes; the rest becomes the nearest thing that it does.</summary>
    public static Struct ToStruct(PropertyMap properties, bool secrets, bool resources, bool outputs, bool unknowns)
    {
        return WireCodec.ToStruct(Map(properties));

        PropertyMap Map(PropertyMap map) => PropertyMap.Of(map.Select(property => (property.Key, Convert(property.Value))));

        PropertyValue? Convert(PropertyValue value) => value switch
        {
            UnknownValue => unknowns ? value : null,
            SecretValue secret => Convert(secret.Value) is { } inner ? secrets ? new SecretValue(inner) : inner : null,
            OutputValue output when outputs => output with { Value = output.Value is null ? null : Convert(output.Value) },
            OutputValue output => Convert(WithoutOutputs(output)),
            Protocol.ListValue list => new Protocol.ListValue([.. list.Items.Select(item => Convert(item) ?? PropertyValue.Null)]),
            MapValue map => new MapValue(Map(map.Properties)),
            ResourceReferenceValue reference when !resources => Convert(reference.Id ?? new Protocol.StringValue(reference.Urn)),
            ArchiveValue { Assets: { } assets } archive => archive with { Assets = Map(assets) },
            _ => value,
        };
    }

    /// <summary>
    /// The same properties with outputs taken apart: what came from where goes into <paramref name="dependencies"/>, and
    /// known, unknown and secret values stay. A custom resource's provider and its state know nothing of outputs.
    /// </summary>
    public static PropertyMap WithoutOutputs(PropertyMap properties, Action<string, string> dependencies) => new(properties.Select(
        property => KeyValuePair.Create(property.Key, WithoutOutputs(property.Value, urn => dependencies(property.Key, urn)))));

    /// <summary>Marks as secret what was secret in the properties that a result came from.</summary>
    public static PropertyMap KeepSecret(PropertyMap result, PropertyMap source) => new(result.Select(
        property => KeyValuePair.Create(
            property.Key,
            source.TryGetValue(property.Key, out var origin) ? KeepSecret(property.Value, origin) : property.Value)));

    private static PropertyValue KeepSecret(PropertyValue value, PropertyValue origin) => (value, origin) switch
    {
        (MapValue map, MapValue source) => new MapValue(KeepSecret(map.Properties, source.Properties)),
        _ when !value.IsSecret && origin.ContainsSecrets() => new SecretValue(value),
        _ => value,
    };

    private static PropertyValue WithoutOutputs(PropertyValue value) => WithoutOutputs(value, static _ => { });

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
