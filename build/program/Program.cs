using Pulumi;
using Pulumi.Orgs;

return await Deployment.RunAsync(static () =>
{
    foreach (var login in (string[])["ada", "bob", "cleo"])
    {
        _ = new OrgMember(login, new() { Username = login, Adopt = true });
    }

    _ = new OrgAccessToken("ci", new() { Description = "Previews on pull requests" });
    _ = new OrgAccessToken("release", new() { Description = "Deploys from the main branch", Admin = true });
    var web = new Team("web", new() { Name = "web", DisplayName = "Web", Description = "The site" });
    _ = new TeamMembership("web/bob", new() { Team = web.Name, Username = "bob" }, new() { DependsOn = { web } });
});
