using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[Resource("OrgAccessToken", "organization/tokenId", "An access token of an organization, for automation that belongs to no person. A token cannot be changed: any change makes a new one and deletes the old one afterwards. A name can never be used again in the organization, not even after its token was deleted; so leave `name` out, and a fresh one is made for each token.")]
public sealed class OrgAccessToken(ICloud cloud, TimeProvider clock) : AccessTokenResource<OrgAccessToken.State>(cloud, clock)
{
    public sealed record State : AccessTokenState
    {
        [Input("Whether the token has the rights of an organization admin.", Replaces = true, Default = false)]
        public bool Admin { get; init; }
    }

    protected override string Owner => "the organization";

    protected override Task<CreatedToken> CreateTokenAsync(State inputs, CancellationToken cancellationToken) => Cloud.OrgTokens.CreateAsync(
        inputs.Organization, new NewOrgToken(inputs.Name, inputs.Description, inputs.Expires, inputs.Admin), cancellationToken);

    protected override Task<AccessToken?> FindTokenAsync(State state, CancellationToken cancellationToken) =>
        Cloud.OrgTokens.FindAsync(state.Organization, state.TokenId, cancellationToken);

    protected override Task<IReadOnlyList<AccessToken>> ListTokensAsync(State inputs, CancellationToken cancellationToken) =>
        Cloud.OrgTokens.ListAsync(inputs.Organization, TokenFilter.All, cancellationToken);

    protected override Task DeleteTokenAsync(State state, string tokenId, CancellationToken cancellationToken) =>
        Cloud.OrgTokens.DeleteAsync(state.Organization, tokenId, cancellationToken);

    protected override string OwnerOf(State inputs) => inputs.Organization;

    protected override bool IsAsAsked(State inputs, AccessToken token) => base.IsAsAsked(inputs, token) && token.Admin == inputs.Admin;

    protected override State Observe(State last, AccessToken token) => base.Observe(last, token) with { Admin = token.Admin };

    protected override async Task<IEnumerable<ListedResource>> ListAsync(State query, CancellationToken cancellationToken) =>
        (await Cloud.OrgTokens.ListAsync(query.Organization, TokenFilter.Active, cancellationToken))
            .Select(token => new ListedResource($"{query.Organization}/{token.Id}", token.Name));
}
