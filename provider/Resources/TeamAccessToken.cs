using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[Resource("TeamAccessToken", "organization/team/tokenId", "An access token of a team, for automation that has the team's permissions and " +
    "belongs to no person. A token cannot be changed: any change makes a new one and deletes the old one afterwards. A name can never be " +
    "used again in the organization, by the organization or by any team, not even after its token was deleted; so leave `name` out, and " +
    "a fresh one is made for each token. Deleting a team takes its tokens with it.")]
public sealed class TeamAccessToken(ICloud cloud, TimeProvider clock) : Resource<TeamAccessToken.Args, TeamAccessToken.State>
{
    public record Args : OrganizationScopedArgs
    {
        [Part(typeof(AccessTokenArgs))]
        public AccessTokenArgs Token { get; init; } = new();

        [Input("The team's name. Upper and lower case are the same.", Required = true, Replaces = true)]
        [PathSegment, MaxLength(100), IgnoreCase]
        public string Team { get; init; } = "";
    }

    public sealed record State : Args
    {
        [Part(typeof(AccessTokenOutputs))]
        public AccessTokenOutputs Issued { get; init; } = new();
    }

    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs) => TokensOf(inputs.Args).Check(inputs.Args.Token, inputs);

    protected override void Refine(DiffDraft<Args, State> draft) => TokensOf(draft.State).Refine(draft, draft.State.Token, draft.Inputs.Token);

    protected override Task ReviewAsync(ResourceContext context, DiffDraft<Args, State> draft, CancellationToken cancellationToken) =>
        TokensOf(draft.State).ReviewAsync(context, draft, draft.State.Token, draft.Inputs.Token, cancellationToken);

    protected override bool VanishesWithAnother(ResourceContext context, State state) =>
        context.IsTeamGivenUp(state.Organization, state.Team);

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        TokensOf(inputs).PreviewCreateAsync(context, cancellationToken);

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        Observe(inputs, await TokensOf(inputs).CreateAsync(context, inputs.Token, cancellationToken));

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken)
    {
        var read = TokensOf(last).ReadAsync(last.Token, last.Issued, cancellationToken);
        return await cloud.OrGoneAsync(last.Organization, read, cancellationToken) is { } token ? Observe(last, token) : null;
    }

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) =>
        TokensOf(state).DeleteAsync(context, state.Token.Name, state.Issued.TokenId, cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken)
    {
        var teams = await cloud.ListTeamNamesAsync(query.Organization, query.Team, cancellationToken);
        var listings = await Task.WhenAll(teams.Select(ListTeamAsync));
        return listings.SelectMany(static listing => listing);

        async Task<IEnumerable<ListedResource>> ListTeamAsync(string team) =>
            (await cloud.TeamTokens.ListAsync(query.Organization, team, TokenFilter.Active, cancellationToken))
                .Select(token => new ListedResource($"{query.Organization}/{team}/{token.Id}", token.Name));
    }

    private static State Observe(Args inputs, ManagedToken token) =>
        new() { Organization = inputs.Organization, Token = token.Inputs, Team = inputs.Team, Issued = token.Outputs };

    private AccessTokenLife TokensOf(Args inputs) => new(cloud, clock, new Owner(cloud, inputs));

    private sealed class Owner(ICloud cloud, Args inputs) : IAccessTokenOwner
    {
        public string Organization => inputs.Organization;

        public string Id => $"{inputs.Organization}/{inputs.Team}";

        public string Noun => "the team";

        public async Task<CreatedToken> CreateAsync(AccessTokenArgs token, CancellationToken cancellationToken)
        {
            try
            {
                return await cloud.TeamTokens.CreateAsync(
                    Organization, inputs.Team, new NewTeamToken(token.Name, token.Description, token.Expires), cancellationToken);
            }
            catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
            {
                throw new ResourceException(
                    $"{failure.Message}: team '{inputs.Team}' does not exist in '{Organization}'. " +
                    "Declare it, and let the token take the team's name from the team (`team.Name`) so that it is made after it.",
                    failure);
            }
        }

        public Task<AccessToken?> FindAsync(string tokenId, CancellationToken cancellationToken) =>
            cloud.TeamTokens.FindAsync(Organization, inputs.Team, tokenId, cancellationToken);

        public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken) =>
            cloud.TeamTokens.ListAsync(Organization, inputs.Team, TokenFilter.All, cancellationToken);

        public Task DeleteAsync(string tokenId, CancellationToken cancellationToken) =>
            cloud.TeamTokens.DeleteAsync(Organization, inputs.Team, tokenId, cancellationToken);

        public bool HasRights(AccessToken token) => true;
    }
}
