namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/orgs/{org}/roles</c>, <c>/api/orgs/{org}/teams/{team}/roles</c> and <c>…/enable-team-roles</c></summary>
internal sealed class RolesEndpoints(CloudState state) : IEndpoints
{
    private static readonly string[] Purposes = ["role", "role_private", "role_temporary", "policy", "set"];

    public void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/api/orgs/{org}/roles", List);
        var team = api.MapGroup("/api/orgs/{org}/teams/{team}");
        team.MapGet("roles", ListOfTeam);
        team.MapPost("roles/{roleId}", SetOfTeam);
        team.MapDelete("roles/{roleId}", RemoveOfTeam);
        team.MapPost("enable-team-roles", EnableForTeam);
    }

    private JsonAnswer List(HttpContext http, string org)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        var purpose = http.Query("uxPurpose");
        if (!Purposes.Contains(purpose))
        {
            throw RefusedException.BadRequest("Role purpose is not valid");
        }

        return Answer(purpose == "role" ? RolesOf(organization) : []);
    }

    private JsonAnswer ListOfTeam(HttpContext http, string org, string team)
    {
        var organization = http.Caller().MayRead(state.Organization(org));
        var roleId = organization.Team(team).RoleId;
        return Answer(RolesOf(organization).Where(role => (string?)role["id"] == roleId));
    }

    private IResult SetOfTeam(HttpContext http, string org, string team, string roleId)
    {
        state.Change(org, organization => http.Caller().MayWrite(organization).SetTeamRole(team, roleId));
        return Results.NoContent();
    }

    private IResult RemoveOfTeam(HttpContext http, string org, string team, string roleId)
    {
        state.Change(org, organization => http.Caller().MayWrite(organization).RemoveTeamRole(team, roleId));
        return Results.NoContent();
    }

    private JsonAnswer EnableForTeam(HttpContext http, string org, string team)
    {
        var organization = state.Change(org, organization => http.Caller().MayWrite(organization).EnableTeamRoles(team));
        return new JsonAnswer(ToJson(organization, $"{organization.Name}/{team}", $"{team} role", "", builtIn: null));
    }

    private static JsonAnswer Answer(IEnumerable<JObject> roles) => new(new JObject { ["roles"] = new JArray(roles) });

    private static IEnumerable<JObject> RolesOf(Organization organization) =>
    [
        .. BuiltInRole.All.Select(role => ToJson(organization, role.Id, role.Name, "", role.Role)),
        .. organization.Roles.Values.Select(role => ToJson(organization, role.Id, role.Name, role.Description, builtIn: null)),
    ];

    private static JObject ToJson(Organization organization, string id, string name, string description, OrganizationRole? builtIn) => new()
    {
        ["id"] = id,
        ["name"] = name,
        ["description"] = description,
        ["defaultIdentifier"] = builtIn?.ToWire() ?? "",
        ["isOrgDefault"] = builtIn == OrganizationRole.Member,
        ["resourceType"] = "organization",
        ["uxPurpose"] = "role",
        ["orgId"] = organization.Name,
        ["version"] = 1,
        ["created"] = DateTimeOffset.UnixEpoch.ToWire(),
        ["modified"] = DateTimeOffset.UnixEpoch.ToWire(),
    };
}
