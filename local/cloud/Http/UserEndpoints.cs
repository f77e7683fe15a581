namespace PulumiOrgs.Local.Cloud.Http;

/// <summary><c>/api/user</c></summary>
internal sealed class UserEndpoints(CloudState state, UserDirectory users) : IEndpoints
{
    public void Map(IEndpointRouteBuilder api) => api.MapGet("/api/user", Get);

    private JsonAnswer Get(HttpContext http)
    {
        var caller = http.Caller();
        var user = users.Profile(caller.Login);
        return new JsonAnswer(new JObject
        {
            ["id"] = user.Login.ToLowerInvariant(),
            ["githubLogin"] = user.Login,
            ["name"] = user.Name,
            ["email"] = caller.MachineToken is null ? user.Email : "",
            ["avatarUrl"] = user.AvatarUrl,
            ["organizations"] = Organizations(caller.RoleIn),
            ["potentialOrganizations"] = Organizations(organization => PotentialRole(organization, caller)),
            ["identities"] = new JArray("Pulumi"),
            ["hasMFA"] = false,
            ["isOrgManaged"] = false,
            ["isManagedByMultiOrg"] = false,
        }.With("tokenInfo", TokenInfo(caller)));
    }

    private JArray Organizations(Func<Organization, OrganizationRole?> role) =>
        [.. from organization in state.Data.Organizations.Values
            let held = role(organization)
            where held is not null
            select new JObject
            {
                ["githubLogin"] = organization.Name,
                ["name"] = organization.Name,
                ["avatarUrl"] = users.Profile(organization.Name).AvatarUrl,
                ["role"] = held.Value.ToWire(),
            }];

    private static OrganizationRole? PotentialRole(Organization organization, Caller caller) =>
        caller.MachineToken is null && organization.Members.TryGetValue(caller.Login, out var member) && !member.HasJoined
            ? member.Role
            : null;

    private static JObject? TokenInfo(Caller caller) => caller.MachineToken is null ? null : new JObject
    {
        ["name"] = caller.MachineToken.Name,
        ["organization"] = caller.Login,
        ["team"] = caller.MachineToken.Team ?? "",
    };
}
