using Pulumi;
using Pulumi.Orgs;

return await Deployment.RunAsync(() =>
{
    var settings = new Pulumi.Config();
    var organization = new Organization("acme", new()
    {
        Name = new Pulumi.Config("orgs").Require("organization"),
        RosterFile = settings.Get("roster") ?? "roster.yaml",
        // No organization starts empty: whoever is in it already is taken over. From then on they are this stack's: a line less in the
        // roster removes a person, and a `destroy` all of them, as far as orgs:maxRemovals lets it.
        Adopt = true,
        // For hundreds of people, one resource for all of them: `pulumi config set bulk true`. Nobody is taken out of anything by that.
        Bulk = settings.GetBoolean("bulk") ?? false,
    });

    // Tokens get no name of their own: the provider makes one, since a name can be used only once for ever. This one lives for 90 days, and
    // the first `up` in the last 30 of them makes another one. No `up` before that does, for what is given is a span and no date.
    var ci = new OrgAccessToken("ci", new()
    {
        Description = settings.Get("ciDescription") ?? "Previews on pull requests",
        ExpiresAfter = "90d",
        RotateBefore = "30d",
    });
    var release = new OrgAccessToken("release", new() { Description = "Deploys from the main branch", Admin = true });

    return new Dictionary<string, object?>
    {
        ["organization"] = organization.Name,
        ["memberCount"] = organization.MemberCount,
        ["teams"] = organization.Teams.Keys.ToList(),
        ["tokens"] = new Dictionary<string, object?> { ["ci"] = ci.Value, ["release"] = release.Value },
    };
});
