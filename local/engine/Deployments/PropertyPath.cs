using System.Globalization;
using System.Text;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Where a property stands: names and indices, such as <c>a.b[2]["odd name"]</c>.</summary>
public sealed class PropertyPath
{
    // Names are strings, indices are integers.
    private readonly IReadOnlyList<object> _segments;

    private PropertyPath(IReadOnlyList<object> segments) => _segments = segments;

    /// <exception cref="FormatException">The text is no path.</exception>
    public static PropertyPath Parse(string text)
    {
        var segments = new List<object>();
        var position = 0;
        while (position < text.Length)
        {
            if (text[position] == '[')
            {
                segments.Add(text.AsSpan(position).StartsWith("[\"", StringComparison.Ordinal) ? QuotedName() : Index());
                continue;
            }

            if (text[position] == '.')
            {
                position++;
                if (position == text.Length || segments.Count == 0)
                {
                    throw Malformed();
                }

                if (text[position] == '[')
                {
                    continue;
                }
            }

            var end = text.AsSpan(position).IndexOfAny('.', '[');
            var name = end < 0 ? text[position..] : text[position..(position + end)];
            segments.Add(name);
            position += name.Length;
        }

        return segments.Count > 0 ? new PropertyPath(segments) : throw Malformed();

        string QuotedName()
        {
            var name = new StringBuilder();
            for (position += 2; position < text.Length && text[position] != '"'; position++)
            {
                if (text[position] == '\\' && position + 1 < text.Length && text[position + 1] == '"')
                {
                    position++;
                }

                name.Append(text[position]);
            }

            if (!text.AsSpan(Math.Min(position, text.Length)).StartsWith("\"]", StringComparison.Ordinal))
            {
                throw Malformed();
            }

            position += 2;
            return name.ToString();
        }

        object Index()
        {
            var end = text.IndexOf(']', position);
            var content = end < 0 ? "" : text[(position + 1)..end];
            position = end + 1;
            return int.TryParse(content, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : throw Malformed();
        }

        FormatException Malformed() => new($"'{text}' is not a property path such as a.b[0]");
    }

    /// <summary>A name added to a path; the empty path is the root.</summary>
    public static string Append(string path, string name)
    {
        if (name.Length == 0 || name.AsSpan().IndexOfAny(".[]\"") >= 0)
        {
            return $"{path}[\"{name.Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>Whether another path leads to this one's place or below it.</summary>
    public bool Contains(PropertyPath other) => other._segments.Count >= _segments.Count
        && _segments.Zip(other._segments).All(static pair => Equals(pair.First, pair.Second));

    /// <summary>The value at this place, seen through secrecy; null when there is none.</summary>
    public PropertyValue? Find(PropertyMap properties)
    {
        PropertyValue? value = new MapValue(properties);
        var secret = false;
        foreach (var segment in _segments)
        {
            secret |= value!.IsSecret;
            value = Child(value.Unwrap(), segment);
            if (value is null)
            {
                return null;
            }
        }

        return secret && !value!.IsSecret ? new SecretValue(value) : value;
    }

    /// <summary>Puts back what stood at this place before.</summary>
    /// <param name="olds">The properties as they were.</param>
    /// <param name="news">The properties as they would be.</param>
    /// <param name="result">The new properties with the old value in place; what could be put back if not all could.</param>
    /// <returns>False when the place is in something that was added or removed as a whole.</returns>
    public bool TryReset(PropertyMap olds, PropertyMap news, out PropertyMap result)
    {
        var complete = true;
        result = ((MapValue)Reset(0, new MapValue(olds), new MapValue(news), secret: false)!).Properties;
        return complete;

        // Null stands for what is not there; what is carried out of a secret stays one.
        PropertyValue? Reset(int depth, PropertyValue? old, PropertyValue? value, bool secret)
        {
            if (value is SecretValue hidden)
            {
                return Reset(depth, old, hidden.Value, secret: false) is { } inner ? new SecretValue(inner) : null;
            }

            secret |= old?.IsSecret == true && value is not null;
            if (depth == _segments.Count)
            {
                return old is not null && secret && !old.IsSecret ? new SecretValue(old) : old;
            }

            switch (_segments[depth], old?.Unwrap(), value)
            {
                case (string name, var was, MapValue map) when was is MapValue || depth == _segments.Count - 1:
                    var before = (was as MapValue)?.Properties.GetValueOrDefault(name);
                    var child = Reset(depth + 1, before, map.Properties.GetValueOrDefault(name), secret);
                    return new MapValue(child is null ? map.Properties.Without(name) : map.Properties.With(name, child));
                case (int index, ListValue was, ListValue list) when index < was.Items.Count && index < list.Items.Count:
                    var reset = Reset(depth + 1, was.Items[index], list.Items[index], secret) ?? PropertyValue.Null;
                    return new ListValue([.. list.Items.Select((item, position) => position == index ? reset : item)]);
                default:
                    complete &= new[] { old, value }.All(side => side is null || Child(side.Unwrap(), _segments[depth]) is null);
                    return value;
            }
        }
    }

    private static PropertyValue? Child(PropertyValue value, object segment) => (value, segment) switch
    {
        (MapValue map, string name) => map.Properties.GetValueOrDefault(name),
        (ListValue list, int index) => index < list.Items.Count ? list.Items[index] : null,
        _ => null,
    };
}
