using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>The roles of an organization, and who has one that it made itself.</summary>
public static class RolesClientTests
{
    private const string Roles = "GET /api/orgs/acme/roles?uxPurpose=role";
    private const string Frontend = "GET /api/orgs/acme/members?type=frontend";
    private const string Backend = "GET /api/orgs/acme/members?type=backend";

    private const string All = """
        {"roles":[
          {"id":"r1","name":"Member","description":"","defaultIdentifier":"member","isOrgDefault":true},
          {"id":"r2","name":"Billing","defaultIdentifier":"billing-manager","isOrgDefault":false},
          {"id":"c1","name":"Auditor","description":"Looks","defaultIdentifier":"","isOrgDefault":false},
          {"id":"c2","isOrgDefault":false}]}
        """;

    public sealed class TheListMethod : CloudTest
    {
        [Fact]
        public async Task Takes_an_empty_identifier_for_a_custom_role()
        {
            Server.On(Roles, Replies.Json(200, All));

            Assert.Equal(
                [
                    new Role("r1", "Member", "", "member", IsDefault: true), new Role("r2", "Billing", "", "billing-manager", IsDefault: false),
                    new Role("c1", "Auditor", "Looks", null, IsDefault: false), new Role("c2", "", "", null, IsDefault: false),
                ],
                await Cloud.Roles.ListAsync("acme", Cancel));
        }

        [Fact]
        public async Task Says_whose_roles_could_not_be_listed()
        {
            Server.On(Roles, Replies.Error(403, "Forbidden"));

            Assert.StartsWith(
                "could not list the roles of organization acme: 403 Forbidden",
                (await FailureAsync(() => Cloud.Roles.ListAsync("acme", Cancel))).Message,
                StringComparison.Ordinal);
        }
    }

    public sealed class OfMembers : CloudTest
    {
        private void MembersAre(params string[] members) =>
            Server.On(Frontend, Replies.Json(200, Bodies.Members(members))).On(Backend, Replies.Json(200, Bodies.Members()));

        [Fact]
        public async Task Nobody_is_asked_where_all_roles_are_known_by_name()
        {
            MembersAre(
                Bodies.Member("ada", "admin", roleId: "r0", roleName: "Admin"), Bodies.Member("bob"),
                Bodies.Member("cleo", "billing-manager", roleId: "r2", roleName: "Billing Manager"),
                Bodies.Member("dan", "stack-collaborator", roleId: "c1", roleName: "Auditor"));

            Assert.All(await Cloud.Members.ListAsync("acme", Cancel), static member => Assert.Null(member.CustomRole));
            Assert.Equal([Frontend, Backend], Server.Endpoints);
        }

        [Fact]
        public async Task The_listing_of_roles_tells_the_others()
        {
            Server.On(Roles, Replies.Json(200, All));
            MembersAre(
                Bodies.Member("ada", "admin", roleId: "c1", roleName: "Auditor"), Bodies.Member("bob"),
                Bodies.Member("cleo", "billing-manager", roleId: "r2", roleName: "Billing"), Bodies.Member("dan", roleId: "new", roleName: "New"));

            var members = await Cloud.Members.ListAsync("acme", Cancel);

            Assert.Equal([("ada", "c1"), ("bob", null), ("cleo", null), ("dan", "new")],
                members.Select(static member => (member.Username, member.CustomRole?.Id)));
            Assert.Equal(3, Server.Requests.Count);
        }

        [Theory]
        [InlineData("Admin 2")]
        [InlineData("Admin.")]
        [InlineData("Member")]
        public async Task A_name_that_is_like_another_roles_proves_nothing(string name)
        {
            Server.On(Roles, Replies.Json(200, All));
            MembersAre(Bodies.Member("ada", "admin", roleId: "c1", roleName: name));

            Assert.Equal("c1", Assert.Single(await Cloud.Members.ListAsync("acme", Cancel)).CustomRole?.Id);
        }

        [Theory]
        [InlineData(403)]
        [InlineData(404)]
        public async Task Who_may_not_see_the_roles_sees_the_closest_ones(int status)
        {
            Server.On(Roles, Replies.Error(status, "no"));
            MembersAre(Bodies.Member("ada", "admin", roleId: "c1", roleName: "Auditor"));

            Assert.Equal("admin", Assert.Single(await Cloud.Members.ListAsync("acme", Cancel), static member => member.CustomRole is null).Role);
        }

        [Fact]
        public async Task A_listing_of_roles_that_fails_is_a_failure()
        {
            Server.On(Roles, Replies.Error(500, "no"));
            MembersAre(Bodies.Member("ada", roleId: "c1", roleName: "Auditor"));

            Assert.Equal(CloudFailure.Unavailable, (await FailureAsync(() => Cloud.Members.ListAsync("acme", Cancel))).Reason);
        }

        [Fact]
        public async Task Is_given_by_its_id()
        {
            Server.On("PATCH /api/orgs/acme/members/ada", Replies.Done);

            await Cloud.Members.SetCustomRoleAsync("acme", "ada", "c1", Cancel);

            Assert.Equal("""{"fgaRoleId":"c1"}""", Server.Only.Body);
        }

        [Theory]
        [InlineData("c1", true)]
        [InlineData("c2", false)]
        public async Task Is_looked_for_where_a_repetition_is_refused(string roleId, bool isDone)
        {
            Server.On("PATCH /api/orgs/acme/members/ada", Replies.Broken, Replies.Error(400, "no")).On(Roles, Replies.Json(200, All));
            MembersAre(Bodies.Member("ada", roleId: roleId, roleName: "Auditor"));

            var failure = await Record.ExceptionAsync(() => Cloud.Members.SetCustomRoleAsync("acme", "ada", "c1", Cancel));

            Assert.Equal(isDone, failure is null);
        }
    }

    public sealed class OfTeams : CloudTest
    {
        private const string Give = "POST /api/orgs/acme/teams/web/roles/c1";
        private const string Take = "DELETE /api/orgs/acme/teams/web/roles/c1";
        private const string Enable = "POST /api/orgs/acme/teams/web/enable-team-roles";

        private Task GiveAsync() => Cloud.Teams.SetRoleAsync("acme", "web", "c1", Cancel);

        private Task TakeAsync() => Cloud.Teams.RemoveRoleAsync("acme", "web", "c1", Cancel);

        private void TeamHas(string roleId) => Server.On("GET /api/orgs/acme/teams/web", Replies.Json(200, $$"""
            {"kind":"pulumi","name":"web","displayName":"Web","description":"","members":[],"roleIds":["{{roleId}}"]}
            """));

        [Fact]
        public async Task Is_given_with_one_request()
        {
            Server.On(Give, Replies.Done);

            await GiveAsync();

            Assert.Equal([Give], Server.Endpoints);
        }

        [Theory]
        [InlineData(200, "{}")]
        [InlineData(400, """{"code":400,"message":"Bad Request: Role with this name already exists"}""")]
        public async Task Is_enabled_first_where_the_server_says_that_it_must_be(int status, string answer)
        {
            Server.On(Give, Replies.Error(400, "Bad Request: roles are not enabled for this team"), Replies.Done).On(Enable, Replies.Json(status, answer));

            await GiveAsync();

            Assert.Equal([Give, Enable, Give], Server.Endpoints);
        }

        [Fact]
        public async Task Is_not_enabled_where_it_is_refused_for_another_reason()
        {
            Server.On(Give, Replies.Error(400, "Bad Request: Invalid parameter 'roleID'."));

            Assert.Equal(CloudFailure.BadRequest, (await FailureAsync(GiveAsync)).Reason);
            Assert.Equal([Give], Server.Endpoints);
        }

        [Fact]
        public async Task Is_done_where_the_answer_was_lost_and_the_team_has_it()
        {
            Server.On(Give, Replies.Broken)
                .On("GET /api/orgs/acme/teams/web", Replies.Json(200, """{"kind":"pulumi","name":"web","displayName":"Web","description":"","members":[],"roleIds":["c1"]}"""));

            await GiveAsync();
        }

        [Theory]
        [InlineData("c1", true)]
        [InlineData("c2", false)]
        public async Task Is_looked_for_where_a_repetition_is_refused(string roleId, bool isThere)
        {
            TeamHas(roleId);
            Server.On(Give, Replies.Broken, Replies.Error(400, "no"));
            Assert.Equal(isThere, await Record.ExceptionAsync(GiveAsync) is null);

            Server.On(Take, Replies.Broken, Replies.Error(400, "no"));
            Assert.Equal(!isThere, await Record.ExceptionAsync(TakeAsync) is null);
        }

        [Fact]
        public async Task May_be_given_though_no_answer_said_so()
        {
            TeamHas("c2");
            Server.On(Give, Replies.Broken);
            Assert.True((await FailureAsync(GiveAsync)).MayHaveHappened);

            Server.On(Give, Replies.Error(400, "Bad Request: roles are not enabled for this team")).On(Enable, Replies.Broken);
            Assert.True((await FailureAsync(GiveAsync)).MayHaveHappened);
        }

        [Fact]
        public async Task Is_taken_away_where_the_repetition_finds_none()
        {
            Server.On(Take, Replies.Broken, Replies.Error(404, "Not Found"));

            await TakeAsync();

            Assert.Equal([Take, Take], Server.Endpoints);
        }

        [Fact]
        public async Task Says_which_role_could_not_be_given_or_taken()
        {
            Server.On(Give, Replies.Error(403, "Forbidden")).On(Take, Replies.Error(403, "Forbidden"));

            Assert.StartsWith(
                "could not give team web of organization acme the role with id c1: 403", (await FailureAsync(GiveAsync)).Message, StringComparison.Ordinal);
            Assert.StartsWith(
                "could not take the role with id c1 from team web of organization acme: 403",
                (await FailureAsync(TakeAsync)).Message,
                StringComparison.Ordinal);

            Server.On(Give, Replies.Error(400, "Bad Request: roles are not enabled for this team")).On(Enable, Replies.Error(403, "Forbidden"));
            Assert.StartsWith(
                "could not enable roles for team web of organization acme: 403", (await FailureAsync(GiveAsync)).Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Is_taken_away()
        {
            Server.On(Take, Replies.Done);

            await TakeAsync();

            Assert.Single(Server.Requests);
        }
    }

    public sealed class OfTokens : CloudTest
    {
        [Fact]
        public async Task Is_asked_for_and_told()
        {
            Server.On("POST /api/orgs/acme/tokens", Replies.Json(200, """{"id":"t1","tokenValue":"pul-1"}"""))
                .On(
                    "GET /api/orgs/acme/tokens?filter=all&maxResults=1000",
                    Replies.Json(200, Bodies.Tokens(Bodies.Token("t1", role: """{"id":"c1","name":"Auditor","defaultIdentifier":""}"""))));

            await Cloud.OrgTokens.CreateAsync("acme", new NewOrgToken("ci", "", 0, Admin: false) { RoleId = "c1" }, Cancel);
            var token = await Cloud.OrgTokens.FindAsync("acme", "t1", Cancel);

            Assert.Equal("c1", (string?)Server.Requests[0].Json["roleID"]);
            Assert.Equal(new GivenRole("c1", "Auditor", IsBuiltIn: false), token!.Role);
        }
    }
}
