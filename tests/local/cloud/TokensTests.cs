using System.Net;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Cloud.Tests;

public class TokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public class Creating
    {
        [Fact]
        public async Task Answers_id_and_value_and_lists_all_but_the_value()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = new FakeTimeProvider(Now) });
            var expires = Now.AddDays(30).ToUnixTimeSeconds();

            var created = await cloud.Post("tokens", new { name = "ci", description = "For builds", expires, admin = true });
            var listed = await cloud.Get("tokens");

            Assert.Equal(HttpStatusCode.OK, created.Status);
            Assert.Equal(["id", "tokenValue"], ((JObject)created.Body).Properties().Select(property => property.Name));
            Assert.StartsWith("pul-", (string?)created.Body["tokenValue"]);
            Assert.DoesNotContain((string)created.Body["tokenValue"]!, listed.Text);
            var expected = new JObject
            {
                ["id"] = (string?)created.Body["id"],
                ["name"] = "ci",
                ["description"] = "For builds",
                ["created"] = "2026-03-04T05:06:07.000Z",
                ["lastUsed"] = 0,
                ["expires"] = expires,
                ["admin"] = true,
                ["createdBy"] = "admin",
                ["type"] = "organization",
            };
            Assert.Equal(expected.ToString(), listed.Body["tokens"]!.Single().ToString());
        }

        [Theory]
        [InlineData(0, "Bad Request: Token name must not be empty.")]
        [InlineData(41, "Bad Request: Token name must not exceed 40 characters.")]
        public async Task Refuses_a_name_of_the_wrong_length(int length, string message)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Post("tokens", new { name = new string('n', length) })).MustRefuse(HttpStatusCode.BadRequest, message);
        }

        [Fact]
        public async Task Takes_a_name_of_40_characters()
        {
            await using var cloud = await RunningCloud.StartAsync();

            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("tokens", new { name = new string('n', 40) })).Status);
        }

        [Fact]
        public async Task Refuses_the_name_of_a_token_that_exists()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("tokens", new { name = "ci" });

            (await cloud.Post("tokens", new { name = "ci" })).MustRefuse(
                HttpStatusCode.Conflict, "Conflict: An access token named 'ci' already exists or existed in this organization.");
        }

        [Fact]
        public async Task Refuses_the_name_of_a_token_that_was_deleted()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Delete($"tokens/{(await cloud.Post("tokens", new { name = "ci" })).Body["id"]}");

            Assert.Equal(HttpStatusCode.Conflict, (await cloud.Post("tokens", new { name = "ci" })).Status);
        }

        [Fact]
        public async Task Takes_a_name_that_another_organization_used()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Organizations = ["acme", "umbrella"] });
            await cloud.Post("tokens", new { name = "ci" });

            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("/api/orgs/umbrella/tokens", new { name = "ci" })).Status);
        }

        [Theory]
        [InlineData(-1, "Bad Request: Token expiration must be in the future.")]
        [InlineData(0, "Bad Request: Token expiration must be in the future.")]
        [InlineData(1, null)]
        public async Task Takes_an_expiry_only_in_the_future(int secondsFromNow, string? message)
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = new FakeTimeProvider(Now) });

            var answer = await cloud.Post("tokens", new { name = "ci", expires = Now.ToUnixTimeSeconds() + secondsFromNow });

            Assert.Equal(message, answer.Message);
        }

        [Theory]
        [InlineData(0, null)]
        [InlineData(1, "Bad Request: Token expiration must be within 2 years from now.")]
        public async Task Takes_an_expiry_at_most_two_years_ahead(int secondsBeyond, string? message)
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = new FakeTimeProvider(Now) });

            var answer = await cloud.Post("tokens", new { name = "ci", expires = Now.AddYears(2).ToUnixTimeSeconds() + secondsBeyond });

            Assert.Equal(message, answer.Message);
        }

        [Fact]
        public async Task Allows_two_years_from_the_time_it_is_by_then()
        {
            var clock = new FakeTimeProvider(Now);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            var expires = Now.AddYears(2).AddDays(1).ToUnixTimeSeconds();
            Assert.Equal(HttpStatusCode.BadRequest, (await cloud.Post("tokens", new { name = "ci", expires })).Status);

            clock.Advance(TimeSpan.FromDays(1));

            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("tokens", new { name = "ci", expires })).Status);
        }
    }

    public class Using
    {
        [Theory]
        [InlineData(true, HttpStatusCode.OK)]
        [InlineData(false, HttpStatusCode.Forbidden)]
        public async Task Has_the_rights_it_was_made_with(bool admin, HttpStatusCode write)
        {
            await using var cloud = await RunningCloud.StartAsync();
            await using var machine = cloud.As((string?)(await cloud.Post("tokens", new { name = "ci", admin })).Body["tokenValue"]);

            Assert.Equal(HttpStatusCode.OK, (await machine.Get("members")).Status);
            Assert.Equal(write, (await machine.Post("members/bob", new { role = "member" })).Status);
        }

        [Fact]
        public async Task Reaches_no_other_organization()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { Organizations = ["acme", "umbrella"] });
            await using var machine = cloud.As((string?)(await cloud.Post("tokens", new { name = "ci", admin = true })).Body["tokenValue"]);

            Assert.Equal(HttpStatusCode.NotFound, (await machine.Get("/api/orgs/umbrella/members")).Status);
        }

        [Fact]
        public async Task Shows_as_last_used()
        {
            var clock = new FakeTimeProvider(Now);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            await using var machine = cloud.As((string?)(await cloud.Post("tokens", new { name = "ci" })).Body["tokenValue"]);
            clock.Advance(TimeSpan.FromHours(1));

            await machine.Get("teams");

            Assert.Equal(Now.AddHours(1).ToUnixTimeSeconds(), (long?)(await cloud.Get("tokens")).Body.SelectToken("tokens[0].lastUsed"));
        }

        [Fact]
        public async Task Ends_with_its_deletion()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var token = (await cloud.Post("tokens", new { name = "ci" })).Body;
            await using var machine = cloud.As((string?)token["tokenValue"]);
            await cloud.Delete($"tokens/{token["id"]}");

            Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get("members")).Status);
        }

        [Fact]
        public async Task Ends_with_its_expiry()
        {
            var clock = new FakeTimeProvider(Now);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            var token = (await cloud.Post("tokens", new { name = "ci", expires = Now.AddMinutes(1).ToUnixTimeSeconds() })).Body;
            await using var machine = cloud.As((string?)token["tokenValue"]);
            Assert.Equal(HttpStatusCode.OK, (await machine.Get("members")).Status);

            clock.Advance(TimeSpan.FromMinutes(1));

            Assert.Equal(HttpStatusCode.Unauthorized, (await machine.Get("members")).Status);
        }
    }

    public class Listing
    {
        [Theory]
        [InlineData("", "lasting")]
        [InlineData("?filter=active", "lasting")]
        [InlineData("?filter=expired", "brief")]
        [InlineData("?filter=all", "brief,lasting")]
        [InlineData("?show_expired=true", "brief,lasting")]
        [InlineData("?show_expired=false", "lasting")]
        [InlineData("?show_expired=true&filter=active", "lasting")]
        public async Task Is_filtered_by_expiry(string query, string names)
        {
            var clock = new FakeTimeProvider(Now);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            await cloud.Post("tokens", new { name = "brief", expires = Now.AddHours(1).ToUnixTimeSeconds() });
            await cloud.Post("tokens", new { name = "lasting" });
            clock.Advance(TimeSpan.FromHours(2));

            Assert.Equal(names.Split(','), (await cloud.Get($"tokens{query}")).All("tokens", "name"));
        }

        [Fact]
        public async Task Leaves_out_what_was_deleted()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Delete($"tokens/{(await cloud.Post("tokens", new { name = "ci" })).Body["id"]}");

            Assert.Empty((await cloud.Get("tokens?filter=all")).All("tokens", "name"));
        }

        [Theory]
        [InlineData("tokens", 3)]
        [InlineData("tokens?maxResults=2", 4)]
        [InlineData("tokens?maxResults=1000", 2)]
        public async Task Comes_in_pages_of_the_size_asked_for_up_to_the_limit(string path, int pages)
        {
            await using var cloud = await RunningCloud.StartAsync(new() { PageSize = 3, TokenPageLimit = 4 });
            var names = Enumerable.Range(1, 8).Select(number => $"token-{number}").ToList();
            foreach (var name in names)
            {
                await cloud.Post("tokens", new { name });
            }

            var seen = 0;

            Assert.Equal(names, await cloud.GetAll(path, "tokens", "name", _ => seen++));
            Assert.Equal(pages, seen);
        }

        [Fact]
        public async Task Neither_skips_nor_repeats_a_token_while_others_go()
        {
            await using var cloud = await RunningCloud.StartAsync(new() { PageSize = 2 });
            var ids = new List<string?>();
            foreach (var number in Enumerable.Range(0, 6))
            {
                ids.Add((string?)(await cloud.Post("tokens", new { name = $"token-{number}" })).Body["id"]);
            }

            var first = await cloud.Get("tokens");
            await cloud.Delete($"tokens/{ids[0]}");
            await cloud.Delete($"tokens/{ids[2]}");
            var second = await cloud.Get($"tokens?continuationToken={first.ContinuationToken}");

            Assert.Equal([ids[3], ids[4]], second.All("tokens", "id"));
        }

        [Theory]
        [InlineData("maxResults=0", "Bad Request: Invalid query parameter 'maxResults': expected a number from 1 to 1000.")]
        [InlineData("maxResults=1001", "Bad Request: Invalid query parameter 'maxResults': expected a number from 1 to 1000.")]
        [InlineData("maxResults=many", "Bad Request: Invalid query parameter 'maxResults': expected a number from 1 to 1000.")]
        [InlineData("filter=some", "Bad Request: Invalid query parameter 'filter': expected active, expired or all.")]
        [InlineData("show_expired=maybe", "Bad Request: Invalid query parameter 'show_expired': expected true or false.")]
        [InlineData("continuationToken=nonsense", "Bad Request: Invalid continuationToken.")]
        public async Task Refuses_what_it_does_not_understand(string query, string message)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Get($"tokens?{query}")).MustRefuse(HttpStatusCode.BadRequest, message);
        }
    }

    public class Deleting
    {
        [Fact]
        public async Task Answers_nothing_and_then_finds_nothing()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var id = (string?)(await cloud.Post("tokens", new { name = "ci" })).Body["id"];

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete($"tokens/{id}")).Status);
            (await cloud.Delete($"tokens/{id}")).MustRefuse(HttpStatusCode.NotFound, $"Not Found: Access token '{id}' not found");
        }
    }
}
