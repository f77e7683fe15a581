using System.Globalization;
using Newtonsoft.Json;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>Property values to and from the JSON of a checkpoint, secrets encrypted.</summary>
/// <param name="vault">Encrypts secrets.</param>
internal sealed class PropertyJson(SecretsVault vault)
{
    // JSON has no number for NaN and the infinities; checkpoints keep their bits under this signature.
    private const string FloatSignature = "8ad145fe-0d11-4827-bfd7-1abcbf086f5c";
    private const double LargestExactInteger = 1L << 53;

    public JObject ToJson(string place, PropertyMap properties) => Map(properties, place, inSecret: false);

    /// <exception cref="StateException">A special value is not of the form that its signature promises.</exception>
    public PropertyMap FromJson(string place, JObject properties) => Map(properties, place, inSecret: false);

    private JObject Map(PropertyMap properties, string place, bool inSecret)
    {
        var json = new JObject();
        foreach (var (name, value) in properties.OrderBy(static property => property.Key, StringComparer.Ordinal))
        {
            json[name] = Value(value, $"{place}.{name}", inSecret);
        }

        return json;
    }

    private JToken Value(PropertyValue value, string place, bool inSecret) => value switch
    {
        NullValue => JValue.CreateNull(),
        UnknownValue => Signatures.Unknown,
        BooleanValue boolean => boolean.Value,
        NumberValue number => Number(number.Value),
        StringValue text => text.Value,
        ListValue list => new JArray(list.Items.Select((item, index) => Value(item, $"{place}[{index}]", inSecret))),
        MapValue map => Map(map.Properties, place, inSecret),
        SecretValue secret => Secret(secret.Value, place, inSecret),
        OutputValue output => Value(Known(output), place, inSecret),
        ResourceReferenceValue reference => Special(
            Signatures.ResourceReference,
            ("urn", reference.Urn),
            ("packageVersion", reference.PackageVersion),
            ("id", reference.Id switch { null => null, StringValue id => id.Value, _ => "" })),
        _ => throw new StateException($"the value at {place} is a {value.GetType().Name}, which this engine does not keep"),
    };

    private static PropertyValue Known(OutputValue output)
    {
        var value = output.Value ?? PropertyValue.Unknown;
        return output.Secret ? new SecretValue(value) : value;
    }

    private JObject Secret(PropertyValue value, string place, bool inSecret)
    {
        var plaintext = Value(value, place, inSecret: true).ToString(Formatting.None);
        // A secret within a secret is marked but not encrypted again: the outer one covers it.
        return Special(Signatures.Secret, ("ciphertext", inSecret ? plaintext : vault.Encrypt(place, plaintext)));
    }

    private static JToken Number(double number)
    {
        if (!double.IsFinite(number))
        {
            var bits = BitConverter.DoubleToUInt64Bits(number);
            return Special(FloatSignature, ("value", bits.ToString("x16", CultureInfo.InvariantCulture)));
        }

        return double.IsInteger(number) && Math.Abs(number) <= LargestExactInteger
            ? new JValue((long)number)
            : new JValue(number);
    }

    private static JObject Special(string signature, params ReadOnlySpan<(string Name, JToken? Value)> fields)
    {
        var json = new JObject { [Signatures.Key] = signature };
        foreach (var (name, value) in fields)
        {
            // A string that is null converts to a token, of the string kind, with no value.
            if (value is not null and not JValue { Value: null })
            {
                json[name] = value;
            }
        }

        return json;
    }

    private PropertyMap Map(JObject properties, string place, bool inSecret) => new(properties.Properties()
        .Select(property => KeyValuePair.Create(property.Name, Value(property.Value, $"{place}.{property.Name}", inSecret))));

    private PropertyValue Value(JToken json, string place, bool inSecret) => json switch
    {
        JValue { Type: JTokenType.Boolean } boolean => (bool)boolean,
        JValue { Type: JTokenType.Integer or JTokenType.Float } number => new NumberValue((double)number),
        JValue { Value: Signatures.Unknown } => PropertyValue.Unknown,
        JValue { Value: string text } => new StringValue(text),
        JArray list => new ListValue([.. list.Select((item, index) => Value(item, $"{place}[{index}]", inSecret))]),
        JObject map when map.TryGetValue(Signatures.Key, out var signature) => Special((string?)signature, map, place, inSecret),
        JObject map => Map(map, place, inSecret),
        _ => PropertyValue.Null,
    };

    private PropertyValue Special(string? signature, JObject json, string place, bool inSecret) => signature switch
    {
        Signatures.Secret => new SecretValue(Value(Plaintext(json, place, inSecret), place, inSecret: true)),
        Signatures.ResourceReference => new ResourceReferenceValue(
            Required(json, "urn", place),
            (string?)json["id"] switch { null => null, "" => PropertyValue.Unknown, var id => new StringValue(id) },
            (string?)json["packageVersion"] ?? ""),
        FloatSignature => new NumberValue(BitConverter.UInt64BitsToDouble(
            ulong.Parse(Required(json, "value", place), NumberStyles.HexNumber, CultureInfo.InvariantCulture))),
        _ => throw new StateException($"the value at {place} carries the unknown signature '{signature}'"),
    };

    private JToken Plaintext(JObject secret, string place, bool inSecret)
    {
        var ciphertext = Required(secret, "ciphertext", place);
        return CheckpointJson.Parse(inSecret ? ciphertext : vault.Decrypt(place, ciphertext));
    }

    private static string Required(JObject json, string field, string place) =>
        (string?)json[field] ?? throw new StateException($"the value at {place} lacks its field '{field}'");
}
