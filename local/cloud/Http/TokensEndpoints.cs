using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/tokens</c></summary>
internal sealed class TokensEndpoints(CloudState state, TokenRequests requests, EmulatedCloudOptions options) : IEndpoints
{
    public void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/api/orgs/{org}/tokens");
        tokens.MapGet("", List);
        tokens.MapPost("", CreateAsync);
        tokens.MapDelete("{id}", Delete);
    }

    private JsonAnswer List(HttpContext http, string org) =>
        requests.List(http, http.Caller().MayRead(state.Organization(org)), team: null);

    private async Task<IResult> CreateAsync(HttpContext http, string org)
    {
        var (token, answer) = await requests.MakeAsync(http);
        state.Change(org, organization => http.Caller().MayWrite(organization).AddToken(token, token.Created));
        return answer;
    }

    private IResult Delete(HttpContext http, string org, string id)
    {
        state.Change(org, organization => http.Caller().MayWrite(organization).DeleteToken(id, options.Clock.GetUtcNow()));
        return Results.NoContent();
    }
}
