using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class TeamTokensClientTests
{
    private const string All = "GET /api/orgs/acme/teams/core/tokens?filter=all&maxResults=1000";
    private const string Create = "POST /api/orgs/acme/teams/core/tokens";

    public sealed class TheListMethod : CloudTest
    {
        [Fact]
        public async Task Follows_every_page_of_what_passes_the_filter()
        {
            const string active = "GET /api/orgs/acme/teams/core/tokens?filter=active&maxResults=1000";
            Server.On(active, Replies.Json(200, Bodies.Page("tokens", "p2", Bodies.Token("t1"))))
                .On($"{active}&continuationToken=p2", Replies.Json(200, Bodies.Tokens(Bodies.Token("t2"))));

            var tokens = await Cloud.TeamTokens.ListAsync("acme", "core", TokenFilter.Active, Cancel);

            Assert.Equal(["t1", "t2"], tokens.Select(token => token.Id));
        }

        [Fact]
        public async Task Says_that_a_team_is_gone()
        {
            Server.On(All, Replies.Error(404, "Not Found: Team 'core' not found"));

            var failure = await FailureAsync(() => Cloud.TeamTokens.ListAsync("acme", "core", TokenFilter.All, Cancel));

            Assert.Equal(CloudFailure.NotFound, failure.Reason);
            Assert.Equal(
                "could not list the access tokens of team core of organization acme: 404 Not Found: Team 'core' not found (GET " +
                "/api/orgs/acme/teams/core/tokens)",
                failure.Message);
        }
    }

    public sealed class TheFindMethod : CloudTest
    {
        [Fact]
        public async Task Reads_any_number_of_tokens_of_a_team_with_one_request()
        {
            Server.On(All, Replies.Json(200, Bodies.Tokens(Bodies.Token("t1", "ci"), Bodies.Token("t2", "deploy"))));

            Assert.Equal("ci", (await Cloud.TeamTokens.FindAsync("acme", "core", "t1", Cancel))!.Name);
            Assert.Equal("deploy", (await Cloud.TeamTokens.FindAsync("acme", "core", "t2", Cancel))!.Name);
            Assert.Single(Server.Requests);
            Assert.Null(await Cloud.TeamTokens.FindAsync("acme", "core", "t3", Cancel));
            Assert.Equal(2, Server.Requests.Count);
        }

        [Fact]
        public async Task Finds_nothing_where_the_team_is_gone()
        {
            Server.On(All, Replies.Error(404, "Not Found: Team 'core' not found"));

            Assert.Null(await Cloud.TeamTokens.FindAsync("acme", "core", "t1", Cancel));
        }

        [Fact]
        public async Task Does_not_take_a_failed_listing_for_an_absence()
        {
            Server.On(All, Replies.Error(500, "Internal Server Error: oops"));

            Assert.Equal(CloudFailure.Unavailable, (await FailureAsync(() => Cloud.TeamTokens.FindAsync("acme", "core", "t1", Cancel))).Reason);
        }

        [Fact]
        public async Task Keeps_the_tokens_of_teams_and_of_the_organization_apart()
        {
            Server.On(All, Replies.Json(200, Bodies.Tokens()))
                .On("GET /api/orgs/acme/teams/ops/tokens?filter=all&maxResults=1000", Replies.Json(200, Bodies.Tokens(Bodies.Token("t1"))))
                .On("GET /api/orgs/acme/tokens?filter=all&maxResults=1000", Replies.Json(200, Bodies.Tokens()));

            Assert.Null(await Cloud.TeamTokens.FindAsync("acme", "core", "t1", Cancel));
            Assert.NotNull(await Cloud.TeamTokens.FindAsync("acme", "ops", "t1", Cancel));
            Assert.Null(await Cloud.OrgTokens.FindAsync("acme", "t1", Cancel));
        }
    }

    public sealed class TheCreateMethod : CloudTest
    {
        private readonly NewTeamToken _token = new("ci", "for CI", Expires: 4102444800);

        [Fact]
        public async Task Posts_the_token_and_returns_its_value()
        {
            Server.On(Create, Replies.Json(200, """{"id":"t1","tokenValue":"pul-new"}"""));

            var created = await Cloud.TeamTokens.CreateAsync("acme", "core", _token, Cancel);

            Assert.Equal("""{"name":"ci","description":"for CI","expires":4102444800}""", Server.Only.Body);
            Assert.Equal(new CreatedToken("t1", "pul-new"), created);
        }

        [Fact]
        public async Task Is_not_tried_again_when_nobody_knows_whether_it_was_done()
        {
            Server.On(Create, Replies.Broken);

            Assert.True((await FailureAsync(() => Cloud.TeamTokens.CreateAsync("acme", "core", _token, Cancel))).MayHaveHappened);
            Assert.Single(Server.Requests);
        }
    }

    public sealed class TheDeleteMethod : CloudTest
    {
        private const string Delete = "DELETE /api/orgs/acme/teams/core/tokens/t1";

        [Fact]
        public async Task Succeeds_when_an_earlier_try_did_it_and_its_answer_was_lost()
        {
            Server.On(Delete, Replies.Broken, Replies.Error(404, "Not Found: Access token 't1' not found"));

            await Cloud.TeamTokens.DeleteAsync("acme", "core", "t1", Cancel);

            Assert.Equal([Delete, Delete], Server.Endpoints);
        }

        [Fact]
        public async Task Passes_on_that_it_is_not_a_teams_token()
        {
            Server.On(Delete, Replies.Error(400, "Bad Request: the requested token is not a team token"));

            var failure = await FailureAsync(() => Cloud.TeamTokens.DeleteAsync("acme", "core", "t1", Cancel));

            Assert.Equal((CloudFailure.BadRequest, "Bad Request: the requested token is not a team token"), (failure.Reason, failure.ServerMessage));
            Assert.StartsWith("could not delete access token t1 of team core of organization acme: ", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Looks_for_the_token_where_a_repetition_is_refused()
        {
            Server.On(Delete, Replies.Broken, Replies.Error(400, "no")).On(All, Replies.Json(200, Bodies.Tokens(Bodies.Token("t2"))));
            await Cloud.TeamTokens.DeleteAsync("acme", "core", "t1", Cancel);

            Server.On(Delete, Replies.Broken, Replies.Error(400, "no")).On(All, Replies.Json(200, Bodies.Tokens(Bodies.Token("t1"))));
            Assert.Equal(CloudFailure.BadRequest, (await FailureAsync(() => Cloud.TeamTokens.DeleteAsync("acme", "core", "t1", Cancel))).Reason);
        }

        [Fact]
        public async Task Believes_that_a_token_is_gone_when_two_listings_say_so()
        {
            Server.On(Delete, Replies.Broken, Replies.Error(400, "no"))
                .On(All, Replies.Json(200, Bodies.Tokens()), Replies.Json(200, Bodies.Tokens(Bodies.Token("t1"))));

            await FailureAsync(() => Cloud.TeamTokens.DeleteAsync("acme", "core", "t1", Cancel));
        }
    }
}
