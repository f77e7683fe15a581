using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Functions;

[Function("getTeamAccessTokens", "Lists the access tokens of a team.")]
public sealed class GetTeamAccessTokens(ICloud cloud, TimeProvider clock) : Function<GetTeamAccessTokens.Args, TokenListResult>
{
    public sealed record Args : TokenListArgs
    {
        [Input("The team's name.", Required = true)]
        [PathSegment, MaxLength(100)]
        public string Team { get; init; } = "";
    }

    protected override async Task<TokenListResult> InvokeAsync(Args arguments, CancellationToken cancellationToken) => arguments.Select(
        await cloud.TeamTokens.ListAsync(arguments.Organization, arguments.Team, arguments.Filter, cancellationToken), cloud.Now(clock));
}
