using Google.Protobuf.WellKnownTypes;

namespace PulumiOrgs.Protocol;

/// <summary>
/// Property values to and from <see cref="Struct"/>, the form that they travel in. What is special (secrets, unknowns,
/// outputs, references, assets) is marked as <see cref="Signatures"/> says.
/// </summary>
public static class WireCodec
{
    /// <summary>Reads a struct; an absent one has no properties.</summary>
    /// <exception cref="WireFormatException">A special value is not of the form that its signature promises.</exception>
    public static PropertyMap FromStruct(Struct? wire)
    {
        if (wire is null || wire.Fields.Count == 0)
        {
            return PropertyMap.Empty;
        }

        var properties = new PropertyMap.Builder(wire.Fields.Count);
        foreach (var (name, value) in wire.Fields)
        {
            try
            {
                properties.Add(name, FromValue(value));
            }
            catch (WireFormatException failure)
            {
                throw new WireFormatException(failure, name);
            }
        }

        return properties.Build();
    }

    public static Struct ToStruct(PropertyMap properties)
    {
        var wire = new Struct();
        foreach (var (name, value) in properties)
        {
            wire.Fields.Add(name, ToValue(value));
        }

        return wire;
    }

    /// <inheritdoc cref="FromStruct"/>
    public static PropertyValue FromValue(Value wire) => wire.KindCase switch
    {
        Value.KindOneofCase.BoolValue => new BooleanValue(wire.BoolValue),
        Value.KindOneofCase.NumberValue => new NumberValue(wire.NumberValue),
        Value.KindOneofCase.StringValue => Signatures.IsUnknown(wire.StringValue)
            ? PropertyValue.Unknown
            : new StringValue(wire.StringValue),
        Value.KindOneofCase.ListValue => new ListValue(wire.ListValue.Values.Select(FromValue).ToArray()),
        Value.KindOneofCase.StructValue => FromStructValue(wire.StructValue),
        _ => PropertyValue.Null,
    };

    public static Value ToValue(PropertyValue value) => value switch
    {
        NullValue => Value.ForNull(),
        UnknownValue => Value.ForString(Signatures.Unknown),
        BooleanValue boolean => Value.ForBool(boolean.Value),
        NumberValue number => Value.ForNumber(number.Value),
        StringValue text => Value.ForString(text.Value),
        ListValue list => ForList(list.Items.Select(ToValue)),
        MapValue map => Value.ForStruct(ToStruct(map.Properties)),
        SecretValue secret => Special(Signatures.Secret, ("value", ToValue(secret.Value))),
        OutputValue output => Special(
            Signatures.Output,
            ("value", output.Value is null ? null : ToValue(output.Value)),
            ("secret", output.Secret ? Value.ForBool(true) : null),
            ("dependencies", output.Dependencies.Count == 0 ? null : ForList(output.Dependencies.Select(Value.ForString)))),
        ResourceReferenceValue reference => Special(
            Signatures.ResourceReference,
            ("urn", Value.ForString(reference.Urn)),
            ("id", reference.Id switch
            {
                null => null,
                // An id that is not known yet travels as the empty string inside a reference.
                UnknownValue => Value.ForString(""),
                var id => ToValue(id),
            }),
            ("packageVersion", reference.PackageVersion.Length == 0 ? null : Value.ForString(reference.PackageVersion))),
        AssetValue asset => Special(
            Signatures.Asset,
            ("text", Text(asset.Text)),
            ("path", Text(asset.Path)),
            ("uri", Text(asset.Uri)),
            ("hash", asset.Hash.Length == 0 ? null : Value.ForString(asset.Hash))),
        ArchiveValue archive => Special(
            Signatures.Archive,
            ("assets", archive.Assets is null ? null : Value.ForStruct(ToStruct(archive.Assets))),
            ("path", Text(archive.Path)),
            ("uri", Text(archive.Uri)),
            ("hash", archive.Hash.Length == 0 ? null : Value.ForString(archive.Hash))),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, "not a kind of property value"),
    };

    private static PropertyValue FromStructValue(Struct wire)
    {
        if (!wire.Fields.TryGetValue(Signatures.Key, out var signature))
        {
            return new MapValue(FromStruct(wire));
        }

        return signature.StringValue switch
        {
            Signatures.Secret => new SecretValue(FromValue(Required(wire, "value", "a secret"))),
            Signatures.Output => new OutputValue(
                wire.Fields.TryGetValue("value", out var value) ? FromValue(value) : null,
                wire.Fields.TryGetValue("secret", out var secret) && secret.BoolValue,
                wire.Fields.TryGetValue("dependencies", out var urns) ? UrnsOf(urns) : []),
            Signatures.ResourceReference => new ResourceReferenceValue(
                Required(wire, "urn", "a resource reference").StringValue,
                wire.Fields.TryGetValue("id", out var id)
                    ? FromValue(id) is StringValue { Value: "" } ? PropertyValue.Unknown : FromValue(id)
                    : null,
                Text(wire, "packageVersion") ?? ""),
            Signatures.Asset => new AssetValue(Text(wire, "text"), Text(wire, "path"), Text(wire, "uri"), Text(wire, "hash") ?? ""),
            Signatures.Archive => new ArchiveValue(
                wire.Fields.TryGetValue("assets", out var assets) ? FromStruct(assets.StructValue) : null,
                Text(wire, "path"),
                Text(wire, "uri"),
                Text(wire, "hash") ?? ""),
            _ => throw new WireFormatException($"carries the unknown signature '{signature.StringValue}'"),
        };
    }

    private static List<string> UrnsOf(Value urns) => urns.KindCase == Value.KindOneofCase.ListValue
        ? [.. urns.ListValue.Values.Select(static urn => urn.StringValue)]
        : throw new WireFormatException("is an output whose dependencies are no list");

    private static Value Required(Struct wire, string field, string kind) => wire.Fields.TryGetValue(field, out var value)
        ? value
        : throw new WireFormatException($"is {kind} that lacks its field '{field}'");

    private static string? Text(Struct wire, string field) =>
        wire.Fields.TryGetValue(field, out var value) ? value.StringValue : null;

    private static Value? Text(string? text) => text is null ? null : Value.ForString(text);

    private static Value ForList(IEnumerable<Value> items)
    {
        var list = new Google.Protobuf.WellKnownTypes.ListValue();
        list.Values.AddRange(items);
        return new Value { ListValue = list };
    }

    private static Value Special(string signature, params ReadOnlySpan<(string Name, Value? Value)> fields)
    {
        var wire = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (name, value) in fields)
        {
            if (value is not null)
            {
                wire.Fields.Add(name, value);
            }
        }

        return Value.ForStruct(wire);
    }
}
