using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class MembersClientTests
{
    private const string Frontend = "GET /api/orgs/acme/members?type=frontend";
    private const string Backend = "GET /api/orgs/acme/members?type=backend";
    private const string Alice = "/api/orgs/acme/members/alice";

    public sealed class TheListMethod : CloudTest
    {
        [Fact]
        public async Task Reads_both_rosters_and_prefers_the_frontends_record_of_a_login_whatever_its_case()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bodies.Member("alice", "admin"), Bodies.Member("bob"))))
                .On(Backend, Replies.Json(200, Bodies.Members(Bodies.Member("Alice", "member"), Bodies.Member("carol"))));

            var members = await Cloud.Members.ListAsync("acme", Cancel);

            Assert.Equal([("alice", "admin"), ("bob", "member"), ("carol", "member")], members.Select(member => (member.Username, member.Role)));
        }

        [Fact]
        public async Task Follows_every_page_of_every_roster()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Page("members", "p/2 &", Bodies.Member("alice"))))
                .On($"{Frontend}&continuationToken=p%2F2%20%26", Replies.Json(200, Bodies.Page("members", "", Bodies.Member("bob"))))
                .On(Backend, Replies.Json(200, Bodies.Page("members", "q2", Bodies.Member("carol"))))
                .On($"{Backend}&continuationToken=q2", Replies.Json(200, Bodies.Page("members", "q3")))
                .On($"{Backend}&continuationToken=q3", Replies.Json(200, Bodies.Members(Bodies.Member("dan"))));

            var members = await Cloud.Members.ListAsync("acme", Cancel);

            Assert.Equal(["alice", "bob", "carol", "dan"], members.Select(member => member.Username));
            Assert.Equal(5, Server.Requests.Count);
        }

        [Fact]
        public async Task Asks_for_both_rosters_at_once()
        {
            var gate = new TaskCompletionSource();
            Server.On(Frontend, Replies.After(gate.Task, Replies.Json(200, Bodies.Members())))
                .On(Backend, Replies.After(gate.Task, Replies.Json(200, Bodies.Members())));

            var listing = Cloud.Members.ListAsync("acme", Cancel);
            await Server.ArrivalAsync();
            await Server.ArrivalAsync();
            gate.SetResult();

            Assert.Empty(await listing);
        }

        [Fact]
        public async Task Takes_a_null_list_for_an_empty_one()
        {
            Server.On(Frontend, Replies.Json(200, """{"members":null}""")).On(Backend, Replies.Json(200, """{"members":null}"""));

            Assert.Empty(await Cloud.Members.ListAsync("acme", Cancel));
        }

        [Fact]
        public async Task Takes_a_role_without_a_name_for_none_of_the_built_in_ones()
        {
            var alice = Bodies.Member("alice").Replace(",\"name\":\"member\"", "", StringComparison.Ordinal);
            Server.On(Frontend, Replies.Json(200, Bodies.Members(alice))).On(Backend, Replies.Json(200, Bodies.Members()))
                .On("GET /api/orgs/acme/roles?uxPurpose=role", Replies.Json(200, """{"roles":[]}"""));

            Assert.Equal(new GivenRole("r1", "", IsBuiltIn: false), Assert.Single(await Cloud.Members.ListAsync("acme", Cancel)).FullRole);
        }

        [Fact]
        public async Task Fails_when_one_page_fails()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Page("members", "p2", Bodies.Member("alice"))))
                .On($"{Frontend}&continuationToken=p2", Replies.Error(500, "Internal Server Error: oops"))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            var failure = await FailureAsync(() => Cloud.Members.ListAsync("acme", Cancel));

            Assert.Equal(
                "could not list the members of organization acme: 500 Internal Server Error: oops (GET /api/orgs/acme/members)", failure.Message);
        }

        [Fact]
        public async Task Fails_when_a_page_leads_back_to_an_earlier_one()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Page("members", "p2", Bodies.Member("alice"))))
                .On($"{Frontend}&continuationToken=p2", Replies.Json(200, Bodies.Page("members", "p2", Bodies.Member("bob"))))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            var failure = await FailureAsync(() => Cloud.Members.ListAsync("acme", Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
            Assert.Contains("continuationToken", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheListFreshMethod : CloudTest
    {
        [Fact]
        public async Task Asks_again_however_young_the_listing_is_that_all_share()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members()), Replies.Json(200, Bodies.Members(Bodies.Member("alice"))))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            Assert.Empty(await Cloud.Members.ListAsync("acme", Cancel));

            Assert.Equal("alice", Assert.Single(await Cloud.Members.ListFreshAsync("acme", Cancel)).Username);
            Assert.Single(await Cloud.Members.ListAsync("acme", Cancel));
        }
    }

    public sealed class TheListWithMethod : CloudTest
    {
        [Fact]
        public async Task Lists_once_where_all_are_there_who_are_expected()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bodies.Member("alice"), Bodies.Member("bob"))))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            Assert.Equal(2, (await Cloud.Members.ListWithAsync("acme", ["ALICE"], Cancel)).Count);
            Assert.Equal(2, Server.Requests.Count);
        }

        [Fact]
        public async Task Lists_a_second_time_where_somebody_is_missing()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bodies.Member("bob"))),
                Replies.Json(200, Bodies.Members(Bodies.Member("alice"), Bodies.Member("bob"))))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            Assert.Equal(["alice", "bob"], (await Cloud.Members.ListWithAsync("acme", ["alice"], Cancel)).Select(static member => member.Username));
        }

        [Fact]
        public async Task Lists_a_second_time_where_one_of_several_is_missing()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bodies.Member("bob"))),
                Replies.Json(200, Bodies.Members(Bodies.Member("alice"), Bodies.Member("bob"))))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            Assert.Equal(2, (await Cloud.Members.ListWithAsync("acme", ["bob", "alice"], Cancel)).Count);
        }
    }

    public sealed class TheFindMethod : CloudTest
    {
        [Fact]
        public async Task Finds_a_member_without_regard_to_case_and_maps_all_fields()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bodies.Member("Alice", "admin"))))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            var member = await Cloud.Members.FindAsync("acme", "aLICE", Cancel);

            Assert.Equal(
                new Member("Alice", "A Person", "Alice@acme.test", "https://pics.test/Alice", "admin", KnownToPulumi: true, VirtualAdmin: false)
                {
                    Created = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
                    FullRole = new GivenRole("r1", "admin", IsBuiltIn: true),
                },
                member);
        }

        [Fact]
        public async Task Finds_a_member_whom_only_the_backend_knows()
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members())).On(Backend, Replies.Json(200, Bodies.Members(Bodies.Member("alice"))));

            Assert.NotNull(await Cloud.Members.FindAsync("acme", "alice", Cancel));
        }

        [Theory]
        [InlineData("none")]
        [InlineData("potential-member")]
        public async Task Does_not_find_people_who_are_on_a_roster_without_being_members(string role)
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bodies.Member("alice", role))))
                .On(Backend, Replies.Json(200, Bodies.Members(Bodies.Member("alice"), Bodies.Member("bob", role))));

            Assert.Null(await Cloud.Members.FindAsync("acme", "alice", Cancel));
            Assert.Null(await Cloud.Members.FindAsync("acme", "bob", Cancel));
            Assert.Empty(await Cloud.Members.ListAsync("acme", Cancel));
        }

        [Fact]
        public async Task Reads_a_thousand_members_with_one_listing()
        {
            string[] logins = [.. Enumerable.Range(0, 1000).Select(number => $"user{number}")];
            Server.On(Frontend, Replies.Json(200, Bodies.Members([.. logins.Select(login => Bodies.Member(login))])))
                .On(Backend, Replies.Json(200, Bodies.Members()));

            var found = await Task.WhenAll(logins.Select(login => Cloud.Members.FindAsync("acme", login, Cancel)));

            Assert.Equal(logins, found.Select(member => member?.Username));
            Assert.Equal(2, Server.Requests.Count);
        }

        [Fact]
        public async Task Takes_a_missing_display_name_and_picture_as_empty()
        {
            const string Bare = """{"role":"member","user":{"githubLogin":"alice"},"knownToPulumi":false,"virtualAdmin":true}""";
            Server.On(Frontend, Replies.Json(200, Bodies.Members(Bare))).On(Backend, Replies.Json(200, Bodies.Members()));

            var member = await Cloud.Members.FindAsync("acme", "alice", Cancel);

            Assert.Equal(new Member("alice", "", null, "", "member", KnownToPulumi: false, VirtualAdmin: true), member);
        }

        [Theory]
        [InlineData("""{"user":{"githubLogin":"alice"},"knownToPulumi":true,"virtualAdmin":false}""", "members[0].role")]
        [InlineData("""{"role":"member","user":{},"knownToPulumi":true,"virtualAdmin":false}""", "members[0].user.githubLogin")]
        [InlineData("""{"role":"member","user":"alice","knownToPulumi":true,"virtualAdmin":false}""", "members[0].user")]
        [InlineData("""{"role":"member","user":{"githubLogin":"alice"},"knownToPulumi":"yes","virtualAdmin":false}""", "members[0].knownToPulumi")]
        [InlineData("""{"role":"member","user":{"githubLogin":"alice","name":7},"knownToPulumi":true,"virtualAdmin":false}""", "members[0].user.name")]
        [InlineData("7", "members[0]")]
        public async Task Names_the_field_that_an_answer_lacks(string member, string field)
        {
            Server.On(Frontend, Replies.Json(200, Bodies.Members(member))).On(Backend, Replies.Json(200, Bodies.Members()));

            var failure = await FailureAsync(() => Cloud.Members.FindAsync("acme", "alice", Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
            Assert.Contains($"'{field}'", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheAddMethod : CloudTest
    {
        [Fact]
        public async Task Posts_the_role_and_returns_the_record()
        {
            Server.On($"POST {Alice}", Replies.Json(200, Bodies.Member("Alice", "admin")));

            var member = await Cloud.Members.AddAsync("acme", "alice", "admin", Cancel);

            Assert.Equal("""{"role":"admin"}""", Server.Only.Body);
            Assert.Equal(("Alice", "admin"), (member.Username, member.Role));
        }

        [Fact]
        public async Task Writes_the_role_of_a_billing_manager_as_this_endpoint_alone_wants_it()
        {
            Server.On($"POST {Alice}", Replies.Json(200, Bodies.Member("alice", "billing-manager")));

            await Cloud.Members.AddAsync("acme", "alice", "billing-manager", Cancel);

            Assert.Equal("""{"role":"billingManager"}""", Server.Only.Body);
        }

        [Fact]
        public async Task Says_who_is_a_member_already()
        {
            Server.On($"POST {Alice}", Replies.Error(409, "Conflict: user is already a member"));

            var failure = await FailureAsync(() => Cloud.Members.AddAsync("acme", "alice", "member", Cancel));

            Assert.Equal(CloudFailure.Conflict, failure.Reason);
            Assert.False(failure.MayHaveHappened);
            Assert.Equal(
                "could not add member alice to organization acme: 409 Conflict: user is already a member (POST /api/orgs/acme/members/alice)",
                failure.Message);
        }
    }

    public sealed class TheSetRoleMethod : CloudTest
    {
        [Fact]
        public async Task Patches_the_role()
        {
            Server.On($"PATCH {Alice}", Replies.Done);

            await Cloud.Members.SetRoleAsync("acme", "alice", "admin", Cancel);

            Assert.Equal("""{"role":"admin"}""", Server.Only.Body);
        }

        [Fact]
        public async Task Says_who_could_not_be_given_which_role()
        {
            Server.On($"PATCH {Alice}", Replies.Error(403, "Forbidden"));

            Assert.StartsWith(
                "could not give member alice of organization acme the role admin: 403 Forbidden",
                (await FailureAsync(() => Cloud.Members.SetRoleAsync("acme", "alice", "admin", Cancel))).Message,
                StringComparison.Ordinal);
            Assert.StartsWith(
                "could not give member alice of organization acme the role with id c1: 403 Forbidden",
                (await FailureAsync(() => Cloud.Members.SetCustomRoleAsync("acme", "alice", "c1", Cancel))).Message,
                StringComparison.Ordinal);
        }
    }

    public sealed class TheRemoveMethod : CloudTest
    {
        [Fact]
        public async Task Deletes_the_member_without_a_body()
        {
            Server.On($"DELETE {Alice}", Replies.Done);

            await Cloud.Members.RemoveAsync("acme", "alice", Cancel);

            Assert.Empty(Server.Only.Body);
        }

        [Fact]
        public async Task Passes_on_that_the_caller_cannot_remove_itself()
        {
            Server.On($"DELETE {Alice}", Replies.Error(400, "Bad Request: You cannot remove yourself from the organization."));

            var failure = await FailureAsync(() => Cloud.Members.RemoveAsync("acme", "alice", Cancel));

            Assert.Equal(CloudFailure.BadRequest, failure.Reason);
            Assert.Equal(
                "could not remove member alice from organization acme: 400 Bad Request: You cannot remove yourself from the organization. " +
                "(DELETE /api/orgs/acme/members/alice)",
                failure.Message);
        }
    }
}
