using System.Net;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public class WebhooksTests
{
    private static JObject Wanted(params IEnumerable<(string Name, JToken Value)> others)
    {
        var wanted = new JObject
        {
            ["organizationName"] = "acme",
            ["name"] = "chat",
            ["displayName"] = "Chat",
            ["payloadUrl"] = "https://chat.example.com/in",
            ["active"] = true,
        };
        foreach (var (name, value) in others)
        {
            wanted[name] = value;
        }

        return wanted;
    }

    private static string? SealedSecret(RunningCloud cloud) => cloud.Cloud.State.Organization("acme").Webhook("chat").SealedSecret;

    public class Creating
    {
        [Fact]
        public async Task Answers_the_webhook_with_its_defaults()
        {
            await using var cloud = await RunningCloud.StartAsync();

            var created = await cloud.Post("hooks", Wanted());

            Assert.Equal(HttpStatusCode.Created, created.Status);
            var expected = JObject.Parse(
                """
                {
                  "organizationName": "acme",
                  "name": "chat",
                  "displayName": "Chat",
                  "payloadUrl": "https://chat.example.com/in",
                  "active": true,
                  "format": "raw",
                  "filters": [],
                  "groups": [],
                  "hasSecret": false,
                  "secretCiphertext": ""
                }
                """).ToString();
            Assert.Equal(expected, created.Body.ToString());
            Assert.Equal(expected, (await cloud.Get("hooks/CHAT")).Body.ToString());
        }

        [Fact]
        public async Task Says_that_there_is_a_secret_and_never_which()
        {
            await using var cloud = await RunningCloud.StartAsync();

            var created = await cloud.Post("hooks", Wanted(("secret", "s3cret-words")));

            Assert.True((bool?)created.Body["hasSecret"]);
            Assert.True(WebhookSecret.Matches(SealedSecret(cloud)!, "s3cret-words"));
            var log = string.Concat(cloud.Cloud.Requests.All.Select(request => request.Body));
            Assert.DoesNotContain("s3cret-words", created.Text + (await cloud.Get("hooks")).Text + log);
        }

        [Fact]
        public async Task Makes_a_name_where_none_is_given()
        {
            await using var cloud = await RunningCloud.StartAsync();

            Assert.Matches("^[0-9a-f]{8}$", (string?)(await cloud.Post("hooks", Wanted(("name", "")))).Body["name"]);
        }

        [Fact]
        public async Task Refuses_a_name_that_is_taken()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("hooks", Wanted());

            (await cloud.Post("hooks", Wanted(("name", "Chat")))).MustRefuse(HttpStatusCode.Conflict, "Conflict: Webhook with this name already exists");
        }

        [Theory]
        [InlineData("organizationName", "umbrella", "Organization name from request body doesn't match URL.")]
        [InlineData("organizationName", null, "Organization name from request body doesn't match URL.")]
        [InlineData("name", "..", "Webhook name must be 1 to 100 letters, digits, hyphens, underscores or dots, the first a letter or digit.")]
        [InlineData("displayName", "", "Webhook display name must not be empty.")]
        [InlineData("payloadUrl", null, "Webhook payload URL must be an http or https URL.")]
        [InlineData("payloadUrl", "ftp://chat.example.com", "Webhook payload URL must be an http or https URL.")]
        [InlineData("active", null, "'active' must be true or false.")]
        [InlineData("format", "pulumi_deployments", "'pulumi_deployments' format can only be used on stack or environment webhooks.")]
        [InlineData("format", "xml", "Invalid webhook format: expected raw, slack, ms_teams.")]
        [InlineData("filters", "all", "'filters' must be a list of strings.")]
        public async Task Refuses_what_cannot_be(string property, string? value, string message)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Post("hooks", Wanted((property, value)))).MustRefuse(HttpStatusCode.BadRequest, $"Bad Request: {message}");
            Assert.Equal("[]", (await cloud.Get("hooks")).Text);
        }
    }

    public class Listing
    {
        [Fact]
        public async Task Is_a_bare_array()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("hooks", Wanted());
            await cloud.Post("hooks", Wanted(("name", "audit")));

            Assert.Equal(["audit", "chat"], ((JArray)(await cloud.Get("hooks")).Body).Select(webhook => (string?)webhook["name"]));
        }
    }

    public class Changing
    {
        [Fact]
        public async Task Leaves_what_is_left_out()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var before = (await cloud.Post("hooks", Wanted(("secret", "s3cret"), ("format", "slack"), ("filters", new JArray("stack_created"))))).Body;

            var changed = await cloud.Patch("hooks/chat", new { displayName = "Talk" });

            Assert.Equal(HttpStatusCode.OK, changed.Status);
            before["displayName"] = "Talk";
            Assert.Equal(before.ToString(), changed.Body.ToString());
        }

        [Fact]
        public async Task Takes_all_that_is_given()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("hooks", Wanted(("groups", new JArray("stacks"))));
            var wanted = Wanted(
                ("displayName", "Talk"), ("payloadUrl", "http://talk.example.com/"), ("active", false), ("format", "ms_teams"),
                ("filters", new JArray("drift_detected")), ("groups", new JArray()));

            var changed = (JObject)(await cloud.Patch("hooks/chat", wanted)).Body;

            Assert.All(wanted.Properties(), property => Assert.True(JToken.DeepEquals(property.Value, changed[property.Name]), property.Name));
        }

        [Theory]
        [InlineData("other", "other")]
        [InlineData("", null)]
        [InlineData(null, "first")]
        public async Task Replaces_clears_or_leaves_the_secret(string? given, string? kept)
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("hooks", Wanted(("secret", "first")));

            var changed = await cloud.Patch("hooks/chat", new { secret = given });

            Assert.Equal(kept is not null, (bool?)changed.Body["hasSecret"]);
            Assert.True(kept is null ? SealedSecret(cloud) is null : WebhookSecret.Matches(SealedSecret(cloud)!, kept));
        }

        [Theory]
        [InlineData("organizationName", "umbrella", "Organization name from request body doesn't match URL.")]
        [InlineData("name", "talk", "The name of a webhook cannot be changed.")]
        [InlineData("format", "pulumi_deployments", "'pulumi_deployments' format can only be used on stack or environment webhooks.")]
        [InlineData("payloadUrl", "talk", "Webhook payload URL must be an http or https URL.")]
        public async Task Refuses_what_cannot_be(string property, string value, string message)
        {
            await using var cloud = await RunningCloud.StartAsync();
            var before = (await cloud.Post("hooks", Wanted())).Text;

            (await cloud.Patch("hooks/chat", new JObject { [property] = value })).MustRefuse(HttpStatusCode.BadRequest, $"Bad Request: {message}");
            Assert.Equal(before, (await cloud.Get("hooks/chat")).Text);
        }
    }

    public class OneThatDoesNotExist
    {
        [Fact]
        public async Task Is_not_found()
        {
            await using var cloud = await RunningCloud.StartAsync();

            foreach (var answer in new[] { await cloud.Get("hooks/chat"), await cloud.Patch("hooks/chat"), await cloud.Delete("hooks/chat") })
            {
                answer.MustRefuse(HttpStatusCode.NotFound, "Not Found: Webhook 'chat' not found");
            }
        }

        [Fact]
        public async Task Was_perhaps_deleted_and_its_name_is_free_again()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("hooks", Wanted());

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete("hooks/chat")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await cloud.Get("hooks/chat")).Status);
            Assert.Equal(HttpStatusCode.Created, (await cloud.Post("hooks", Wanted())).Status);
        }
    }
}
