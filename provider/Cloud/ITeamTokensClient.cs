namespace PulumiOrgs.Provider.Cloud;

/// <summary>The access tokens of a team. None of them is an admin's: each has the permissions of its team.</summary>
public interface ITeamTokensClient
{
    /// <summary>All tokens of the team that pass the filter, of all pages.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/teams/{team}/tokens</c>. <see cref="CloudFailure.NotFound"/>: no such team.
    /// Callers share the listing: a result may be a few seconds old, but never older than the last write through this client.
    /// </remarks>
    Task<IReadOnlyList<AccessToken>> ListAsync(string organization, string team, TokenFilter filter, CancellationToken cancellationToken);

    /// <summary>The token with this id, expired or not; null when there is none, or when its team is gone and with it the token.</summary>
    /// <remarks>There is no endpoint for one token: this is looked up in the shared listing of all tokens of the team.</remarks>
    Task<AccessToken?> FindAsync(string organization, string team, string tokenId, CancellationToken cancellationToken);

    /// <summary>Makes a token. Its value is in the answer and never to be had again.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/teams/{team}/tokens</c>. <see cref="CloudFailure.NotFound"/>: no such team;
    /// <see cref="CloudFailure.Conflict"/>: the name was used before in the organization, by a token of its own or of any team,
    /// if only by a deleted one.
    /// A failure with <see cref="CloudException.MayHaveHappened"/> may have left a token whose value nobody has.
    /// </remarks>
    Task<CreatedToken> CreateAsync(string organization, string team, NewTeamToken token, CancellationToken cancellationToken);

    /// <summary>Revokes a token for good.</summary>
    /// <remarks>
    /// <c>DELETE /api/orgs/{org}/teams/{team}/tokens/{id}</c>. <see cref="CloudFailure.BadRequest"/>: the token is the organization's own.
    /// </remarks>
    Task DeleteAsync(string organization, string team, string tokenId, CancellationToken cancellationToken);
}
