using Pulumi;
using Pulumi.Orgs;

return await Deployment.RunAsync(() =>
{
    var settings = new Pulumi.Config();

    // A role is made at the console, where people give it a name; who gets it is said by its id. The roles are asked for once.
    var roles = GetOrgRoles.Invoke();

    // Between a custom role and a built-in one a person changes in place: `pulumi config set bob member`, then `pulumi up`.
    var role = settings.Get("bob") ?? "Auditor";
    var bob = new OrgMember("bob", role == "member"
        ? new() { Username = "bob", Role = OrgRole.Member }
        : new() { Username = "bob", RoleId = RoleId(role) });

    // What a team's role grants, everybody in the team may do. An empty id takes it away again; none at all leaves the team's role alone.
    var team = settings.Get("team") ?? "Auditor";
    _ = new Team("audit", new()
    {
        Name = "audit",
        DisplayName = "Audit",
        Members = { bob.Username },
        RoleId = team == "none" ? "" : RoleId(team),
    });

    // A token of a role may do no more than the role says.
    var report = new OrgAccessToken("report", new() { Description = "Writes the weekly report", ExpiresAfter = "90d", RoleId = RoleId("Auditor") });

    return new Dictionary<string, object?>
    {
        ["bob"] = bob.RoleId,
        ["tokens"] = new Dictionary<string, object?> { ["report"] = report.Value },
    };

    Output<string> RoleId(string name) => roles.Apply(all => all.Roles.FirstOrDefault(known => known.Name == name)?.Id
        ?? throw new ArgumentException($"there is no role '{name}'; there are {string.Join(", ", all.Roles.Select(static known => $"'{known.Name}'"))}"));
});
