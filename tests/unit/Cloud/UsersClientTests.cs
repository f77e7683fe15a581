using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class UsersClientTests
{
    private const string Endpoint = "GET /api/user";

    private const string Body =
        """{"id":"u1","githubLogin":"alice","name":"Alice","email":"alice@acme.test","organizations":[{"githubLogin":"acme","name":"Acme","role":"admin"}]}""";

    public sealed class TheGetCurrentMethod : CloudTest
    {
        [Fact]
        public async Task Maps_all_fields()
        {
            Server.On(Endpoint, Replies.Json(200, Body));

            var user = await Cloud.Users.GetCurrentAsync(Cancel);

            Assert.Equal(("alice", "Alice", "alice@acme.test"), (user.Username, user.Name, user.Email));
            Assert.Equal(["acme"], user.Organizations);
        }

        [Fact]
        public async Task Tells_a_machine_token_by_the_organization_and_the_team_that_it_belongs_to()
        {
            Server.On(Endpoint, Replies.Json(200, Body[..^1] + ""","tokenInfo":{"name":"ci","organization":"acme","team":"web"}}"""));

            var user = await Cloud.Users.GetCurrentAsync(Cancel);

            Assert.Equal(new TokenInfo("ci", "acme", "web"), user.Token);
        }

        [Fact]
        public async Task Knows_of_no_machine_token_behind_a_person()
        {
            Server.On(Endpoint, Replies.Json(200, Body));

            Assert.Null((await Cloud.Users.GetCurrentAsync(Cancel)).Token);
        }

        [Fact]
        public async Task Takes_a_token_of_no_organization_for_a_persons_own()
        {
            Server.On(Endpoint, Replies.Json(200, """{"githubLogin":"alice","organizations":null,"tokenInfo":{"name":"laptop"}}"""));

            var user = await Cloud.Users.GetCurrentAsync(Cancel);

            Assert.Equal(new TokenInfo("laptop", "", ""), user.Token);
            Assert.Equal(("", ""), (user.Name, user.Email));
            Assert.True(user.Is("Alice"));
        }

        [Fact]
        public async Task Asks_once_however_long_the_client_lives()
        {
            Server.On(Endpoint, Replies.Json(200, Body));

            await Task.WhenAll(Cloud.Users.GetCurrentAsync(Cancel), Cloud.Users.GetCurrentAsync(Cancel));
            Time.Advance(TimeSpan.FromDays(300));
            await Cloud.Users.GetCurrentAsync(Cancel);

            Assert.Single(Server.Requests);
        }

        [Fact]
        public async Task Asks_again_after_a_failure()
        {
            Server.On(Endpoint, Replies.Error(401, "Unauthorized: No credentials provided or are invalid."), Replies.Json(200, Body));

            var failure = await FailureAsync(() => Cloud.Users.GetCurrentAsync(Cancel));

            Assert.Equal(CloudFailure.Unauthorized, failure.Reason);
            Assert.Equal(
                "could not read who the access token belongs to: 401 Unauthorized: No credentials provided or are invalid. (GET /api/user)", failure.Message);
            Assert.Equal("alice", (await Cloud.Users.GetCurrentAsync(Cancel)).Username);
        }
    }
}
