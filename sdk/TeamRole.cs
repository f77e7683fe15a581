using System.ComponentModel;

namespace Pulumi.Orgs;

/// <summary>The role of a person in a team.</summary>
[EnumType]
public readonly struct TeamRole : IEquatable<TeamRole>
{
    private readonly string _value;

    private TeamRole(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>Has what the team's permissions grant.</summary>
    public static TeamRole Member { get; } = new("member");

    /// <summary>Manages the team's members besides.</summary>
    public static TeamRole Admin { get; } = new("admin");

    /// <summary>The value as the API writes it.</summary>
    public static explicit operator string(TeamRole value) => value._value;

    /// <summary>Whether both are the same value.</summary>
    public static bool operator ==(TeamRole left, TeamRole right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(TeamRole left, TeamRole right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(TeamRole other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is TeamRole other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The value as the API writes it.</summary>
    public override string ToString() => _value;
}
