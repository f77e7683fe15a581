using System.Diagnostics.CodeAnalysis;

namespace PulumiOrgs.Protocol;

/// <summary>
/// One value of a resource's property, as the protocol knows it. Immutable; equality is by content.
/// <see cref="object.ToString"/> never shows what is secret.
/// </summary>
public abstract record PropertyValue
{
    // The kinds are closed: code that switches over them need not expect others.
    private protected PropertyValue()
    {
    }

    public static PropertyValue Null { get; } = new NullValue();

    /// <summary>A value that is known only after the deployment.</summary>
    public static PropertyValue Unknown { get; } = new UnknownValue();

    /// <summary>Says whether the value is unknown, also when secrecy or an output is wrapped around that.</summary>
    public bool IsUnknown => Unwrap() is UnknownValue;

    /// <summary>Says whether the value is marked secret at its top.</summary>
    public bool IsSecret => this switch
    {
        SecretValue => true,
        OutputValue output => output.Secret || output.Value?.IsSecret == true,
        _ => false,
    };

    /// <summary>A text as a value; an absent text is an absent value.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator PropertyValue?(string? text) => text is null ? null : new StringValue(text);

    public static implicit operator PropertyValue(bool value) => new BooleanValue(value);

    public static implicit operator PropertyValue(double number) => new NumberValue(number);

    public static implicit operator PropertyValue(PropertyMap properties) => new MapValue(properties);

    /// <summary>The value without the secrecy and outputs around it; what lies deeper stays as it is.</summary>
    public PropertyValue Unwrap()
    {
        var value = this;
        while (true)
        {
            switch (value)
            {
                case SecretValue secret:
                    value = secret.Value;
                    break;
                case OutputValue output:
                    value = output.Value ?? Unknown;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>Says whether an unknown stands anywhere in the value.</summary>
    public bool ContainsUnknowns() => Any(static value => value is UnknownValue or OutputValue { Value: null });

    /// <summary>Says whether a secret stands anywhere in the value.</summary>
    public bool ContainsSecrets() => Any(static value => value.IsSecret);

    private bool Any(Func<PropertyValue, bool> holds) => holds(this) || this switch
    {
        SecretValue secret => secret.Value.Any(holds),
        OutputValue output => output.Value?.Any(holds) == true,
        ListValue list => list.Items.Any(item => item.Any(holds)),
        MapValue map => map.Properties.Values.Any(item => item.Any(holds)),
        ArchiveValue archive => archive.Assets?.Values.Any(item => item.Any(holds)) == true,
        _ => false,
    };
}

public sealed record NullValue : PropertyValue
{
    public override string ToString() => "null";
}

public sealed record UnknownValue : PropertyValue
{
    public override string ToString() => "[unknown]";
}

public sealed record BooleanValue(bool Value) : PropertyValue
{
    public override string ToString() => Value ? "true" : "false";
}

public sealed record NumberValue(double Value) : PropertyValue
{
    public override string ToString() => Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}

public sealed record StringValue(string Value) : PropertyValue
{
    public override string ToString() => $"\"{Value}\"";
}

public sealed record ListValue(IReadOnlyList<PropertyValue> Items) : PropertyValue
{
    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", Items)}]";
}

public sealed record MapValue(PropertyMap Properties) : PropertyValue
{
    public override string ToString() => Properties.ToString();
}

public sealed record SecretValue(PropertyValue Value) : PropertyValue
{
    public override string ToString() => "[secret]";
}

/// <summary>A value with the resources it came from.</summary>
/// <param name="Value">The value; null when it is not known yet.</param>
/// <param name="Secret">Whether it must not be shown.</param>
/// <param name="Dependencies">URNs of the resources that it was made of.</param>
public sealed record OutputValue(PropertyValue? Value, bool Secret, IReadOnlyList<string> Dependencies) : PropertyValue
{
    public bool Equals(OutputValue? other) => other is not null
        && Equals(Value, other.Value)
        && Secret == other.Secret
        && Dependencies.SequenceEqual(other.Dependencies);

    public override int GetHashCode() => HashCode.Combine(Value, Secret, Dependencies.Count);

    public override string ToString() => Secret ? "[secret]" : Value?.ToString() ?? "[unknown]";
}

/// <summary>A reference to another resource.</summary>
/// <param name="Urn">Its URN.</param>
/// <param name="Id">Its id; null when it has none (a component), unknown when it does not exist yet.</param>
/// <param name="PackageVersion">Version of the package that declares its type; empty when not said.</param>
public sealed record ResourceReferenceValue(string Urn, PropertyValue? Id, string PackageVersion) : PropertyValue
{
    public override string ToString() => Urn;
}

/// <summary>A file or text; exactly one of text, path and URI says where its content is.</summary>
public sealed record AssetValue(string? Text, string? Path, string? Uri, string Hash) : PropertyValue
{
    public override string ToString() => $"asset({Path ?? Uri ?? "text"})";
}

/// <summary>A set of files; exactly one of assets, path and URI says where its content is.</summary>
public sealed record ArchiveValue(PropertyMap? Assets, string? Path, string? Uri, string Hash) : PropertyValue
{
    public override string ToString() => $"archive({Path ?? Uri ?? "assets"})";
}
