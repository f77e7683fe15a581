using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace PulumiOrgs.Protocol;

/// <summary>Properties by name. Immutable; equality is by content, whatever the order.</summary>
public sealed class PropertyMap : IReadOnlyDictionary<string, PropertyValue>, IEquatable<PropertyMap>
{
    private readonly Dictionary<string, PropertyValue> _properties;

    public PropertyMap(IEnumerable<KeyValuePair<string, PropertyValue>> properties)
        : this(new Dictionary<string, PropertyValue>(properties, StringComparer.Ordinal))
    {
    }

    private PropertyMap(Dictionary<string, PropertyValue> properties) => _properties = properties;

    public static PropertyMap Empty { get; } = new([]);

    public IEnumerable<string> Keys => _properties.Keys;

    public IEnumerable<PropertyValue> Values => _properties.Values;

    public int Count => _properties.Count;

    public PropertyValue this[string key] => _properties[key];

    /// <summary>Makes a map out of the pairs that have a value; a null value leaves its name out.</summary>
    public static PropertyMap Of(params IEnumerable<(string Name, PropertyValue? Value)> properties)
    {
        var present = new Builder(properties.TryGetNonEnumeratedCount(out var count) ? count : 0);
        foreach (var (name, value) in properties)
        {
            if (value is not null)
            {
                present.Add(name, value);
            }
        }

        return present.Build();
    }

    public bool ContainsKey(string key) => _properties.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) => _properties.TryGetValue(key, out value);

    /// <summary>The property's value, or null when it is absent or is the null value.</summary>
    public PropertyValue? Find(string key) =>
        _properties.TryGetValue(key, out var value) && value is not NullValue ? value : null;

    /// <summary>The same map with one property set.</summary>
    public PropertyMap With(string key, PropertyValue value) =>
        new(new Dictionary<string, PropertyValue>(_properties, StringComparer.Ordinal) { [key] = value });

    /// <summary>The same map without one property.</summary>
    public PropertyMap Without(string key)
    {
        var rest = new Dictionary<string, PropertyValue>(_properties, StringComparer.Ordinal);
        return rest.Remove(key) ? new PropertyMap(rest) : this;
    }

    public bool Equals(PropertyMap? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        return other is not null
            && Count == other.Count
            && _properties.All(property => other._properties.TryGetValue(property.Key, out var value) && property.Value.Equals(value));
    }

    public override bool Equals(object? obj) => Equals(obj as PropertyMap);

    public override int GetHashCode() =>
        _properties.Aggregate(Count, static (hash, property) => hash ^ HashCode.Combine(property.Key, property.Value));

    public override string ToString() => $"{{{string.Join(", ", _properties.Select(property => $"{property.Key}: {property.Value}"))}}}";

    // By its own type a loop over the properties allocates nothing.
    public Dictionary<string, PropertyValue>.Enumerator GetEnumerator() => _properties.GetEnumerator();

    IEnumerator<KeyValuePair<string, PropertyValue>> IEnumerable<KeyValuePair<string, PropertyValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Collects properties one by one for a map that is then made without a copy.</summary>
    /// <param name="capacity">How many properties are to be expected.</param>
    public sealed class Builder(int capacity)
    {
        // Null once the map is made: it is immutable, so nothing may be added to it.
        private Dictionary<string, PropertyValue>? _properties = new(capacity, StringComparer.Ordinal);

        private Dictionary<string, PropertyValue> Collected => _properties ?? throw new InvalidOperationException("the map is made already");

        /// <exception cref="ArgumentException">There is one of that name.</exception>
        public void Add(string name, PropertyValue value) => Collected.Add(name, value);

        /// <summary>Makes the map, which ends the collecting.</summary>
        public PropertyMap Build()
        {
            var built = new PropertyMap(Collected);
            _properties = null;
            return built;
        }
    }
}
