using System.ComponentModel;

namespace Pulumi.Orgs;

/// <summary>The role of a person in an organization.</summary>
[EnumType]
public readonly struct OrgRole : IEquatable<OrgRole>
{
    private readonly string _value;

    private OrgRole(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Works with the stacks that the organization's permissions and teams grant.</summary>
    public static OrgRole Member { get; } = new("member");

    /// <summary>Manages the organization besides: its people, teams, tokens and settings.</summary>
    public static OrgRole Admin { get; } = new("admin");

    /// <summary>The value as the API writes it.</summary>
    public static explicit operator string(OrgRole value) => value._value;

    /// <summary>Whether both are the same value.</summary>
    public static bool operator ==(OrgRole left, OrgRole right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(OrgRole left, OrgRole right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(OrgRole other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is OrgRole other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The value as the API writes it.</summary>
    public override string ToString() => _value;
}
