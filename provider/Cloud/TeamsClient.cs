using Newtonsoft.Json.Linq;
using Pulumi.Orgs;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class TeamsClient(CloudConnection connection, CloudListings listings, IUsersClient users) : ITeamsClient
{
    public Task<IReadOnlyList<Team>> ListAsync(string organization, CancellationToken cancellationToken) =>
        listings.TeamLists.ReadAsync(organization, listing => ReadListAsync(organization, listing), cancellationToken);

    public Task<Team?> FindAsync(string organization, string team, CancellationToken cancellationToken) =>
        listings.Teams.ReadAsync((organization, team), listing => ReadAsync(organization, team, listing), cancellationToken);

    public Task<Team?> FindWithAsync(string organization, string team, IReadOnlyList<string> usernames, CancellationToken cancellationToken) =>
        FindAsExpectedAsync(
            organization,
            team,
            // Where the members are not known, nobody is missing.
            found => found.ListMembersError is not null || usernames.All(username => MemberOf(found, username) is not null),
            cancellationToken);

    public Task<Team?> FindAsExpectedAsync(string organization, string team, Func<Team, bool> isExpected, CancellationToken cancellationToken) =>
        listings.Teams.ReadConfirmedAsync(
            (organization, team),
            listing => ReadAsync(organization, team, listing),
            // That it is gone has been said twice already.
            found => found is null || isExpected(found),
            cancellationToken);

    public async Task<Team> CreateAsync(string organization, NewTeam team, CancellationToken cancellationToken)
    {
        using var write = listings.WriteTeam(organization, team.Name);
        var created = await connection.AskAsync(
            new CloudRequest(HttpMethod.Post, PathOf(organization, "pulumi"), $"create team {team.Name} in organization {organization}")
            {
                Body = new JObject { ["name"] = team.Name, ["displayName"] = team.DisplayName, ["description"] = team.Description },
                Kind = RequestKind.MakeOrTakeOver,
            },
            AnswerMapping.ToTeam,
            (_, looking) => LookAsync(organization, team, looking),
            cancellationToken);
        return created;
    }

    public async Task<Team> CreateFromGitHubAsync(string organization, long githubTeamId, CancellationToken cancellationToken)
    {
        // Its name is GitHub's, so it could be any.
        using var write = listings.WriteTeams(organization);
        return await connection.AskAsync(
            new CloudRequest(HttpMethod.Post, PathOf(organization, "github"), $"create a team for GitHub team {githubTeamId} in organization {organization}")
            {
                Body = new JObject { ["githubTeamID"] = githubTeamId },
                Kind = RequestKind.Mirror,
            },
            AnswerMapping.ToTeam,
            (_, looking) => LookForMirrorAsync(organization, looking),
            cancellationToken);
    }

    public async Task UpdateAsync(string organization, string team, TeamChanges changes, CancellationToken cancellationToken)
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

        using var write = listings.WriteTeam(organization, team);
        await PatchAsync(
            organization, team, $"update team {team} of organization {organization}", body, RequestKind.Set,
            found => (changes.NewDisplayName ?? found.DisplayName) == found.DisplayName && (changes.NewDescription ?? found.Description) == found.Description,
            cancellationToken);
    }

    public Task AddMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchMemberAsync(
        organization, team, $"add {username} to team {team} of organization {organization}",
        "add", username, RequestKind.Add, found => MemberOf(found, username) is not null, cancellationToken);

    public Task RemoveMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchMemberAsync(
        organization, team, $"remove {username} from team {team} of organization {organization}",
        "remove", username, RequestKind.Remove, found => MemberOf(found, username) is null, cancellationToken);

    public Task PromoteMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchMemberAsync(
        organization, team, $"make {username} an admin of team {team} of organization {organization}",
        "promote", username, RequestKind.Set, found => MemberOf(found, username)?.Role == "admin", cancellationToken);

    public Task DemoteMemberAsync(string organization, string team, string username, CancellationToken cancellationToken) => PatchMemberAsync(
        organization, team, $"make {username} an ordinary member of team {team} of organization {organization}",
        "demote", username, RequestKind.Set, found => MemberOf(found, username)?.Role == "member", cancellationToken);

    public Task AddStackAsync(string organization, string team, TeamStack stack, CancellationToken cancellationToken) => PatchGrantAsync(
        organization, team, $"give {stack.Permission} on stack {stack.Project}/{stack.Stack} to team {team} of organization {organization}",
        "addStackPermission", ToJson(stack), RequestKind.Set, found => StackOf(found, stack.Project, stack.Stack)?.Permission == stack.Permission,
        cancellationToken);

    public Task EditStackAsync(string organization, string team, TeamStack stack, CancellationToken cancellationToken) => PatchGrantAsync(
        organization, team, $"change to {stack.Permission} what team {team} of organization {organization} may do with stack {stack.Project}/{stack.Stack}",
        "editStackPermission", ToJson(stack), RequestKind.Set, found => StackOf(found, stack.Project, stack.Stack)?.Permission == stack.Permission,
        cancellationToken);

    public Task RemoveStackAsync(string organization, string team, string project, string stack, CancellationToken cancellationToken) => PatchGrantAsync(
        organization, team, $"take stack {project}/{stack} from team {team} of organization {organization}",
        "removeStack", new JObject { ["projectName"] = project, ["stackName"] = stack }, RequestKind.Remove,
        found => StackOf(found, project, stack) is null, cancellationToken);

    public Task AddEnvironmentAsync(string organization, string team, TeamEnvironment environment, CancellationToken cancellationToken) => PatchGrantAsync(
        organization, team, $"give {environment.Permission} on environment {environment.Project}/{environment.Environment} to team " +
            $"{team} of organization {organization}",
        "addEnvironmentPermission", ToJson(environment), RequestKind.Set, found => Has(found, environment), cancellationToken);

    public Task EditEnvironmentAsync(string organization, string team, TeamEnvironment environment, CancellationToken cancellationToken) => PatchGrantAsync(
        organization, team,
        $"change to {environment.Permission} what team {team} of organization {organization} may do with environment " +
        $"{environment.Project}/{environment.Environment}",
        "editEnvironmentPermission", ToJson(environment), RequestKind.Set, found => Has(found, environment), cancellationToken);

    public Task RemoveEnvironmentAsync(string organization, string team, string project, string environment, CancellationToken cancellationToken) =>
        PatchGrantAsync(
        organization, team, $"take environment {project}/{environment} from team {team} of organization {organization}",
        "removeEnvironment", new JObject { ["projectName"] = project, ["envName"] = environment }, RequestKind.Remove,
        found => EnvironmentOf(found, project, environment) is null, cancellationToken);

    public async Task SetRoleAsync(string organization, string team, string roleId, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWithinTeam(organization, team);
        try
        {
            await GiveAsync();
        }
        catch (CloudException failure) when (
            failure is { Reason: CloudFailure.BadRequest, ServerMessage: { } said } && said.Contains("enable", StringComparison.OrdinalIgnoreCase))
        {
            await EnableAsync();
            await GiveAsync();
        }

        async Task EnableAsync()
        {
            try
            {
                await connection.AskAsync(
                    new CloudRequest(HttpMethod.Post, PathOf(organization, team, "enable-team-roles"),
                        $"enable roles for team {team} of organization {organization}")
                    {
                        Kind = RequestKind.Set,
                    },
                    static _ => true,
                    look: null,
                    cancellationToken);
            }
            catch (CloudException failure) when (failure.Reason is CloudFailure.BadRequest or CloudFailure.Conflict)
            {
                // They are enabled meanwhile, perhaps by a try whose answer was lost; if not, the role is refused once more.
            }
        }

        Task GiveAsync() => connection.SendAsync(
            new CloudRequest(HttpMethod.Post, PathOf(organization, team, "roles", roleId), $"give team {team} of organization " +
                $"{organization} the role with id {roleId}")
            {
                Kind = RequestKind.Set,
            },
            async looking => (await FindFreshAsync(organization, team, looking))?.RoleIds.Contains(roleId) == true,
            cancellationToken);
    }

    public async Task RemoveRoleAsync(string organization, string team, string roleId, CancellationToken cancellationToken)
    {
        using var write = listings.WriteWithinTeam(organization, team);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Delete, PathOf(organization, team, "roles", roleId), $"take the role with id {roleId} from team " +
                $"{team} of organization {organization}")
            {
                Kind = RequestKind.Remove,
            },
            async looking => await FindFreshAsync(organization, team, looking) is { } found && !found.RoleIds.Contains(roleId),
            cancellationToken);
    }

    public async Task DeleteAsync(string organization, string team, CancellationToken cancellationToken)
    {
        using var write = listings.DeleteTeam(organization, team);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Delete, PathOf(organization, team), $"delete team {team} of organization {organization}")
            {
                Kind = RequestKind.Remove,
            },
            async looking => await FindFreshAsync(organization, team, looking) is null,
            cancellationToken);
    }

    private static ApiPath PathOf(string organization, params ReadOnlySpan<string> rest) =>
        ApiPath.Of(["api", "orgs", organization, "teams", .. rest]);

    private static TeamMember? MemberOf(Team team, string username) =>
        team.Members.FirstOrDefault(member => member.Username.Equals(username, StringComparison.OrdinalIgnoreCase));

    private static TeamStack? StackOf(Team team, string project, string stack) => team.Stacks.FirstOrDefault(found => found.Is(project, stack));

    private static TeamEnvironment? EnvironmentOf(Team team, string project, string environment) =>
        team.Environments.FirstOrDefault(found => found.Is(project, environment));

    private static bool Has(Team team, TeamEnvironment wanted) =>
        EnvironmentOf(team, wanted.Project, wanted.Environment) is { } found
        && found.Permission == wanted.Permission
        && GoDuration.AreSame(found.MaxOpenDuration, wanted.MaxOpenDuration);

    private static JObject ToJson(TeamStack stack) => new()
    {
        ["projectName"] = stack.Project,
        ["stackName"] = stack.Stack,
        ["permission"] = StackPermissionNumbers.ToNumber(stack.Permission),
    };

    private static JObject ToJson(TeamEnvironment environment)
    {
        var json = new JObject
        {
            ["projectName"] = environment.Project,
            ["envName"] = environment.Environment,
            ["permission"] = environment.Permission,
        };
        if (environment.MaxOpenDuration is { } duration)
        {
            json["maxOpenDuration"] = duration;
        }

        return json;
    }

    private Task<IReadOnlyList<Team>> ReadListAsync(string organization, CancellationToken cancellationToken) => connection.ListAsync(
        new CloudRequest(HttpMethod.Get, PathOf(organization), $"list the teams of organization {organization}"),
        "teams",
        AnswerMapping.ToTeam,
        cancellationToken);

    private Task<Team?> ReadAsync(string organization, string team, CancellationToken cancellationToken) => connection.FindAsync(
        new CloudRequest(HttpMethod.Get, PathOf(organization, team), $"read team {team} of organization {organization}"),
        AnswerMapping.ToTeam,
        cancellationToken);

    private Task<Team?> FindFreshAsync(string organization, string team, CancellationToken cancellationToken) =>
        listings.Teams.ReadFreshAsync((organization, team), listing => ReadAsync(organization, team, listing), cancellationToken);

    // A create that was cut off leaves its team just so: whoever has put somebody into it, or given it to anything, uses it.
    private async Task<Finding<Team>> LookAsync(string organization, NewTeam wanted, CancellationToken cancellationToken)
    {
        if (await FindFreshAsync(organization, wanted.Name, cancellationToken) is not { } found)
        {
            return new Finding<Team>.NotDone();
        }

        var caller = await users.GetCurrentAsync(cancellationToken);
        return found is { Kind: "pulumi", ListMembersError: null, Stacks: [], Environments: [], RoleIds: [] }
            && (found.Name, found.DisplayName, found.Description) == (wanted.Name, wanted.DisplayName, wanted.Description)
            && found.Members.All(member => member.Username.Equals(caller.Username, StringComparison.OrdinalIgnoreCase))
                ? new Finding<Team>.Done(found)
                : new Finding<Team>.Another("a team of that name is there, with other texts or with people in it, so it is not this request's");
    }

    // Which of them has the number, the API does not tell.
    private async Task<Finding<Team>> LookForMirrorAsync(string organization, CancellationToken cancellationToken)
    {
        var teams = await listings.TeamLists.ReadFreshAsync(organization, listing => ReadListAsync(organization, listing), cancellationToken);
        string[] mirrors = [.. teams.Where(team => team.Kind == "github").Select(team => team.Name)];
        return mirrors is []
            ? new Finding<Team>.NotDone()
            : new Finding<Team>.Unclear($"it may be one of these teams from GitHub, which are there: {string.Join(", ", mirrors)}");
    }

    private async Task PatchMemberAsync(
        string organization,
        string team,
        string action,
        string change,
        string username,
        RequestKind kind,
        Func<Team, bool> isDone,
        CancellationToken cancellationToken)
    {
        using var write = listings.WriteWithinTeam(organization, team);
        var body = new JObject { ["memberAction"] = change, ["member"] = username };
        await PatchAsync(organization, team, action, body, kind, found => found.ListMembersError is null && isDone(found), cancellationToken);
    }

    private async Task PatchGrantAsync(
        string organization,
        string team,
        string action,
        string change,
        JObject what,
        RequestKind kind,
        Func<Team, bool> isDone,
        CancellationToken cancellationToken)
    {
        using var write = listings.WriteWithinTeam(organization, team);
        await PatchAsync(organization, team, action, new JObject { [change] = what }, kind, isDone, cancellationToken);
    }

    private Task PatchAsync(
        string organization, string team, string action, JObject body, RequestKind kind, Func<Team, bool> isDone, CancellationToken cancellationToken) =>
        connection.SendAsync(
            new CloudRequest(HttpMethod.Patch, PathOf(organization, team), action) { Body = body, Kind = kind },
            async looking => await FindFreshAsync(organization, team, looking) is { } found && isDone(found),
            cancellationToken);
}
