using AcmeOrg;
using Pulumi;
using Pulumi.Orgs;

return await Deployment.RunAsync(() =>
{
    var organization = new Pulumi.Config("orgs").Require("organization");
    var roster = Roster.Read(new Pulumi.Config().Get("roster") ?? "roster.yaml");

    var members = roster.People.ToDictionary(person => person.Login, person => new OrgMember(person.Login, new()
    {
        Username = person.Login,
        Role = person.IsAdmin ? OrgRole.Admin : OrgRole.Member,
        // No organization starts empty: whoever is in it already is taken over.
        Adopt = true,
    }));

    foreach (var entry in roster.Teams)
    {
        var team = new Team(entry.Name, new()
        {
            Name = entry.Name,
            DisplayName = entry.DisplayName,
            Description = entry.Description,
        });

        foreach (var login in entry.Everyone)
        {
            _ = new TeamMembership($"{entry.Name}/{login}", new()
            {
                // Taken from the resources, so that person and team are there first.
                Team = team.Name,
                Username = members[login].Username,
                Role = entry.IsAdmin(login) ? TeamRole.Admin : TeamRole.Member,
            });
        }
    }

    // Tokens get no name of their own: the provider makes one, since a name can be used only once for ever.
    var tokens = roster.Tokens.ToDictionary(entry => entry.Name, entry => new OrgAccessToken(entry.Name, new()
    {
        Description = entry.Description,
        Admin = entry.Admin,
    }));

    return new Dictionary<string, object?>
    {
        ["organization"] = organization,
        ["memberCount"] = members.Count,
        ["teams"] = roster.Teams.Select(entry => entry.Name).ToList(),
        ["tokens"] = tokens.ToDictionary(token => token.Key, token => token.Value.Value),
    };
});
