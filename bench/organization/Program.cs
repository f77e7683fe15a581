using Pulumi;
using Pulumi.Orgs;

return await Deployment.RunAsync(() =>
{
    var size = new Pulumi.Config();
    for (var person = 1; person <= (size.GetInt32("members") ?? 0); person++)
    {
        _ = new OrgMember($"person{person}", new() { Username = $"person{person}" });
    }

    for (var number = 1; number <= (size.GetInt32("teams") ?? 0); number++)
    {
        var team = new Team($"team{number}", new() { Name = $"team{number}", DisplayName = $"Team {number}", Description = "" });
        for (var person = 1; person <= (size.GetInt32("memberships") ?? 0); person++)
        {
            _ = new TeamMembership($"team{number}/person{person}", new() { Team = team.Name, Username = $"person{person}" });
        }
    }

    for (var token = 1; token <= (size.GetInt32("tokens") ?? 0); token++)
    {
        _ = new OrgAccessToken($"token{token}", new() { Description = "Deploys" });
    }
});
