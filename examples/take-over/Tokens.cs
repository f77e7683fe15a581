using Pulumi.Orgs;

namespace AcmeOrg;

/// <summary>
/// The access tokens of the organization and of its teams. Those that were taken over have no value here: the service shows it
/// only once. A name can never be used again; so a token that is to change needs another name, or none, and then one is made.
/// </summary>
internal static class Tokens
{
    public static void Declare(IReadOnlyDictionary<string, Team> teams)
    {
        _ = new OrgAccessToken("deploy", new() { Name = "deploy", Description = "Deploys from the main branch", Admin = true });
        _ = new TeamAccessToken("web/web-ci", new() { Team = teams["web"].Name, Name = "web-ci" });
    }
}
