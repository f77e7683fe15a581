namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/teams</c></summary>
internal sealed class TeamsEndpoints(CloudState state, UserDirectory users, EmulatedCloudOptions options) : IEndpoints
{
    private static readonly string[] PermissionChanges =
    [
        "addStackPermission", "editStackPermission", "removeStack",
        "addEnvironmentPermission", "editEnvironmentPermission", "removeEnvironment",
    ];

    public void Map(IEndpointRouteBuilder api)
    {
        var teams = api.MapGroup("/api/orgs/{org}/teams");
        teams.MapGet("", List);
        teams.MapPost("pulumi", CreatePulumiTeamAsync);
        teams.MapPost("github", CreateGitHubTeamAsync);
        teams.MapGet("{team}", Get);
        teams.MapPatch("{team}", UpdateAsync);
        teams.MapDelete("{team}", Delete);
    }

    private JsonAnswer List(HttpContext http, string org)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        // The service does not promise members here: only the single team has them.
        return new JsonAnswer(new JObject
        {
            ["teams"] = new JArray(organization.Teams.Values.Select(team => ToJson(http.Caller(), team))),
        });
    }

    private JsonAnswer Get(HttpContext http, string org, string team)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        return new JsonAnswer(ToJsonWithMembers(http.Caller(), organization.Team(team)));
    }

    private async Task<IResult> CreatePulumiTeamAsync(HttpContext http, string org)
    {
        var body = await RequestBody.ReadAsync(http);
        var caller = http.Caller();
        return Create(org, caller, new Team
        {
            Name = body.Text("name") ?? "",
            DisplayName = body.Text("displayName") ?? "",
            Description = body.Text("description") ?? "",
            // The service puts whoever makes a team into it, as its admin. A token is nobody.
            Members = Roles(caller.MachineToken is null ? [caller.Login] : [], TeamRole.Admin),
        });
    }

    private async Task<IResult> CreateGitHubTeamAsync(HttpContext http, string org)
    {
        var body = await RequestBody.ReadAsync(http);
        http.Caller().MayWrite(state.Organization(org));
        if (body.Integer("githubTeamID") is not { } id || id == 0)
        {
            throw RefusedException.BadRequest("No TeamID provided.");
        }

        var onGitHub = options.FindGitHubTeam(id) ?? throw RefusedException.NotFound("GitHub Team", id.ToString());
        return Create(org, http.Caller(), new Team
        {
            Kind = TeamKind.GitHub,
            Name = onGitHub.Name,
            DisplayName = body.Text("displayName") is { Length: > 0 } displayName ? displayName : onGitHub.DisplayName,
            Description = body.Text("description") is { Length: > 0 } description ? description : onGitHub.Description,
            Members = Roles(onGitHub.Members, TeamRole.Member),
        });
    }

    private JsonAnswer Create(string org, Caller caller, Team team)
    {
        state.Change(org, organization => caller.MayWrite(organization).AddTeam(team));
        return new JsonAnswer(ToJsonWithMembers(caller, team), HttpStatusCode.Created);
    }

    private async Task<IResult> UpdateAsync(HttpContext http, string org, string team)
    {
        var body = await RequestBody.ReadAsync(http);
        state.Change(org, organization => Update(http.Caller().MayWriteTeam(organization, team), team, body));
        return Results.NoContent();
    }

    private static Organization Update(Organization organization, string name, RequestBody body)
    {
        if (Array.Find(PermissionChanges, body.Has) is { } permission)
        {
            throw new RefusedException(HttpStatusCode.NotImplemented, $"This emulator has no stacks or environments: '{permission}'.");
        }

        var team = organization.Team(name);
        if (body.Text("newDisplayName") is { } displayName)
        {
            team = team.WithDisplayName(displayName);
        }

        if (body.Text("newDescription") is { } description)
        {
            team = team with { Description = description };
        }

        return ChangeMembers(organization.WithTeam(team), name, body.Text("memberAction"), body.Text("member"));
    }

    private static Organization ChangeMembers(Organization organization, string team, string? action, string? login)
    {
        if (string.IsNullOrEmpty(action) != string.IsNullOrEmpty(login))
        {
            throw RefusedException.BadRequest("'member' and 'memberAction' must be given together.");
        }

        return action switch
        {
            null or "" => organization,
            "add" => organization.AddTeamMember(team, login!),
            "remove" => organization.RemoveTeamMember(team, login!),
            "promote" => organization.ChangeTeamRole(team, login!, TeamRole.Admin),
            "demote" => organization.ChangeTeamRole(team, login!, TeamRole.Member),
            _ => throw RefusedException.BadRequest("Invalid memberAction: expected add, remove, promote or demote."),
        };
    }

    private IResult Delete(HttpContext http, string org, string team)
    {
        state.Change(org, organization => http.Caller().MayWrite(organization).DeleteTeam(team, options.Clock.GetUtcNow()));
        return Results.NoContent();
    }

    private JObject ToJsonWithMembers(Caller caller, Team team)
    {
        var members = team.ListMembersError is null
            ? team.Members.Select(member => users.Profile(member.Key).ToJson(withEmail: false).With("role", ToWire(member.Value)))
            : [];
        return ToJson(caller, team).With("members", new JArray(members)).With("listMembersError", team.ListMembersError);
    }

    private static JObject ToJson(Caller caller, Team team) => new()
    {
        ["kind"] = team.Kind == TeamKind.GitHub ? "github" : "pulumi",
        ["name"] = team.Name,
        ["displayName"] = team.DisplayName,
        ["description"] = team.Description,
        ["userRole"] = ToWire(caller.RoleIn(team)),
    };

    private static ImmutableSortedDictionary<string, TeamRole> Roles(IEnumerable<string> logins, TeamRole role) =>
        logins.ToImmutableSortedDictionary(login => login, _ => role, Names.Comparer);

    private static string ToWire(TeamRole? role) => role switch
    {
        TeamRole.Admin => "admin",
        TeamRole.Member => "member",
        _ => "none",
    };
}
