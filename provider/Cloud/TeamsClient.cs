using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class TeamsClient(CloudConnection connection, CloudListings listings) : ITeamsClient
{
    public Task<IReadOnlyList<Team>> ListAsync(string organization, CancellationToken cancellationToken) => connection.ListAsync(
        new CloudRequest(HttpMethod.Get, PathOf(organization), $"list the teams of organization {organization}"),
        "teams",
        AnswerMapping.ToTeam,
        cancellationToken);

    public Task<Team?> FindAsync(string organization, string team, CancellationToken cancellationToken) => listings.Teams.ReadAsync(
        (organization, team),
        async listing => (await connection.FindAsync(
            new CloudRequest(HttpMethod.Get, PathOf(organization, team), $"read team {team} of organization {organization}"), listing))?.ToTeam(),
        cancellationToken);

    public async Task<Team> CreateAsync(string organization, NewTeam team, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTeam(organization, team.Name);
        var answer = await connection.AskAsync(new CloudRequest(
            HttpMethod.Post, PathOf(organization, "pulumi"), $"create team {team.Name} in organization {organization}")
        {
            Body = new JObject { ["name"] = team.Name, ["displayName"] = team.DisplayName, ["description"] = team.Description },
        }, cancellationToken);
        return answer.ToTeam();
    }

    public async Task<Team> CreateFromGitHubAsync(string organization, long githubTeamId, CancellationToken cancellationToken)
    {
        // Its name is GitHub's, so it could be any.
        using var write = listings.WriteTeams(organization);
        var answer = await connection.AskAsync(new CloudRequest(
            HttpMethod.Post, PathOf(organization, "github"), $"create a team for GitHub team {githubTeamId} in organization {organization}")
        {
            Body = new JObject { ["githubTeamID"] = githubTeamId },
        }, cancellationToken);
        return answer.ToTeam();
    }

    public Task UpdateAsync(string organization, string team, TeamChanges changes, CancellationToken cancellationToken)
    {
        var body = new JObject();
        if (changes.NewDisplayName is { } displayName)
        {
            body["newDisplayName"] = displayName;
        }

        if (changes.NewDescription is { } description)
        {
            body["newDescription"] = description;
        }

        return PatchAsync(organization, team, $"update team {team} of organization {organization}", body, Repeat.Harmless, cancellationToken);
    }

    public Task AddMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchAsync(
        organization, team, $"add {username} to team {team} of organization {organization}",
        Change("add", username), Repeat.DoneWhenConflict, cancellationToken);

    public Task RemoveMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchAsync(
        organization, team, $"remove {username} from team {team} of organization {organization}",
        Change("remove", username), Repeat.DoneWhenNotFound, cancellationToken);

    public Task PromoteMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchAsync(
        organization, team, $"make {username} an admin of team {team} of organization {organization}",
        Change("promote", username), Repeat.Harmless, cancellationToken);

    public Task DemoteMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchAsync(
        organization, team, $"make {username} an ordinary member of team {team} of organization {organization}",
        Change("demote", username), Repeat.Harmless, cancellationToken);

    public async Task DeleteAsync(string organization, string team, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTeam(organization, team);
        // Its tokens die with it.
        using var writeTokens = listings.WriteTokens(new TokenOwner(organization, team));
        await connection.SendAsync(new CloudRequest(
            HttpMethod.Delete, PathOf(organization, team), $"delete team {team} of organization {organization}")
        {
            Repeat = Repeat.DoneWhenNotFound,
        }, cancellationToken);
    }

    private static ApiPath PathOf(string organization, params ReadOnlySpan<string> rest) =>
        ApiPath.Of(["api", "orgs", organization, "teams", .. rest]);

    private static JObject Change(string action, string username) => new() { ["memberAction"] = action, ["member"] = username };

    private async Task PatchAsync(
        string organization, string team, string action, JObject body, Repeat repeat, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTeam(organization, team);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Patch, PathOf(organization, team), action) { Body = body, Repeat = repeat }, cancellationToken);
    }
}
