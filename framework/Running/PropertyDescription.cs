using System.Collections.Immutable;
using System.Reflection;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Running;

/// <summary>The types that a declared property may have.</summary>
public enum PropertyKind
{
    String,
    Boolean,

    /// <summary>A whole number beyond 32 bits, such as a Unix time; <c>number</c> in the schema.</summary>
    Integer,

    /// <summary>A whole number of 32 bits; <c>integer</c> in the schema.</summary>
    Int32,

    StringList,

    /// <summary>A map of strings by strings, whose keys are the program's own.</summary>
    StringMap,

    /// <summary>A list of records; see <see cref="ItemsAttribute"/>.</summary>
    ObjectList,
}

/// <summary>All that the framework knows of one declared property.</summary>
public sealed class PropertyDescription
{
    private readonly PropertyInfo _property;
    private readonly PropertyAttribute _attribute;
    private readonly PropertyInfo? _part;

    /// <param name="property">The property.</param>
    /// <param name="attribute">Its declaration.</param>
    /// <param name="part">What holds the part of the record that the property is of; null where it is the record's own.</param>
    internal PropertyDescription(PropertyInfo property, PropertyAttribute attribute, PropertyInfo? part)
    {
        (_property, _attribute, _part) = (property, attribute, part);
        Name = OnTheWire(property.Name);
        Items = property.GetCustomAttribute<ItemsAttribute>() is { } items ? RecordDescription.Of(items.Type) : null;
        Kind = Items is null ? KindOf(property) : PropertyKind.ObjectList;
        Default = ToPropertyValue((attribute as InputAttribute)?.Default);
        DefaultWith = (attribute as InputAttribute)?.DefaultWith is { } with ? OnTheWire(with) : null;
        DefaultFrom = property.GetCustomAttribute<DefaultFromAttribute>() is { } from ? OnTheWire(from.Property) : null;
        ComputedFrom = property.GetCustomAttribute<ComputedFromAttribute>() is { } source ? OnTheWire(source.Property) : null;
        Autonamed = property.GetCustomAttribute<AutonamedAttribute>();
        AutonamedWhere = Autonamed?.Where is { } where ? OnTheWire(where) : null;
        Rules = [.. property.GetCustomAttributes<RuleAttribute>()];
        IgnoreCase = property.IsDefined(typeof(IgnoreCaseAttribute));
        Unordered = property.IsDefined(typeof(UnorderedAttribute));
        SteersProvider = property.IsDefined(typeof(SteersProviderAttribute));
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    public PropertyKind Kind { get; }

    /// <summary>What the items of a list of records are; null for everything else.</summary>
    public RecordDescription? Items { get; }

    public string Description => _attribute.Description;

    public bool Secret => _attribute.Secret;

    /// <summary>What it means where it is absent.</summary>
    public Absence WhenAbsent => _attribute.WhenAbsent;

    /// <summary>Whether the schema promises that a state has it.</summary>
    public bool IsAlwaysThere => WhenAbsent is Absence.Never or Absence.AsItIs;

    /// <summary>Whether a state has it only for as long as the program gives it.</summary>
    public bool GoesWithInput => IsInput && (WhenAbsent is Absence.ThereIsNone or Absence.Unmanaged);

    public bool IsInput => _attribute is InputAttribute;

    public bool Required => _attribute is InputAttribute { Required: true };

    public bool Replaces => _attribute is InputAttribute { Replaces: true };

    /// <summary>The value when the program gives none.</summary>
    public PropertyValue? Default { get; }

    /// <summary>The input without which the default does not hold; null when it always does.</summary>
    public string? DefaultWith { get; }

    /// <summary>The input whose value is taken when the program gives none; null when there is no such.</summary>
    public string? DefaultFrom { get; }

    /// <summary>The input from which it is computed where the program gives that one; null when there is no such.</summary>
    public string? ComputedFrom { get; }

    /// <summary>How a name is made when the program gives none; null when none is made.</summary>
    public AutonamedAttribute? Autonamed { get; }

    /// <summary>The input that decides whether a name is made; null when one always is.</summary>
    public string? AutonamedWhere { get; }

    public string? DefaultFromConfiguration => (_attribute as InputAttribute)?.DefaultFromConfiguration;

    public ImmutableArray<RuleAttribute> Rules { get; }

    public bool IgnoreCase { get; }

    public bool Unordered { get; }

    public bool SteersProvider { get; }

    /// <summary>
    /// The path of an entry of the map that the property is: <c>keepers.region</c>, or <c>keepers["a.b"]</c> where the key is no plain name.
    /// </summary>
    internal string PathOf(string key) => key.Length > 0 && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        ? $"{Name}.{key}"
        : $"{Name}[\"{key.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";

    /// <summary>Says whether it is computed, since the program gives what it is computed from.</summary>
    internal bool IsComputed(PropertyMap inputs) => ComputedFrom is { } source && inputs.Find(source) is not null;

    /// <summary>Writes a wire value into a record; an absent, null or unknown one leaves the record's own default.</summary>
    internal void Set(object record, PropertyValue? value)
    {
        // The arguments of a resource lack the properties that only its state has.
        if (value is not null && (_part ?? _property).DeclaringType!.IsInstanceOfType(record) && Convert(value) is { } converted)
        {
            _property.SetValue(HolderIn(record), converted);
        }
    }

    /// <summary>The record's value in wire form; null when the record has none.</summary>
    internal PropertyValue? Get(object record) => Items is null
        ? ToPropertyValue(_property.GetValue(HolderIn(record)))
        : new ListValue([.. ((IEnumerable<object>)_property.GetValue(HolderIn(record))!).Select(item => (PropertyValue)Items.ToProperties(item))]);

    /// <summary>A plain C# value in wire form.</summary>
    internal static PropertyValue? ToPropertyValue(object? value) => value switch
    {
        null => null,
        string text => text,
        bool boolean => boolean,
        long number => (double)number,
        int number => number,
        IReadOnlyDictionary<string, string> map => PropertyMap.Of(map.Select(static entry => (entry.Key, (PropertyValue?)entry.Value))),
        IEnumerable<string> items => new ListValue([.. items.Select(static item => (PropertyValue)item)]),
        _ => throw new InvalidOperationException($"a property of type {value.GetType().Name} has no wire form"),
    };

    /// <summary>The value as the property's C# type; null when it is absent, null, unknown or of another type.</summary>
    internal object? Convert(PropertyValue value) => (Kind, value.Unwrap()) switch
    {
        (PropertyKind.String, StringValue text) => text.Value,
        (PropertyKind.Boolean, BooleanValue boolean) => boolean.Value,
        (PropertyKind.Integer, NumberValue number) when IsWhole(number.Value) => (long)number.Value,
        (PropertyKind.Int32, NumberValue number) when IsWhole(number.Value) && number.Value is >= int.MinValue and <= int.MaxValue => (int)number.Value,
        (PropertyKind.StringList, Protocol.ListValue list) => ToStrings(list),
        (PropertyKind.StringMap, MapValue map) => ToStrings(map),
        _ => null,
    };

    /// <summary>How the wire spells a C# name.</summary>
    internal static string OnTheWire(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string[]? ToStrings(Protocol.ListValue list)
    {
        var texts = new string[list.Items.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            if (list.Items[i].Unwrap() is not StringValue text)
            {
                return null;
            }

            texts[i] = text.Value;
        }

        return texts;
    }

    private object HolderIn(object record) => _part is null ? record : _part.GetValue(record)!;

    private static Dictionary<string, string>? ToStrings(MapValue map)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, item) in map.Properties)
        {
            if (item.Unwrap() is not StringValue text)
            {
                return null;
            }

            texts.Add(key, text.Value);
        }

        return texts;
    }

    // Beyond 2^53 a double no longer holds every whole number, so what arrives is not what was meant.
    private static bool IsWhole(double number) => Math.Abs(number) <= 9_007_199_254_740_992 && Math.Truncate(number) == number;

    private static PropertyKind KindOf(PropertyInfo property)
    {
        var type = property.PropertyType;
        return type == typeof(string) ? PropertyKind.String
            : type == typeof(bool) || type == typeof(bool?) ? PropertyKind.Boolean
            : type == typeof(long) || type == typeof(long?) ? PropertyKind.Integer
            : type == typeof(int) || type == typeof(int?) ? PropertyKind.Int32
            : type == typeof(IReadOnlyList<string>) ? PropertyKind.StringList
            : type == typeof(IReadOnlyDictionary<string, string>) ? PropertyKind.StringMap
            : throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} has a type that no schema can say: {type}");
    }
}
