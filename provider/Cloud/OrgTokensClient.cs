using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class OrgTokensClient(CloudConnection connection, CloudListings listings) : IOrgTokensClient
{
    // The most that the API gives in one page.
    private const string PageSize = "1000";

    public async Task<IReadOnlyList<AccessToken>> ListAsync(string organization, TokenFilter filter, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(organization, filter, cancellationToken)).Values];

    public async Task<AccessToken?> FindAsync(string organization, string tokenId, CancellationToken cancellationToken) =>
        (await ReadAsync(organization, TokenFilter.All, cancellationToken)).GetValueOrDefault(tokenId);

    public async Task<CreatedToken> CreateAsync(string organization, NewOrgToken token, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTokens(organization);
        var answer = await connection.AskAsync(new CloudRequest(
            HttpMethod.Post, ApiPath.Of("api", "orgs", organization, "tokens"), $"create access token {token.Name} of organization {organization}")
        {
            Body = new JObject
            {
                ["name"] = token.Name,
                ["description"] = token.Description,
                ["expires"] = token.Expires,
                ["admin"] = token.Admin,
            },
        }, cancellationToken);
        return answer.ToCreatedToken();
    }

    public async Task DeleteAsync(string organization, string tokenId, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTokens(organization);
        await connection.SendAsync(new CloudRequest(
            HttpMethod.Delete, ApiPath.Of("api", "orgs", organization, "tokens", tokenId), $"delete access token {tokenId} of organization {organization}")
        {
            Repeat = Repeat.DoneWhenNotFound,
        }, cancellationToken);
    }

    private Task<IReadOnlyDictionary<string, AccessToken>> ReadAsync(
        string organization, TokenFilter filter, CancellationToken cancellationToken) =>
        listings.Tokens.ReadAsync((organization, filter), listing => ListAllPagesAsync(organization, filter, listing), cancellationToken);

    private async Task<IReadOnlyDictionary<string, AccessToken>> ListAllPagesAsync(
        string organization, TokenFilter filter, CancellationToken cancellationToken)
    {
        var tokens = await connection.ListAsync(
            new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "orgs", organization, "tokens"), $"list the access tokens of organization {organization}")
            {
                Query = [("filter", NameOf(filter)), ("maxResults", PageSize)],
            },
            "tokens",
            AnswerMapping.ToAccessToken,
            cancellationToken);
        var byId = new OrderedDictionary<string, AccessToken>(StringComparer.Ordinal);
        foreach (var token in tokens)
        {
            // A token made while the pages are read can move another one onto two of them.
            byId[token.Id] = token;
        }

        return byId;
    }

    private static string NameOf(TokenFilter filter) => filter switch
    {
        TokenFilter.Active => "active",
        TokenFilter.Expired => "expired",
        TokenFilter.All => "all",
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "no such filter"),
    };
}
