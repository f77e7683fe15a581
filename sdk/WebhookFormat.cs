using System.ComponentModel;

namespace Pulumi.Orgs;

/// <summary>The form in which a webhook delivers events.</summary>
[EnumType]
public readonly struct WebhookFormat : IEquatable<WebhookFormat>
{
    private readonly string _value;

    private WebhookFormat(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>JSON as Pulumi Cloud writes it.</summary>
    public static WebhookFormat Raw { get; } = new("raw");

    /// <summary>A message for Slack.</summary>
    public static WebhookFormat Slack { get; } = new("slack");

    /// <summary>A message for Microsoft Teams.</summary>
    public static WebhookFormat MsTeams { get; } = new("ms_teams");

    /// <summary>The value as the API writes it.</summary>
    public static explicit operator string(WebhookFormat value) => value._value;

    /// <summary>Whether both are the same value.</summary>
    public static bool operator ==(WebhookFormat left, WebhookFormat right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    public static bool operator !=(WebhookFormat left, WebhookFormat right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(WebhookFormat other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override bool Equals(object? obj) => obj is WebhookFormat other && Equals(other);

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>The value as the API writes it.</summary>
    public override string ToString() => _value;
}
