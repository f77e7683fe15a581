namespace PulumiOrgs.Local.Cloud.State;

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
