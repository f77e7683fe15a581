using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

[Resource("OrgAccessToken", "organization/tokenId", "An access token of an organization, for automation that belongs to no person. A " +
    "token cannot be changed: any change makes a new one and deletes the old one afterwards. A name can never be used again in the " +
    "organization, not even after its token was deleted; so leave `name` out, and a fresh one is made for each token.")]
public sealed class OrgAccessToken(ICloud cloud, TimeProvider clock) : Resource<OrgAccessToken.Args, OrgAccessToken.State>
{
    public record Args : OrganizationScopedArgs
    {
        [Part(typeof(AccessTokenArgs))]
        public AccessTokenArgs Token { get; init; } = new();

        [Input("Whether the token has the rights of an organization admin. Of a token with a `roleId`: what the service says of it.",
            Replaces = true, Default = false)]
        [ComputedFrom(nameof(RoleId))]
        public bool Admin { get; init; }

        [Input("The id of the role that says what the token may do, such as `getOrgRoles` tells, instead of `admin`. Absent: `admin` " +
            "says it.", Replaces = true, WhenAbsent = Absence.ThereIsNone)]
        [NotBlank, MaxLength(100)]
        public string? RoleId { get; init; }
    }

    public sealed record State : Args
    {
        [Part(typeof(AccessTokenOutputs))]
        public AccessTokenOutputs Issued { get; init; } = new();
    }

    private static readonly PropertyName AdminInput = PropertyName.Of<Args>(static args => args.Admin);

    protected override IEnumerable<CheckFailure> Check(CheckedInputs<Args> inputs) => TokensOf(inputs.Args).Check(inputs.Args.Token, inputs);

    protected override void Refine(DiffDraft<Args, State> draft) => TokensOf(draft.State).Refine(draft, draft.State.Token, draft.Inputs.Token);

    protected override PropertyMap ToInputs(PropertyMap inputs, State found) => found.RoleId is null ? inputs : inputs.Without(AdminInput);

    protected override Task ReviewAsync(ResourceContext context, DiffDraft<Args, State> draft, CancellationToken cancellationToken) =>
        TokensOf(draft.State).ReviewAsync(context, draft, draft.State.Token, draft.Inputs.Token, cancellationToken);

    protected override Task PreviewCreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        TokensOf(inputs).PreviewCreateAsync(context, cancellationToken);

    protected override async Task<State> CreateAsync(ResourceContext context, Args inputs, CancellationToken cancellationToken) =>
        Observe(inputs, await TokensOf(inputs).CreateAsync(context, inputs.Token, cancellationToken));

    protected override async Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) =>
        await TokensOf(last).ReadAsync(last.Token, last.Issued, cancellationToken) is { } token ? Observe(last, token) : null;

    protected override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) =>
        TokensOf(state).DeleteAsync(context, state.Token.Name, state.Issued.TokenId, cancellationToken);

    protected override async Task<IEnumerable<ListedResource>> ListAsync(Args query, CancellationToken cancellationToken) =>
        (await cloud.OrgTokens.ListAsync(query.Organization, TokenFilter.Active, cancellationToken))
            .Select(token => new ListedResource($"{query.Organization}/{token.Id}", token.Name));

    private static State Observe(Args inputs, ManagedToken token) => new()
    {
        Organization = inputs.Organization,
        Token = token.Inputs,
        Admin = token.Listed?.Admin ?? inputs.Admin,
        RoleId = RoleIdOf(token.Listed?.Role, inputs.RoleId),
        Issued = token.Outputs,
    };

    // Where the service says nothing, it is as it was made.
    private static string? RoleIdOf(GivenRole? found, string? made) => found is null ? made : found.IdFor(made);

    private AccessTokenLife TokensOf(Args inputs) => new(cloud, clock, new Owner(cloud, inputs));

    private sealed class Owner(ICloud cloud, Args inputs) : IAccessTokenOwner
    {
        public string Organization => inputs.Organization;

        public string Id => inputs.Organization;

        public string Noun => "the organization";

        public Task<CreatedToken> CreateAsync(AccessTokenArgs token, CancellationToken cancellationToken) => cloud.OrgTokens.CreateAsync(
            Organization, new NewOrgToken(token.Name, token.Description, token.Expires, inputs.Admin) { RoleId = inputs.RoleId }, cancellationToken);

        public Task<AccessToken?> FindAsync(string tokenId, CancellationToken cancellationToken) =>
            cloud.OrgTokens.FindAsync(Organization, tokenId, cancellationToken);

        public Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken) =>
            cloud.OrgTokens.ListAsync(Organization, TokenFilter.All, cancellationToken);

        public Task DeleteAsync(string tokenId, CancellationToken cancellationToken) =>
            cloud.OrgTokens.DeleteAsync(Organization, tokenId, cancellationToken);

        public bool HasRights(AccessToken token) =>
            RoleIdOf(token.Role, inputs.RoleId) == inputs.RoleId && (inputs.RoleId is not null || token.Admin == inputs.Admin);
    }
}
