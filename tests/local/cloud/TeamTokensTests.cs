using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Cloud.Tests;

public class TeamTokensTests
{
    private const string Tokens = "teams/web/tokens";

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private static async Task<RunningCloud> StartAsync(EmulatedCloudOptions? options = null)
    {
        var cloud = await RunningCloud.StartAsync(options);
        await cloud.Post("teams/pulumi", new { name = "web" });
        await cloud.Post("teams/pulumi", new { name = "data" });
        return cloud;
    }

    public class Creating
    {
        [Fact]
        public async Task Answers_id_and_value_and_lists_all_but_the_value()
        {
            await using var cloud = await StartAsync(new() { Clock = new FakeTimeProvider(Now) });
            var expires = Now.AddDays(30).ToUnixTimeSeconds();

            var created = await cloud.Post(Tokens, new { name = "ci", description = "For builds", expires });
            var listed = await cloud.Get(Tokens);

            Assert.Equal(HttpStatusCode.OK, created.Status);
            Assert.Equal(["id", "tokenValue"], ((JObject)created.Body).Properties().Select(property => property.Name));
            Assert.DoesNotContain((string)created.Body["tokenValue"]!, listed.Text);
            var expected = new JObject
            {
                ["id"] = (string?)created.Body["id"],
                ["name"] = "ci",
                ["description"] = "For builds",
                ["created"] = "2026-03-04T05:06:07.000Z",
                ["lastUsed"] = 0,
                ["expires"] = expires,
                ["admin"] = false,
                ["createdBy"] = "admin",
                ["type"] = "team",
            };
            Assert.Equal(expected.ToString(), listed.Body["tokens"]!.Single().ToString());
        }

        [Fact]
        public async Task Finds_no_team_of_another_name()
        {
            await using var cloud = await StartAsync();

            (await cloud.Post("teams/nobody/tokens", new { name = "ci" })).MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'nobody' not found");
        }

        [Theory]
        [InlineData("tokens")]
        [InlineData("teams/web/tokens")]
        [InlineData("teams/data/tokens")]
        public async Task Refuses_a_name_that_the_organization_or_any_team_has(string path)
        {
            await using var cloud = await StartAsync();
            await cloud.Post(path, new { name = "ci" });

            (await cloud.Post(Tokens, new { name = "ci" })).MustRefuse(
                HttpStatusCode.Conflict, "Conflict: An access token named 'ci' already exists or existed in this organization.");
        }

        [Fact]
        public async Task Spends_a_name_for_the_organization_for_ever()
        {
            await using var cloud = await StartAsync();
            await cloud.Delete($"{Tokens}/{(await cloud.Post(Tokens, new { name = "ci" })).Body["id"]}");
            await cloud.Post(Tokens, new { name = "deploy" });
            await cloud.Delete("teams/web");

            Assert.Equal(HttpStatusCode.Conflict, (await cloud.Post("tokens", new { name = "ci" })).Status);
            Assert.Equal(HttpStatusCode.Conflict, (await cloud.Post("tokens", new { name = "deploy" })).Status);
        }
    }

    public class Using
    {
        [Fact]
        public async Task Has_the_rights_of_a_member_whatever_was_asked_for()
        {
            await using var cloud = await StartAsync();
            await using var machine = cloud.As((string?)(await cloud.Post(Tokens, new { name = "ci", admin = true })).Body["tokenValue"]);

            Assert.Equal(HttpStatusCode.OK, (await machine.Get("members")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await machine.Post("members/bob", new { role = "member" })).Status);
        }

        [Fact]
        public async Task Says_what_it_is()
        {
            await using var cloud = await StartAsync();
            await using var machine = cloud.As((string?)(await cloud.Post("teams/WEB/tokens", new { name = "ci" })).Body["tokenValue"]);

            var info = (await machine.Get("/api/user")).Body["tokenInfo"];

            Assert.True(JToken.DeepEquals(new JObject { ["name"] = "ci", ["organization"] = "acme", ["team"] = "web" }, info));
        }

        [Fact]
        public async Task Ends_with_its_team_and_does_not_come_back_with_one_of_the_same_name()
        {
            await using var cloud = await StartAsync();
            await using var machine = cloud.As((string?)(await cloud.Post(Tokens, new { name = "ci" })).Body["tokenValue"]);
            await using var other = cloud.As((string?)(await cloud.Post("teams/data/tokens", new { name = "etl" })).Body["tokenValue"]);

            await cloud.Delete("teams/web");
            await cloud.Post("teams/pulumi", new { name = "web" });

            Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get("members")).Status);
            Assert.Equal(HttpStatusCode.OK, (await other.Get("members")).Status);
            Assert.Empty((await cloud.Get($"{Tokens}?filter=all")).All("tokens", "name"));
        }
    }

    public class Listing
    {
        [Fact]
        public async Task Has_the_tokens_of_that_team_alone()
        {
            await using var cloud = await StartAsync();
            await cloud.Post("tokens", new { name = "of-acme" });
            await cloud.Post(Tokens, new { name = "of-web" });
            await cloud.Post("teams/data/tokens", new { name = "of-data" });

            Assert.Equal(["of-web"], (await cloud.Get("teams/WEB/tokens")).All("tokens", "name"));
            Assert.Equal(["of-acme"], (await cloud.Get("tokens?filter=all")).All("tokens", "name"));
        }

        [Theory]
        [InlineData("", "lasting")]
        [InlineData("?filter=expired", "brief")]
        [InlineData("?filter=all", "brief,lasting")]
        public async Task Is_filtered_by_expiry(string query, string names)
        {
            var clock = new FakeTimeProvider(Now);
            await using var cloud = await StartAsync(new() { Clock = clock });
            await cloud.Post(Tokens, new { name = "brief", expires = Now.AddHours(1).ToUnixTimeSeconds() });
            await cloud.Post(Tokens, new { name = "lasting" });
            clock.Advance(TimeSpan.FromHours(2));

            Assert.Equal(names.Split(','), (await cloud.Get(Tokens + query)).All("tokens", "name"));
        }

        [Fact]
        public async Task Comes_in_pages_whatever_tokens_of_others_lie_between()
        {
            await using var cloud = await StartAsync();
            var names = Enumerable.Range(1, 5).Select(number => $"token-{number}").ToList();
            foreach (var name in names)
            {
                await cloud.Post(Tokens, new { name });
                await cloud.Post("tokens", new { name = $"other-{name}" });
            }

            var seen = 0;

            Assert.Equal(names, await cloud.GetAll($"{Tokens}?maxResults=2", "tokens", "name", _ => seen++));
            Assert.Equal(3, seen);
        }

        [Theory]
        [InlineData("maxResults=1001", "Bad Request: Invalid query parameter 'maxResults': expected a number from 1 to 1000.")]
        [InlineData("continuationToken=nonsense", "Bad Request: Invalid continuationToken.")]
        public async Task Refuses_what_it_does_not_understand(string query, string message)
        {
            await using var cloud = await StartAsync();

            (await cloud.Get($"{Tokens}?{query}")).MustRefuse(HttpStatusCode.BadRequest, message);
        }

        [Fact]
        public async Task Does_not_go_on_in_the_listing_of_another_team()
        {
            await using var cloud = await StartAsync();
            await cloud.Post("teams/data/tokens", new { name = "one" });
            await cloud.Post("teams/data/tokens", new { name = "two" });
            var first = await cloud.Get("teams/data/tokens?maxResults=1");

            Assert.Equal(HttpStatusCode.BadRequest, (await cloud.Get($"{Tokens}?continuationToken={first.ContinuationToken}")).Status);
        }

        [Fact]
        public async Task Finds_no_team_of_another_name()
        {
            await using var cloud = await StartAsync();

            (await cloud.Get("teams/nobody/tokens")).MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'nobody' not found");
        }
    }

    public class Deleting
    {
        [Fact]
        public async Task Answers_nothing_and_then_finds_nothing()
        {
            await using var cloud = await StartAsync();
            var id = (string?)(await cloud.Post(Tokens, new { name = "ci" })).Body["id"];

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete($"{Tokens}/{id}")).Status);
            (await cloud.Delete($"{Tokens}/{id}")).MustRefuse(HttpStatusCode.NotFound, $"Not Found: Access token '{id}' not found");
        }

        [Fact]
        public async Task Refuses_a_token_of_the_organization()
        {
            await using var cloud = await StartAsync();
            var id = (string?)(await cloud.Post("tokens", new { name = "ci" })).Body["id"];

            (await cloud.Delete($"{Tokens}/{id}")).MustRefuse(HttpStatusCode.BadRequest, "Bad Request: the requested token is not a team token");
        }

        [Theory]
        [InlineData("tokens")]
        [InlineData("teams/data/tokens")]
        public async Task Finds_no_token_of_a_team_where_it_does_not_belong(string path)
        {
            await using var cloud = await StartAsync();
            var id = (string?)(await cloud.Post(Tokens, new { name = "ci" })).Body["id"];

            (await cloud.Delete($"{path}/{id}")).MustRefuse(HttpStatusCode.NotFound, $"Not Found: Access token '{id}' not found");
        }

        [Fact]
        public async Task Finds_no_team_of_another_name()
        {
            await using var cloud = await StartAsync();

            (await cloud.Delete("teams/nobody/tokens/any")).MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'nobody' not found");
        }
    }
}
