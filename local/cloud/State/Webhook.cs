using System.Security.Cryptography;

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

/// <summary>
/// Secrets of webhooks: nothing is ever signed with one here, so none is kept, only what tells whether a text is it. People
/// choose them, so a plain hash would give a short one away.
/// </summary>
public static class WebhookSecret
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;
    private const int Iterations = 100_000;

    /// <summary>What to keep in place of a secret; another each time.</summary>
    public static string Seal(string secret)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return Convert.ToBase64String([.. salt, .. Hash(secret, salt)]);
    }

    /// <summary>Whether this is the secret that was sealed.</summary>
    public static bool Matches(string sealedSecret, string secret)
    {
        var bytes = Convert.FromBase64String(sealedSecret).AsSpan();
        return CryptographicOperations.FixedTimeEquals(bytes[SaltBytes..], Hash(secret, bytes[..SaltBytes]));
    }

    private static byte[] Hash(string secret, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}

/// <summary>What may be done to the webhooks of an organization.</summary>
public static class WebhookRules
{
    /// <summary>The format of a webhook that names none.</summary>
    public const string DefaultFormat = "raw";

    private static readonly string[] Formats = [DefaultFormat, "slack", "ms_teams"];

    /// <exception cref="RefusedException">400: something about it cannot be. 409: the name is taken.</exception>
    public static Organization AddWebhook(this Organization organization, Webhook webhook)
    {
        if (!Names.LooksLikeWebhookName(webhook.Name))
        {
            throw RefusedException.BadRequest(
                "Webhook name must be 1 to 100 letters, digits, hyphens, underscores or dots, the first a letter or digit.");
        }

        return organization.Webhooks.ContainsKey(webhook.Name)
            ? throw RefusedException.Conflict("Webhook with this name already exists")
            : organization.With(webhook);
    }

    /// <exception cref="RefusedException">404: there is no such webhook. 400: something about it cannot be as wanted.</exception>
    public static Organization ChangeWebhook(this Organization organization, string name, Func<Webhook, Webhook> change) =>
        organization.With(change(organization.Webhook(name)));

    /// <exception cref="RefusedException">404: there is no such webhook.</exception>
    public static Organization DeleteWebhook(this Organization organization, string name) =>
        organization with { Webhooks = organization.Webhooks.Remove(organization.Webhook(name).Name) };

    private static Organization With(this Organization organization, Webhook webhook)
    {
        if (webhook.DisplayName.Length == 0)
        {
            throw RefusedException.BadRequest("Webhook display name must not be empty.");
        }

        if (!Uri.TryCreate(webhook.PayloadUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw RefusedException.BadRequest("Webhook payload URL must be an http or https URL.");
        }

        if (webhook.Format == "pulumi_deployments")
        {
            throw RefusedException.BadRequest("'pulumi_deployments' format can only be used on stack or environment webhooks.");
        }

        return Formats.Contains(webhook.Format)
            ? organization with { Webhooks = organization.Webhooks.SetItem(webhook.Name, webhook) }
            : throw RefusedException.BadRequest($"Invalid webhook format: expected {string.Join(", ", Formats)}.");
    }
}
