using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class WebhooksClient(CloudConnection connection, CloudListings listings) : IWebhooksClient
{
    public Task<IReadOnlyList<Webhook>> ListAsync(string organization, CancellationToken cancellationToken) => listings.Webhooks.ReadAsync(
        organization,
        listing => connection.ListAsync(
            new CloudRequest(HttpMethod.Get, PathOf(organization), $"list the webhooks of organization {organization}"),
            AnswerMapping.ToWebhook,
            listing),
        cancellationToken);

    public async Task<Webhook?> FindAsync(string organization, string name, CancellationToken cancellationToken)
    {
        var webhooks = await ListAsync(organization, cancellationToken);
        return webhooks.FirstOrDefault(webhook => webhook.Name == name)
            ?? webhooks.FirstOrDefault(webhook => webhook.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    public async Task<Webhook> CreateAsync(string organization, string name, WebhookSettings settings, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWebhooks(organization);
        var answer = await connection.AskAsync(new CloudRequest(
            HttpMethod.Post, PathOf(organization), $"create webhook {name} of organization {organization}")
        {
            Body = ToBody(organization, name, settings),
        }, cancellationToken);
        return answer.ToWebhook();
    }

    public async Task<Webhook> UpdateAsync(string organization, string name, WebhookSettings settings, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWebhooks(organization);
        var answer = await connection.AskAsync(new CloudRequest(
            HttpMethod.Patch, PathOf(organization, name), $"update webhook {name} of organization {organization}")
        {
            Body = ToBody(organization, name, settings),
            Repeat = Repeat.Harmless,
        }, cancellationToken);
        return answer.ToWebhook();
    }

    public async Task DeleteAsync(string organization, string name, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWebhooks(organization);
        await connection.SendAsync(new CloudRequest(
            HttpMethod.Delete, PathOf(organization, name), $"delete webhook {name} of organization {organization}")
        {
            Repeat = Repeat.DoneWhenNotFound,
        }, cancellationToken);
    }

    private static ApiPath PathOf(string organization, params ReadOnlySpan<string> rest) =>
        ApiPath.Of(["api", "orgs", organization, "hooks", .. rest]);

    private static JObject ToBody(string organization, string name, WebhookSettings settings)
    {
        var body = new JObject
        {
            ["organizationName"] = organization,
            ["name"] = name,
            ["displayName"] = settings.DisplayName,
            ["payloadUrl"] = settings.PayloadUrl,
            ["active"] = settings.Active,
            ["format"] = settings.Format,
            ["filters"] = new JArray(settings.Filters),
            ["groups"] = new JArray(settings.Groups),
        };
        if (settings.Secret is { } secret)
        {
            body["secret"] = secret;
        }

        return body;
    }
}
