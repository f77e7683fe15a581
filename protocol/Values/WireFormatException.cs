namespace PulumiOrgs.Protocol;

/// <summary>A value on the wire is not of the form that its signature promises.</summary>
public sealed class WireFormatException : FormatException
{
    internal WireFormatException(string reason)
        : this("", reason)
    {
    }

    /// <summary>The same failure, of a property of that name.</summary>
    internal WireFormatException(WireFormatException inner, string name)
        : this(inner.Property.Length == 0 ? name : $"{name}.{inner.Property}", inner.Reason)
    {
    }

    private WireFormatException(string property, string reason)
        : base($"{(property.Length == 0 ? "a value" : property)} {reason}") => (Property, Reason) = (property, reason);

    /// <summary>The path of the property, its names parted by dots.</summary>
    public string Property { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }
}
