using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class OrgTokensClientTests
{
    private const string All = "GET /api/orgs/acme/tokens?filter=all&maxResults=1000";
    private const string Create = "POST /api/orgs/acme/tokens";

    public sealed class TheListMethod : CloudTest
    {
        [Theory]
        [InlineData(TokenFilter.Active, "active")]
        [InlineData(TokenFilter.Expired, "expired")]
        [InlineData(TokenFilter.All, "all")]
        public async Task Asks_for_the_largest_pages_of_what_passes_the_filter(TokenFilter filter, string name)
        {
            Server.On($"GET /api/orgs/acme/tokens?filter={name}&maxResults=1000", Replies.Json(200, Bodies.Tokens(Bodies.Token("t1"))));

            Assert.Equal("t1", Assert.Single(await Cloud.OrgTokens.ListAsync("acme", filter, Cancel)).Id);
        }

        [Fact]
        public async Task Follows_every_page_and_counts_a_token_once()
        {
            Server.On(All, Replies.Json(200, Bodies.Page("tokens", "p2", Bodies.Token("t1"), Bodies.Token("t2"))))
                .On($"{All}&continuationToken=p2", Replies.Json(200, Bodies.Tokens(Bodies.Token("t2"), Bodies.Token("t3"))));

            var tokens = await Cloud.OrgTokens.ListAsync("acme", TokenFilter.All, Cancel);

            Assert.Equal(["t1", "t2", "t3"], tokens.Select(token => token.Id));
        }
    }

    public sealed class TheFindMethod : CloudTest
    {
        [Fact]
        public async Task Looks_among_all_tokens_and_maps_all_fields()
        {
            Server.On(All, Replies.Json(200, Bodies.Tokens(Bodies.Token("t1", "ci", "2024-01-02T03:04:05.1234567+02:00", expires: 4102444800))));

            var token = await Cloud.OrgTokens.FindAsync("acme", "t1", Cancel);

            var created = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1234567);
            Assert.Equal(
                new AccessToken("t1", "ci", "for CI", created, LastUsed: 1700000000, Expires: 4102444800, Admin: true, CreatedBy: "alice"), token);
            Assert.Equal(TimeSpan.FromHours(2), token!.Created!.Value.Offset);
        }

        [Fact]
        public async Task Fills_in_what_the_server_leaves_out()
        {
            Server.On(All, Replies.Json(200, Bodies.Tokens(
                """{"id":"t1","name":"ci","description":"","lastUsed":0,"expires":0,"admin":false,"role":{"id":"r1"}}""")));

            Assert.Equal(
                new AccessToken("t1", "ci", "", Created: null, LastUsed: 0, Expires: 0, Admin: false, CreatedBy: "")
                {
                    Role = new GivenRole("r1", "", IsBuiltIn: false),
                },
                await Cloud.OrgTokens.FindAsync("acme", "t1", Cancel));
        }

        [Fact]
        public async Task Finds_nothing_where_no_token_has_the_id()
        {
            Server.On(All, Replies.Json(200, Bodies.Tokens(Bodies.Token("t1"))));

            Assert.Null(await Cloud.OrgTokens.FindAsync("acme", "T1", Cancel));
        }

        [Theory]
        [InlineData("")]
        [InlineData("once upon a time")]
        public async Task Has_no_date_where_the_server_gives_none(string created)
        {
            Server.On(All, Replies.Json(200, Bodies.Tokens(Bodies.Token("t1", created: created))));

            Assert.Null((await Cloud.OrgTokens.FindAsync("acme", "t1", Cancel))!.Created);
        }

        [Theory]
        [InlineData("1.5")]
        [InlineData("\"soon\"")]
        [InlineData("null")]
        [InlineData("99999999999999999999")]
        public async Task Names_an_expiry_that_is_no_whole_number(string expires)
        {
            var token = Bodies.Token("t1", expires: 77).Replace("77", expires, StringComparison.Ordinal);
            Server.On(All, Replies.Json(200, Bodies.Tokens(token)));

            var failure = await FailureAsync(() => Cloud.OrgTokens.FindAsync("acme", "t1", Cancel));

            Assert.Contains("'tokens[0].expires' is missing or is not a whole number", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheCreateMethod : CloudTest
    {
        private readonly NewOrgToken _token = new("ci", "for CI", Expires: 4102444800, Admin: true);

        [Fact]
        public async Task Posts_the_token_and_returns_its_value()
        {
            Server.On(Create, Replies.Json(200, """{"id":"t1","tokenValue":"pul-new"}"""));

            var created = await Cloud.OrgTokens.CreateAsync("acme", _token, Cancel);

            Assert.Equal("""{"name":"ci","description":"for CI","expires":4102444800,"admin":true}""", Server.Only.Body);
            Assert.Equal(new CreatedToken("t1", "pul-new"), created);
        }

        [Fact]
        public async Task Says_that_a_name_is_spent()
        {
            Server.On(Create, Replies.Error(409, "Conflict: name taken"));

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", _token, Cancel));

            Assert.Equal(
                "could not create access token ci of organization acme: 409 Conflict: name taken (POST /api/orgs/acme/tokens)", failure.Message);
        }

        [Theory]
        [InlineData("""{"tokenValue":"pul-new"}""")]
        [InlineData("""{"id":["pul-new"],"tokenValue":"pul-new"}""")]
        [InlineData("""{"id":"t1","tokenValue":"pul-new",}}""")]
        [InlineData("""{"id":"t1","tokenValue":"pul-new""")]
        [InlineData("""{"id":"t1","tokenValue":pul-new}""")]
        [InlineData("""["pul-new"]""")]
        [InlineData("pul-new")]
        public async Task Says_that_there_may_be_a_token_when_the_answer_is_no_good_and_does_not_quote_it(string answer)
        {
            Server.On(Create, Replies.Json(200, answer));

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", _token, Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
            Assert.True(failure.MayHaveHappened);
            Assert.DoesNotContain("pul-new", failure.ToString(), StringComparison.Ordinal);
        }
    }

    public sealed class TheDeleteMethod : CloudTest
    {
        [Fact]
        public async Task Deletes_the_token()
        {
            Server.On("DELETE /api/orgs/acme/tokens/t1", Replies.Done);

            await Cloud.OrgTokens.DeleteAsync("acme", "t1", Cancel);

            Assert.Single(Server.Requests);
        }
    }
}
