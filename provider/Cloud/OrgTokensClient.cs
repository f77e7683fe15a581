using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class OrgTokensClient(AccessTokensClient tokens) : IOrgTokensClient
{
    public Task<IReadOnlyList<AccessToken>> ListAsync(string organization, TokenFilter filter, CancellationToken cancellationToken) =>
        tokens.ListAsync(new TokenOwner(organization), filter, cancellationToken);

    public Task<AccessToken?> FindAsync(string organization, string tokenId, CancellationToken cancellationToken) =>
        tokens.FindAsync(new TokenOwner(organization), tokenId, cancellationToken);

    public Task<CreatedToken> CreateAsync(string organization, NewOrgToken token, CancellationToken cancellationToken) => tokens.CreateAsync(
        new TokenOwner(organization),
        token.Name,
        ToJson(token),
        cancellationToken);

    public Task DeleteAsync(string organization, string tokenId, CancellationToken cancellationToken) =>
        tokens.DeleteAsync(new TokenOwner(organization), tokenId, cancellationToken);

    private static JObject ToJson(NewOrgToken token)
    {
        var json = new JObject
        {
            ["name"] = token.Name,
            ["description"] = token.Description,
            ["expires"] = token.Expires,
            ["admin"] = token.Admin,
        };
        if (token.RoleId is { } roleId)
        {
            json["roleID"] = roleId;
        }

        return json;
    }
}
