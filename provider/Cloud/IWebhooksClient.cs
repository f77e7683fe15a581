namespace PulumiOrgs.Provider.Cloud;

/// <summary>The webhooks of an organization itself; those of its stacks and environments are none of them.</summary>
public interface IWebhooksClient
{
    /// <summary>All webhooks.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/hooks</c>, which has no pages.
    /// Callers share the listing: a result may be a few seconds old, but never older than the last write through this client.
    /// </remarks>
    Task<IReadOnlyList<Webhook>> ListAsync(string organization, CancellationToken cancellationToken);

    /// <summary>The webhook with this name; null when there is none.</summary>
    /// <remarks>
    /// Looked up in the shared listing of <see cref="ListAsync"/>, so that many cost one request. A name in another case is
    /// taken where none is spelled exactly so.
    /// </remarks>
    Task<Webhook?> FindAsync(string organization, string name, CancellationToken cancellationToken);

    /// <summary>Makes a webhook.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/hooks</c>. <see cref="CloudFailure.BadRequest"/>: something about it cannot be;
    /// <see cref="CloudFailure.Conflict"/>: the name is taken.
    /// </remarks>
    Task<Webhook> CreateAsync(string organization, string name, WebhookSettings settings, CancellationToken cancellationToken);

    /// <summary>Makes a webhook what it is to be.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/hooks/{name}</c>. <see cref="CloudFailure.BadRequest"/>: something about it cannot be so.</remarks>
    Task<Webhook> UpdateAsync(string organization, string name, WebhookSettings settings, CancellationToken cancellationToken);

    /// <summary>Deletes a webhook.</summary>
    /// <remarks><c>DELETE /api/orgs/{org}/hooks/{name}</c>.</remarks>
    Task DeleteAsync(string organization, string name, CancellationToken cancellationToken);
}
