using System.Collections.Immutable;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>A webhook of an organization. This emulator keeps webhooks and calls none.</summary>
public sealed record Webhook
{
    public required string Name { get; init; }

    public string DisplayName { get; init; } = "";

    public string PayloadUrl { get; init; } = "";

    public bool Active { get; init; }

    /// <summary>The form of what would be delivered: <c>raw</c>, <c>slack</c> or <c>ms_teams</c>.</summary>
    public string Format { get; init; } = WebhookRules.DefaultFormat;

    /// <summary>The events that it is for.</summary>
    public ImmutableList<string> Filters { get; init; } = [];

    /// <summary>The groups of events that it is for.</summary>
    public ImmutableList<string> Groups { get; init; } = [];

    /// <summary>What stands for the secret; null when it has none. See <see cref="WebhookSecret"/>.</summary>
    public string? SealedSecret { get; init; }
}
