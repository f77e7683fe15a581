namespace PulumiOrgs.Provider.Cloud;

/// <summary>The access tokens of an organization.</summary>
public interface IOrgTokensClient
{
    /// <summary>All tokens that pass the filter, of all pages.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/tokens</c>.
    /// Callers share the listing: a result may be a few seconds old, but never older than the last write through this client.
    /// </remarks>
    Task<IReadOnlyList<AccessToken>> ListAsync(string organization, TokenFilter filter, CancellationToken cancellationToken);

    /// <summary>The token with this id, expired or not; null when there is none.</summary>
    /// <remarks>There is no endpoint for one token: this is looked up in the shared listing of all tokens.</remarks>
    Task<AccessToken?> FindAsync(string organization, string tokenId, CancellationToken cancellationToken);

    /// <summary>Makes a token. Its value is in the answer and never to be had again.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/tokens</c>. <see cref="CloudFailure.Conflict"/>: the name was used before, if only by a deleted token.
    /// <see cref="CloudFailure.BadRequest"/>: no such role, among others.
    /// A failure with <see cref="CloudException.MayHaveHappened"/> may have left a token whose value nobody has.
    /// </remarks>
    Task<CreatedToken> CreateAsync(string organization, NewOrgToken token, CancellationToken cancellationToken);

    /// <summary>Revokes a token for good.</summary>
    /// <remarks><c>DELETE /api/orgs/{org}/tokens/{id}</c>.</remarks>
    Task DeleteAsync(string organization, string tokenId, CancellationToken cancellationToken);
}
