using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class WebhooksClient(CloudConnection connection, CloudListings listings) : IWebhooksClient
{
    public Task<IReadOnlyList<Webhook>> ListAsync(string organization, CancellationToken cancellationToken) =>
        listings.Webhooks.ReadAsync(organization, listing => ReadAsync(organization, listing), cancellationToken);

    public async Task<Webhook?> FindAsync(string organization, string name, CancellationToken cancellationToken) => Named(name, await listings.Webhooks
        .ReadConfirmedAsync(organization, listing => ReadAsync(organization, listing), webhooks => Named(name, webhooks) is not null, cancellationToken));

    public async Task<Webhook> CreateAsync(string organization, string name, WebhookSettings settings, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWebhooks(organization);
        return await connection.AskAsync(
            new CloudRequest(HttpMethod.Post, PathOf(organization), $"create webhook {name} of organization {organization}")
            {
                Body = ToBody(organization, name, settings),
                Kind = RequestKind.Make,
            },
            AnswerMapping.ToWebhook,
            async (_, looking) => await FindFreshAsync(organization, name, looking) switch
            {
                null => new Finding<Webhook>.NotDone(),
                var found when found.Name != name || !settings.AreThoseOf(found) =>
                    new Finding<Webhook>.Another("a webhook of that name is there, with other settings, so it is not this request's"),
                // Which secret it has, the service never tells: so it gets this one.
                _ when settings.Secret is { Length: > 0 } =>
                    new Finding<Webhook>.Done(await UpdateAsync(organization, name, settings, looking)),
                var found => new Finding<Webhook>.Done(found),
            },
            cancellationToken);
    }

    public async Task<Webhook> UpdateAsync(string organization, string name, WebhookSettings settings, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWebhooks(organization);
        return await connection.AskAsync(
            new CloudRequest(HttpMethod.Patch, PathOf(organization, name), $"update webhook {name} of organization {organization}")
            {
                Body = ToBody(organization, name, settings),
                Kind = RequestKind.Set,
            },
            AnswerMapping.ToWebhook,
            // A secret that was to change cannot be looked at.
            settings.Secret is not null ? null : async (_, looking) => await FindFreshAsync(organization, name, looking) is { } found
                && settings.AreThoseOf(found)
                ? new Finding<Webhook>.Done(found)
                : new Finding<Webhook>.NotDone(),
            cancellationToken);
    }

    public async Task DeleteAsync(string organization, string name, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWebhooks(organization);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Delete, PathOf(organization, name), $"delete webhook {name} of organization {organization}")
            {
                Kind = RequestKind.Remove,
            },
            async looking => await FindFreshAsync(organization, name, looking) is null,
            cancellationToken);
    }

    private static Webhook? Named(string name, IReadOnlyList<Webhook> webhooks) =>
        webhooks.FirstOrDefault(webhook => webhook.Name == name)
        ?? webhooks.FirstOrDefault(webhook => webhook.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private Task<IReadOnlyList<Webhook>> ReadAsync(string organization, CancellationToken cancellationToken) => connection.ListAsync(
        new CloudRequest(HttpMethod.Get, PathOf(organization), $"list the webhooks of organization {organization}"),
        AnswerMapping.ToWebhook,
        cancellationToken);

    // What is not in a fresh listing is looked for in a second one, as by any other reader.
    private async Task<Webhook?> FindFreshAsync(string organization, string name, CancellationToken cancellationToken) =>
        Named(name, await listings.Webhooks.ReadFreshAsync(organization, listing => ReadAsync(organization, listing), cancellationToken))
        ?? await FindAsync(organization, name, cancellationToken);

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
