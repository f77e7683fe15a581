using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[Resource("TeamAccessToken", "organization/team/tokenId", "An access token of a team, for automation that has the team's permissions and belongs to no person. A token cannot be changed: any change makes a new one and deletes the old one afterwards. A name can never be used again in the organization, by the organization or by any team, not even after its token was deleted; so leave `name` out, and a fresh one is made for each token. Deleting a team takes its tokens with it.")]
public sealed class TeamAccessToken(ICloud cloud, TimeProvider clock) : AccessTokenResource<TeamAccessToken.State>(cloud, clock)
{
    public sealed record State : AccessTokenState
    {
        [Input("The team's name. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Team { get; init; } = "";
    }

    protected override string Owner => "the team";

    protected override bool VanishesWithAnother(ResourceContext context, State state) =>
        context.Deployment.IsGivenUp(context.TypeOf(nameof(Resources.Team)), $"{state.Organization}/{state.Team}");

    protected override string OwnerOf(State inputs) => $"{inputs.Organization}/{inputs.Team}";

    protected override async Task<CreatedToken> CreateTokenAsync(State inputs, CancellationToken cancellationToken)
    {
        try
        {
            return await Cloud.TeamTokens
                .CreateAsync(inputs.Organization, inputs.Team, new NewTeamToken(inputs.Name, inputs.Description, inputs.Expires), cancellationToken);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            throw new ResourceException(
                $"{failure.Message}: team '{inputs.Team}' does not exist in '{inputs.Organization}'. " +
                "Declare it, and let the token take the team's name from the team (`team.Name`) so that it is made after it.",
                failure);
        }
    }

    protected override async Task<AccessToken?> FindTokenAsync(State state, CancellationToken cancellationToken)
    {
        var token = await Cloud.TeamTokens.FindAsync(state.Organization, state.Team, state.TokenId, cancellationToken);
        if (token is null)
        {
            await Cloud.MustSeeAsync(state.Organization, cancellationToken);
        }

        return token;
    }

    protected override Task<IReadOnlyList<AccessToken>> ListTokensAsync(State inputs, CancellationToken cancellationToken) =>
        Cloud.TeamTokens.ListAsync(inputs.Organization, inputs.Team, TokenFilter.All, cancellationToken);

    protected override Task DeleteTokenAsync(State state, string tokenId, CancellationToken cancellationToken) =>
        Cloud.TeamTokens.DeleteAsync(state.Organization, state.Team, tokenId, cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(State query, CancellationToken cancellationToken)
    {
        var teams = query.Team.Length > 0
            ? [query.Team]
            : (await Cloud.Teams.ListAsync(query.Organization, cancellationToken)).Select(static team => team.Name);
        var listings = await Task.WhenAll(teams.Select(ListTeamAsync));
        return listings.SelectMany(static listing => listing);

        async Task<IEnumerable<ListedResource>> ListTeamAsync(string team) =>
            (await Cloud.TeamTokens.ListAsync(query.Organization, team, TokenFilter.Active, cancellationToken))
                .Select(token => new ListedResource($"{query.Organization}/{team}/{token.Id}", token.Name));
    }
}
