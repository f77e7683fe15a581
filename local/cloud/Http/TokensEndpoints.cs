using System.Globalization;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/tokens</c> and <c>/api/orgs/{org}/teams/{team}/tokens</c></summary>
internal sealed class TokensEndpoints(CloudState state, EmulatedCloudOptions options) : IEndpoints
{
    private const int MaxPageSize = 1000;

    public void Map(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/api/orgs/{org}/tokens");
        tokens.MapGet("", (HttpContext http, string org) => List(http, http.Caller().MayRead(state.Organization(org)), team: null));
        tokens.MapPost("", CreateAsync);
        tokens.MapDelete("{id}", Delete);
        var ofTeam = api.MapGroup("/api/orgs/{org}/teams/{team}/tokens");
        ofTeam.MapGet("", (HttpContext http, string org, string team) =>
        {
            var organization = http.Caller().MayRead(state.Organization(org));
            return List(http, organization, organization.Team(team));
        });
        ofTeam.MapPost("", CreateOfTeamAsync);
        ofTeam.MapDelete("{id}", DeleteOfTeam);
    }

    private async Task<IResult> CreateAsync(HttpContext http, string org)
    {
        var (token, answer) = await MakeAsync(http);
        state.Change(org, organization => http.Caller().MayWrite(organization).AddToken(token, token.Created));
        return answer;
    }

    private async Task<IResult> CreateOfTeamAsync(HttpContext http, string org, string team)
    {
        var (token, answer) = await MakeAsync(http);
        // A team's token has the rights of its team, whatever else was asked for.
        var ofTeam = token with { Team = team, Admin = false, RoleId = null };
        state.Change(org, organization => http.Caller().MayWriteTeam(organization, team).AddToken(ofTeam, token.Created));
        return answer;
    }

    private IResult Delete(HttpContext http, string org, string id)
    {
        state.Change(org, organization => http.Caller().MayWrite(organization).DeleteToken(id, options.Clock.GetUtcNow()));
        return Results.NoContent();
    }

    private IResult DeleteOfTeam(HttpContext http, string org, string team, string id)
    {
        state.Change(org, organization => http.Caller().MayWriteTeam(organization, team)
            .DeleteTeamToken(team, id, options.Clock.GetUtcNow()));
        return Results.NoContent();
    }

    /// <summary>Answers a page of the tokens of a team; of none, of those of the organization itself.</summary>
    private JsonAnswer List(HttpContext http, Organization organization, Team? team)
    {
        var isWanted = Filter(http);
        var pageSize = Math.Min(PageSize(http), options.TokenPageLimit);
        var listing = team is null ? $"{organization.Name}/tokens" : $"{organization.Name}/teams/{team.Name}/tokens";
        // Entries are never taken out of the list, so a position in it stays what it was.
        var rest = organization.Tokens
            .Select((token, position) => (Token: token, Position: position))
            .Skip(Start(ContinuationToken.Decode(listing, http.Query("continuationToken"))))
            .Where(entry => entry.Token.Deleted is null && entry.Token.BelongsTo(team) && isWanted(entry.Token))
            .Take(pageSize + 1)
            .ToList();
        var page = rest.Take(pageSize).ToList();
        var next = rest.Count > page.Count ? page[^1].Position.ToString(CultureInfo.InvariantCulture) : null;
        return new JsonAnswer(new JObject { ["tokens"] = new JArray(page.Select(entry => ToJson(organization, entry.Token))) }
            .With("continuationToken", next is null ? null : ContinuationToken.Encode(listing, next)));
    }

    /// <summary>Makes the token that a request asks for, and the answer that shows its value this once.</summary>
    private async Task<(AccessToken Token, JsonAnswer Answer)> MakeAsync(HttpContext http)
    {
        var body = await RequestBody.ReadAsync(http);
        var value = TokenValue.New();
        var token = new AccessToken
        {
            Id = Guid.NewGuid().ToString(),
            Name = body.Text("name") ?? "",
            Description = body.Text("description") ?? "",
            Expires = body.Integer("expires") ?? 0,
            Admin = body.Flag("admin") ?? false,
            RoleId = body.Text("roleID"),
            ValueHash = TokenValue.Hash(value),
            Created = options.Clock.GetUtcNow(),
            CreatedBy = http.Caller().Login,
        };
        return (token, new JsonAnswer(new JObject { ["id"] = token.Id, ["tokenValue"] = value }));
    }

    private Func<AccessToken, bool> Filter(HttpContext http)
    {
        var now = options.Clock.GetUtcNow();
        // Older callers say show_expired; the newer parameter wins where both are given.
        var filter = http.Query("filter") ?? http.Query("show_expired") switch
        {
            null or "false" => "active",
            "true" => "all",
            _ => throw QueryParameters.InvalidQuery("show_expired", "true or false"),
        };
        return filter switch
        {
            "active" => token => !token.HasExpired(now),
            "expired" => token => token.HasExpired(now),
            "all" => _ => true,
            _ => throw QueryParameters.InvalidQuery("filter", "active, expired or all"),
        };
    }

    private int PageSize(HttpContext http)
    {
        if (http.Query("maxResults") is not { } text)
        {
            return options.PageSize;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= MaxPageSize
            ? size
            : throw QueryParameters.InvalidQuery("maxResults", $"a number from 1 to {MaxPageSize}");
    }

    private static int Start(string? last)
    {
        if (last is null)
        {
            return 0;
        }

        return int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position + 1
            : throw ContinuationToken.Invalid();
    }

    private static JObject ToJson(Organization organization, AccessToken token) => new JObject
    {
        ["id"] = token.Id,
        ["name"] = token.Name,
        ["description"] = token.Description,
        ["created"] = token.Created.ToWire(),
        ["lastUsed"] = token.LastUsed,
        ["expires"] = token.Expires,
        ["admin"] = token.Admin,
        ["createdBy"] = token.CreatedBy,
        ["type"] = token.Team is null ? "organization" : "team",
    }.With("role", RoleOf(organization, token));

    private static JObject? RoleOf(Organization organization, AccessToken token) => token.RoleId switch
    {
        null => null,
        var id when organization.Roles.TryGetValue(id, out var custom) =>
            new JObject { ["id"] = id, ["name"] = custom.Name, ["defaultIdentifier"] = "" },
        var id when BuiltInRole.All.FirstOrDefault(role => role.Id == id) is { } builtIn =>
            new JObject { ["id"] = id, ["name"] = builtIn.Name, ["defaultIdentifier"] = builtIn.Role.ToWire() },
        // The role was deleted since.
        _ => null,
    };
}
