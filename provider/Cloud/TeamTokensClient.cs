using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class TeamTokensClient(AccessTokensClient tokens) : ITeamTokensClient
{
    public Task<IReadOnlyList<AccessToken>> ListAsync(
        string organization, string team, TokenFilter filter, CancellationToken cancellationToken) =>
        tokens.ListAsync(new TokenOwner(organization, team), filter, cancellationToken);

    public async Task<AccessToken?> FindAsync(string organization, string team, string tokenId, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.FindAsync(new TokenOwner(organization, team), tokenId, cancellationToken);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            // A team takes its tokens with it.
            return null;
        }
    }

    public Task<CreatedToken> CreateAsync(string organization, string team, NewTeamToken token, CancellationToken cancellationToken) =>
        tokens.CreateAsync(
            new TokenOwner(organization, team),
            token.Name,
            new JObject { ["name"] = token.Name, ["description"] = token.Description, ["expires"] = token.Expires },
            cancellationToken);

    public Task DeleteAsync(string organization, string team, string tokenId, CancellationToken cancellationToken) =>
        tokens.DeleteAsync(new TokenOwner(organization, team), tokenId, cancellationToken);
}
