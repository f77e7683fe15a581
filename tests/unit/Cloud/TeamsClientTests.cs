using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class TeamsClientTests
{
    private const string Teams = "/api/orgs/acme/teams";
    private const string Core = $"{Teams}/core";

    public sealed class TheListMethod : CloudTest
    {
        [Fact]
        public async Task Lists_teams_with_or_without_their_members()
        {
            Server.On($"GET {Teams}", Replies.Json(200, $$"""
                {"teams":[{{Bodies.Team("core", "alice")}},{"kind":"scim","name":"ops","displayName":"Ops","description":"","members":null}]}
                """));

            var teams = await Cloud.Teams.ListAsync("acme", Cancel);

            Assert.Equal(["core: alice", "ops: "], teams.Select(team => $"{team.Name}: {string.Join(',', team.Members.Select(member => member.Username))}"));
        }

        [Fact]
        public async Task Says_whose_teams_could_not_be_listed()
        {
            Server.On($"GET {Teams}", Replies.Error(403, "Forbidden"));

            Assert.StartsWith(
                "could not list the teams of organization acme: 403 Forbidden",
                (await FailureAsync(() => Cloud.Teams.ListAsync("acme", Cancel))).Message,
                StringComparison.Ordinal);
        }
    }

    public sealed class TheFindMethod : CloudTest
    {
        [Fact]
        public async Task Maps_all_fields()
        {
            Server.On($"GET {Core}", Replies.Json(200, """
                {"kind":"github","name":"core","displayName":"Core","description":"builds","listMembersError":"GitHub is down",
                "members":[{"name":"A","githubLogin":"alice","avatarUrl":"https://pics.test/a","role":"admin"}]}
                """));

            var team = await Cloud.Teams.FindAsync("acme", "core", Cancel);

            Assert.Equal(
                ("github", "core", "Core", "builds", "GitHub is down"),
                (team!.Kind, team.Name, team.DisplayName, team.Description, team.ListMembersError));
            Assert.Equal([new TeamMember("alice", "A", "https://pics.test/a", "admin")], team.Members);
        }

        [Fact]
        public async Task Fills_in_what_the_server_does_not_know_of_a_person()
        {
            Server.On($"GET {Core}", Replies.Json(200, """
                {"kind":"pulumi","name":"core","displayName":"","description":"","members":[{"githubLogin":"alice","role":"member"}]}
                """));

            Assert.Equal([new TeamMember("alice", "", "", "member")], (await Cloud.Teams.FindAsync("acme", "core", Cancel))!.Members);
        }

        [Fact]
        public async Task Maps_what_a_team_may_do()
        {
            Server.On($"GET {Core}", Replies.Json(200, """
                {"kind":"pulumi","name":"core","displayName":"Core","description":"","members":[],
                "stacks":[{"projectName":"p","stackName":"a","permission":0},{"projectName":"p","stackName":"b","permission":101},
                {"projectName":"p","stackName":"c","permission":102},{"projectName":"p","stackName":"d","permission":103},
                {"projectName":"p","stackName":"e","permission":104},{"projectName":"p","stackName":"f","permission":105}],
                "environments":[{"projectName":"default","envName":"a","permission":"open","maxOpenDuration":"1h30m0s"},
                {"projectName":"p","envName":"b","permission":"none","maxOpenDuration":"0s"},{"projectName":"p","envName":"c","permission":"admin"}]}
                """));

            var team = await Cloud.Teams.FindAsync("acme", "core", Cancel);

            Assert.Equal(["none", "read", "write", "admin", "creator", "105"], team!.Stacks.Select(static stack => stack.Permission));
            Assert.Equal(new TeamStack("p", "a", "none"), team.Stacks[0]);
            Assert.Equal(
                [new TeamEnvironment("default", "a", "open", "1h30m0s"), new("p", "b", "none", null), new("p", "c", "admin", null)],
                team.Environments);
        }

        [Fact]
        public async Task Finds_nothing_when_the_API_says_so()
        {
            Server.On($"GET {Core}", Replies.Error(404, "Not Found: Team 'core'"));

            Assert.Null(await Cloud.Teams.FindAsync("acme", "core", Cancel));
        }

        [Fact]
        public async Task Fails_when_something_in_between_says_not_found()
        {
            Server.On($"GET {Core}", Replies.Html(404));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
            Assert.Contains("404 Not Found: this is not an answer of the organizations API at https://api.test", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Escapes_what_it_is_given()
        {
            Server.On("GET /api/orgs/a%20b/teams/c%3Fd%23e%25", Replies.Json(200, Bodies.Team("c")));

            Assert.NotNull(await Cloud.Teams.FindAsync("a b", "c?d#e%", Cancel));
        }
    }

    public sealed class TheCreateMethod : CloudTest
    {
        [Fact]
        public async Task Posts_a_Pulumi_team_and_returns_it_with_its_creator()
        {
            Server.On($"POST {Teams}/pulumi", Replies.Json(201, Bodies.Team("core", "me")));

            var team = await Cloud.Teams.CreateAsync("acme", new NewTeam("core", "Core", "builds"), Cancel);

            Assert.Equal("""{"name":"core","displayName":"Core","description":"builds"}""", Server.Only.Body);
            Assert.Equal("me", Assert.Single(team.Members).Username);
        }

        [Fact]
        public async Task Says_which_team_could_not_be_made()
        {
            Server.On($"POST {Teams}/pulumi", Replies.Error(403, "Forbidden"));

            Assert.StartsWith(
                "could not create team core in organization acme: 403 Forbidden",
                (await FailureAsync(() => Cloud.Teams.CreateAsync("acme", new NewTeam("core", "Core", "builds"), Cancel))).Message,
                StringComparison.Ordinal);
        }
    }

    public sealed class TheCreateFromGitHubMethod : CloudTest
    {
        [Fact]
        public async Task Posts_the_id_of_the_GitHub_team()
        {
            Server.On($"POST {Teams}/github", Replies.Json(201, Bodies.Team("core")));

            await Cloud.Teams.CreateFromGitHubAsync("acme", 9007199254740993, Cancel);

            Assert.Equal("""{"githubTeamID":9007199254740993}""", Server.Only.Body);
        }

        [Fact]
        public async Task Says_which_GitHub_team_there_is_not()
        {
            Server.On($"POST {Teams}/github", Replies.Error(404, "Not Found: GitHub Team"));

            var failure = await FailureAsync(() => Cloud.Teams.CreateFromGitHubAsync("acme", 42, Cancel));

            Assert.Equal(
                "could not create a team for GitHub team 42 in organization acme: 404 Not Found: GitHub Team (POST /api/orgs/acme/teams/github)",
                failure.Message);
        }
    }

    public sealed class TheUpdateMethod : CloudTest
    {
        [Theory]
        [InlineData("Core", null, """{"newDisplayName":"Core"}""")]
        [InlineData(null, "", """{"newDescription":""}""")]
        [InlineData("Core", "builds", """{"newDisplayName":"Core","newDescription":"builds"}""")]
        public async Task Sends_only_what_changes(string? displayName, string? description, string body)
        {
            Server.On($"PATCH {Core}", Replies.Done);

            var changes = new TeamChanges { NewDisplayName = displayName, NewDescription = description };
            await Cloud.Teams.UpdateAsync("acme", "core", changes, Cancel);

            Assert.Equal(body, Server.Only.Body);
        }

        [Theory]
        [InlineData("The cores", "builds things", true)]
        [InlineData("The cores", null, true)]
        [InlineData(null, "builds things", true)]
        [InlineData("Core", "builds things", false)]
        [InlineData("The cores", "breaks things", false)]
        public async Task Looks_at_the_texts_where_a_repetition_is_refused(string? displayName, string? description, bool isDone)
        {
            Server.On($"PATCH {Core}", Replies.Broken, Replies.Error(400, "no")).On($"GET {Core}", Replies.Json(200, Bodies.Team("core")));

            var failure = await Record.ExceptionAsync(() => Cloud.Teams.UpdateAsync(
                "acme", "core", new TeamChanges { NewDisplayName = displayName, NewDescription = description }, Cancel));

            Assert.Equal(isDone, failure is null);
            Assert.All(failure is null ? [] : new[] { failure }, static failure => Assert.StartsWith(
                "could not update team core of organization acme: 400", failure.Message, StringComparison.Ordinal));
        }
    }

    public sealed class TheMembershipMethods : CloudTest
    {
        [Theory]
        [InlineData("add")]
        [InlineData("remove")]
        [InlineData("promote")]
        [InlineData("demote")]
        public async Task Patch_the_team_with_the_action_and_the_person(string action)
        {
            Server.On($"PATCH {Core}", Replies.Done);

            await ActAsync(action);

            Assert.Equal($$"""{"memberAction":"{{action}}","member":"alice"}""", Server.Only.Body);
        }

        [Theory]
        [InlineData("add", "add alice to team core of organization acme")]
        [InlineData("remove", "remove alice from team core of organization acme")]
        [InlineData("promote", "make alice an admin of team core of organization acme")]
        [InlineData("demote", "make alice an ordinary member of team core of organization acme")]
        public async Task Say_who_could_not_be_moved_where(string action, string words)
        {
            Server.On($"PATCH {Core}", Replies.Error(404, "Not Found: no such user"));

            var failure = await FailureAsync(() => ActAsync(action));

            Assert.Equal($"could not {words}: 404 Not Found: no such user (PATCH /api/orgs/acme/teams/core)", failure.Message);
        }

        private Task ActAsync(string action) => action switch
        {
            "add" => Cloud.Teams.AddMemberAsync("acme", "core", "alice", Cancel),
            "remove" => Cloud.Teams.RemoveMemberAsync("acme", "core", "alice", Cancel),
            "promote" => Cloud.Teams.PromoteMemberAsync("acme", "core", "alice", Cancel),
            _ => Cloud.Teams.DemoteMemberAsync("acme", "core", "alice", Cancel),
        };
    }

    public sealed class TheFindWithMethod : CloudTest
    {
        [Fact]
        public async Task Reads_once_where_all_are_there()
        {
            Server.On($"GET {Core}", Replies.Json(200, Bodies.Team("core", "alice", "bob", "cleo")));

            await Cloud.Teams.FindWithAsync("acme", "core", ["ALICE", "bob"], Cancel);

            Assert.Single(Server.Requests);
        }

        [Fact]
        public async Task Reads_a_second_time_where_one_of_them_is_missing()
        {
            Server.On($"GET {Core}", Replies.Json(200, Bodies.Team("core", "alice")), Replies.Json(200, Bodies.Team("core", "alice", "bob")));

            Assert.Equal(2, (await Cloud.Teams.FindWithAsync("acme", "core", ["alice", "bob"], Cancel))!.Members.Count);
        }

        [Fact]
        public async Task Misses_nobody_where_the_members_are_not_told()
        {
            Server.On($"GET {Core}", Replies.Json(
                200, """{"kind":"github","name":"core","displayName":"Core","description":"","listMembersError":"GitHub is down","members":[]}"""));

            await Cloud.Teams.FindWithAsync("acme", "core", ["alice"], Cancel);

            Assert.Single(Server.Requests);
        }
    }

    public sealed class TheFindAsExpectedMethod : CloudTest
    {
        [Fact]
        public async Task Reads_once_where_all_is_as_expected_and_twice_for_all_who_miss_something()
        {
            Server.On($"GET {Core}", Replies.Json(200, Bodies.Team("core")));

            await Cloud.Teams.FindAsExpectedAsync("acme", "core", static team => team.Stacks is [], Cancel);
            Assert.Single(Server.Requests);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
                Cloud.Teams.FindAsExpectedAsync("acme", "core", static team => team.Stacks is not [], Cancel)));
            Assert.Equal(2, Server.Requests.Count);
        }
    }

    public sealed class ThePermissionMethods : CloudTest
    {
        [Theory]
        [InlineData("addStackPermission", """{"projectName":"website","stackName":"prod","permission":102}""")]
        [InlineData("editStackPermission", """{"projectName":"website","stackName":"prod","permission":102}""")]
        [InlineData("removeStack", """{"projectName":"website","stackName":"prod"}""")]
        [InlineData("addEnvironmentPermission", """{"projectName":"default","envName":"keys","permission":"open","maxOpenDuration":"2h"}""")]
        [InlineData("editEnvironmentPermission", """{"projectName":"default","envName":"keys","permission":"open","maxOpenDuration":"2h"}""")]
        [InlineData("removeEnvironment", """{"projectName":"default","envName":"keys"}""")]
        public async Task Patch_the_team_with_what_it_may_do(string change, string what)
        {
            Server.On($"PATCH {Core}", Replies.Done);

            await ActAsync(change);

            Assert.Equal($$"""{"{{change}}":{{what}}}""", Server.Only.Body);
        }

        [Fact]
        public async Task Leave_a_duration_out_that_is_none()
        {
            Server.On($"PATCH {Core}", Replies.Done);

            await Cloud.Teams.AddEnvironmentAsync("acme", "core", new TeamEnvironment("default", "keys", "read", null), Cancel);

            Assert.Equal("""{"addEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"read"}}""", Server.Only.Body);
        }

        [Fact]
        public async Task Send_nothing_that_the_API_has_no_number_for()
        {
            var refusal = await Assert.ThrowsAsync<ArgumentException>(
                () => Cloud.Teams.AddStackAsync("acme", "core", new TeamStack("website", "prod", "owner"), Cancel));

            Assert.StartsWith("'owner' is no permission on a stack", refusal.Message, StringComparison.Ordinal);
            Assert.Empty(Server.Requests);
        }

        [Theory]
        [InlineData("addStackPermission", "give write on stack website/prod to team core of organization acme")]
        [InlineData("editStackPermission", "change to write what team core of organization acme may do with stack website/prod")]
        [InlineData("removeStack", "take stack website/prod from team core of organization acme")]
        [InlineData("addEnvironmentPermission", "give open on environment default/keys to team core of organization acme")]
        [InlineData("editEnvironmentPermission", "change to open what team core of organization acme may do with environment default/keys")]
        [InlineData("removeEnvironment", "take environment default/keys from team core of organization acme")]
        public async Task Say_who_could_not_be_given_what(string change, string words)
        {
            Server.On($"PATCH {Core}", Replies.Error(400, "no"));

            Assert.Equal($"could not {words}: 400 Bad Request: no (PATCH {Core})", (await FailureAsync(() => ActAsync(change))).Message);
        }

        private Task ActAsync(string change) => change switch
        {
            "addStackPermission" => Cloud.Teams.AddStackAsync("acme", "core", new TeamStack("website", "prod", "write"), Cancel),
            "editStackPermission" => Cloud.Teams.EditStackAsync("acme", "core", new TeamStack("website", "prod", "write"), Cancel),
            "removeStack" => Cloud.Teams.RemoveStackAsync("acme", "core", "website", "prod", Cancel),
            "addEnvironmentPermission" => Cloud.Teams.AddEnvironmentAsync("acme", "core", new TeamEnvironment("default", "keys", "open", "2h"), Cancel),
            "editEnvironmentPermission" => Cloud.Teams.EditEnvironmentAsync("acme", "core", new TeamEnvironment("default", "keys", "open", "2h"), Cancel),
            _ => Cloud.Teams.RemoveEnvironmentAsync("acme", "core", "default", "keys", Cancel),
        };
    }

    public sealed class TheDeleteMethod : CloudTest
    {
        [Fact]
        public async Task Deletes_the_team()
        {
            Server.On($"DELETE {Core}", Replies.Done);

            await Cloud.Teams.DeleteAsync("acme", "core", Cancel);

            Assert.Single(Server.Requests);
        }
    }
}
