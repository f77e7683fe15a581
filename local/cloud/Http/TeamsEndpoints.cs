namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/teams</c></summary>
internal sealed class TeamsEndpoints(CloudState state, UserDirectory users, EmulatedCloudOptions options) : IEndpoints
{
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
        var team = organization.Team(name);
        if (body.Text("newDisplayName") is { } displayName)
        {
            team = team.WithDisplayName(displayName);
        }

        if (body.Text("newDescription") is { } description)
        {
            team = team with { Description = description };
        }

        var changed = ChangeMembers(organization.WithTeam(team), name, body.Text("memberAction"), body.Text("member"));
        return ChangeEnvironments(ChangeStacks(changed, name, body), name, body);
    }

    private static Organization ChangeStacks(Organization organization, string team, RequestBody body)
    {
        if (body.Object("addStackPermission") is { } added)
        {
            organization = organization.AddTeamStack(team, StackOf(added), StackPermissions.Parse(added.Integer("permission")));
        }

        if (body.Object("editStackPermission") is { } edited)
        {
            organization = organization.EditTeamStack(team, StackOf(edited), StackPermissions.Parse(edited.Integer("permission")));
        }

        return body.Object("removeStack") is { } removed ? organization.RemoveTeamStack(team, StackOf(removed)) : organization;
    }

    private static Organization ChangeEnvironments(Organization organization, string team, RequestBody body)
    {
        if (body.Object("addEnvironmentPermission") is { } added)
        {
            organization = organization.AddTeamEnvironment(team, EnvironmentOf(added), GrantOf(added));
        }

        if (body.Object("editEnvironmentPermission") is { } edited)
        {
            organization = organization.EditTeamEnvironment(team, EnvironmentOf(edited), GrantOf(edited));
        }

        return body.Object("removeEnvironment") is { } removed ? organization.RemoveTeamEnvironment(team, EnvironmentOf(removed)) : organization;
    }

    private static string StackOf(RequestBody body) => ThingOf(body, "stackName");

    private static string EnvironmentOf(RequestBody body) => ThingOf(body, "envName");

    private static string ThingOf(RequestBody body, string name) =>
        (body.Text("projectName"), body.Text(name)) is ({ Length: > 0 } project, { Length: > 0 } thing) && !project.Contains('/') && !thing.Contains('/')
            ? $"{project}/{thing}"
            : throw RefusedException.BadRequest($"'projectName' and '{name}' must be given, without slashes.");

    private static EnvironmentGrant GrantOf(RequestBody body) => new()
    {
        Permission = EnvironmentPermissions.Parse(body.Text("permission")),
        MaxOpenDuration = body.Text("maxOpenDuration") is { } duration ? GoDuration.Parse(duration) : null,
    };

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
        return ToJson(caller, team)
            .With("members", new JArray(members))
            .With("stacks", new JArray(team.Stacks.Select(ToJson)))
            .With("environments", new JArray(team.Environments.Select(ToJson)))
            .With("roleIds", team.RoleId is { } roleId ? new JArray(roleId) : null)
            .With("listMembersError", team.ListMembersError);
    }

    private static JObject ToJson(KeyValuePair<string, StackPermission> stack) => new()
    {
        ["projectName"] = stack.Key.Split('/')[0],
        ["stackName"] = stack.Key.Split('/')[1],
        ["permission"] = (int)stack.Value,
    };

    private static JObject ToJson(KeyValuePair<string, EnvironmentGrant> environment) => new JObject
    {
        ["projectName"] = environment.Key.Split('/')[0],
        ["envName"] = environment.Key.Split('/')[1],
        ["permission"] = environment.Value.Permission.ToWire(),
    }.With("maxOpenDuration", environment.Value.MaxOpenDuration is { } duration ? GoDuration.Show(duration) : null);

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
