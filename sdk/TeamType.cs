using System.ComponentModel;

namespace Pulumi.Orgs;

/// <summary>Who manages the members of a team.</summary>
[EnumType]
public readonly struct TeamType : IEquatable<TeamType>
{
    private readonly string _value;

    private TeamType(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Its members are managed in Pulumi Cloud.</summary>
    public static TeamType Pulumi { get; } = new("pulumi");

    /// <summary>It mirrors a team of GitHub, where its members are managed.</summary>
    public static TeamType Github { get; } = new("github");

    /// <summary>The value as the API writes it.</summary>
    public static explicit operator string(TeamType value) => value._value;

    /// <summary>Whether both are the same value.</summary>
    public static bool operator ==(TeamType left, TeamType right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(TeamType left, TeamType right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TeamType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is TeamType other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The value as the API writes it.</summary>
    public override string ToString() => _value;
}
