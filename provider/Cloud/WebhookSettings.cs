namespace PulumiOrgs.Provider.Cloud;

/// <summary>What a webhook is to be. The API wants all of it with each change too, but for the secret.</summary>
public sealed record WebhookSettings
{
    /// <summary>What people are to see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Where events are to be delivered: an http or https URL.</summary>
    public required string PayloadUrl { get; init; }

    /// <summary>Whether events are to be delivered.</summary>
    public required bool Active { get; init; }

    /// <summary>The form of what is delivered, in the API's words: <c>raw</c>, <c>slack</c> or <c>ms_teams</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The types of events to deliver.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The groups of events to deliver.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The key to sign deliveries with. Null leaves it as it is; empty text takes it away. <see cref="ToString"/> leaves it out.</summary>
    public string? Secret { get; init; }

    /// <summary>Whether a webhook has these settings, as far as it tells. Which secret it has, nobody can know.</summary>
    public bool AreThoseOf(Webhook webhook) =>
        (DisplayName, PayloadUrl, Active, Format) == (webhook.DisplayName, webhook.PayloadUrl, webhook.Active, webhook.Format)
        && Filters.ToHashSet().SetEquals(webhook.Filters)
        && (Groups.ToHashSet().SetEquals(webhook.Groups) || (this is { Filters: [], Groups: [] } && Webhook.DefaultGroups.All(webhook.Groups.Contains)))
        && (Secret is null || Secret.Length > 0 == webhook.HasSecret);

    /// <summary>Leaves the secret out: a record printed into a message would carry it into a log.</summary>
    public override string ToString() => $"{nameof(WebhookSettings)} {{ {nameof(DisplayName)} = {DisplayName}, {nameof(Secret)} = [secret] }}";
}
