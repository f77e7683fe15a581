using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>The calls that are the same for an organization's own tokens and for a team's.</summary>
internal sealed class AccessTokensClient(CloudConnection connection, CloudListings listings)
{
    // The most that the API gives in one page.
    private const string PageSize = "1000";

    public async Task<IReadOnlyList<AccessToken>> ListAsync(TokenOwner owner, TokenFilter filter, CancellationToken cancellationToken) =>
        (await listings.Tokens.ReadAsync((owner, filter), listing => ListAllPagesAsync(owner, filter, listing), cancellationToken)).Values;

    public async Task<AccessToken?> FindAsync(TokenOwner owner, string tokenId, CancellationToken cancellationToken)
    {
        var tokens = await listings.Tokens.ReadConfirmedAsync(
            (owner, TokenFilter.All),
            listing => ListAllPagesAsync(owner, TokenFilter.All, listing),
            tokens => tokens.ContainsKey(tokenId),
            cancellationToken);
        return tokens.GetValueOrDefault(tokenId);
    }

    public async Task<CreatedToken> CreateAsync(TokenOwner owner, string name, JObject body, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTokens(owner);
        return await connection.AskAsync(
            new CloudRequest(HttpMethod.Post, owner.PathOf(), $"create access token {name} of {owner}")
            {
                Body = body,
                Kind = RequestKind.MakeSecret,
            },
            AnswerMapping.ToCreatedToken,
            look: null,
            cancellationToken);
    }

    public async Task DeleteAsync(TokenOwner owner, string tokenId, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTokens(owner);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Delete, owner.PathOf(tokenId), $"delete access token {tokenId} of {owner}") { Kind = RequestKind.Remove },
            async looking =>
            {
                var all = (owner, TokenFilter.All);
                var tokens = await listings.Tokens.ReadFreshAsync(all, listing => ListAllPagesAsync(owner, TokenFilter.All, listing), looking);
                return !tokens.ContainsKey(tokenId) && await FindAsync(owner, tokenId, looking) is null;
            },
            cancellationToken);
    }

    private async Task<OrderedDictionary<string, AccessToken>> ListAllPagesAsync(
        TokenOwner owner, TokenFilter filter, CancellationToken cancellationToken)
    {
        var tokens = await connection.ListAsync(
            new CloudRequest(HttpMethod.Get, owner.PathOf(), $"list the access tokens of {owner}")
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
