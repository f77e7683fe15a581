using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/teams/{team}/tokens</c></summary>
internal sealed class TeamTokensEndpoints(CloudState state, TokenRequests requests, EmulatedCloudOptions options) : IEndpoints
{
    public void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/api/orgs/{org}/teams/{team}/tokens");
        tokens.MapGet("", List);
        tokens.MapPost("", CreateAsync);
        tokens.MapDelete("{id}", Delete);
    }

    private JsonAnswer List(HttpContext http, string org, string team)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        return requests.List(http, organization, organization.Team(team));
    }

    private async Task<IResult> CreateAsync(HttpContext http, string org, string team)
    {
        var (token, answer) = await requests.MakeAsync(http);
        // A team's token has the rights of its team, whatever else was asked for.
        var ofTeam = token with { Team = team, Admin = false };
        state.Change(org, organization => http.Caller().MayWriteTeam(organization, team).AddToken(ofTeam, token.Created));
        return answer;
    }

    private IResult Delete(HttpContext http, string org, string team, string id)
    {
        state.Change(org, organization => http.Caller().MayWriteTeam(organization, team)
            .DeleteTeamToken(team, id, options.Clock.GetUtcNow()));
        return Results.NoContent();
    }
}
