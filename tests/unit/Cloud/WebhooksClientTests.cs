using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class WebhooksClientTests
{
    private const string Hooks = "/api/orgs/acme/hooks";

    private static readonly WebhookSettings Settings = new()
    {
        DisplayName = "Chat",
        PayloadUrl = "https://chat.test/in",
        Active = true,
        Format = "slack",
        Filters = ["stack_created"],
    };

    public sealed class TheListMethod : CloudTest
    {
        [Fact]
        public async Task Maps_all_fields_of_a_bare_array()
        {
            Server.On($"GET {Hooks}", Replies.Json(200, $"[{Bodies.Webhook("chat")}]"));

            var webhook = Assert.Single(await Cloud.Webhooks.ListAsync("acme", Cancel));

            Assert.Equal(["stack_created"], webhook.Filters);
            Assert.Equal(["stacks"], webhook.Groups);
            Assert.Equal(
                new Webhook("chat", "Chat", "https://chat.test/in", Active: true, "slack", webhook.Filters, webhook.Groups, HasSecret: true), webhook);
        }

        [Theory]
        [InlineData("[]")]
        [InlineData("null")]
        public async Task Is_empty_for_an_organization_without_webhooks(string body)
        {
            Server.On($"GET {Hooks}", Replies.Json(200, body));

            Assert.Empty(await Cloud.Webhooks.ListAsync("acme", Cancel));
        }

        [Fact]
        public async Task Fills_in_what_the_server_leaves_out()
        {
            Server.On($"GET {Hooks}", Replies.Json(
                200, """[{"name":"chat","displayName":"Chat","payloadUrl":"https://chat.test/in","active":false,"groups":null,"hasSecret":false}]"""));

            var webhook = Assert.Single(await Cloud.Webhooks.ListAsync("acme", Cancel));

            Assert.Equal("raw", webhook.Format);
            Assert.Empty(webhook.Filters);
            Assert.Empty(webhook.Groups);
        }

        [Theory]
        [InlineData("{}", "the answer is not a JSON array")]
        [InlineData("[[]]", "the answer's '[0]' is not an object")]
        [InlineData("""[{"name":7}]""", "the answer's '[0].name' is missing or is not text")]
        [InlineData("oops", "the answer is not a JSON array")]
        public async Task Names_what_is_wrong_with_an_answer(string body, string detail)
        {
            Server.On($"GET {Hooks}", Replies.Json(200, body));

            Assert.Equal(detail, (await FailureAsync(() => Cloud.Webhooks.ListAsync("acme", Cancel))).Detail);
        }

        [Fact]
        public async Task Names_an_event_that_is_no_text()
        {
            var webhook = Bodies.Webhook("chat").Replace("\"stack_created\"", "1", StringComparison.Ordinal);
            Server.On($"GET {Hooks}", Replies.Json(200, $"[{webhook}]"));

            Assert.Contains("'[0].filters[0]'", (await FailureAsync(() => Cloud.Webhooks.ListAsync("acme", Cancel))).Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheFindMethod : CloudTest
    {
        [Fact]
        public async Task Reads_any_number_of_webhooks_with_one_request()
        {
            Server.On($"GET {Hooks}", Replies.Json(200, $"[{Bodies.Webhook("chat")},{Bodies.Webhook("audit")}]"));

            Assert.Equal("chat", (await Cloud.Webhooks.FindAsync("acme", "chat", Cancel))!.Name);
            Assert.Equal("audit", (await Cloud.Webhooks.FindAsync("acme", "audit", Cancel))!.Name);
            Assert.Single(Server.Requests);
        }

        [Fact]
        public async Task Believes_that_there_is_none_when_two_listings_say_so_and_asks_no_third_time()
        {
            Server.On($"GET {Hooks}", Replies.Json(200, "[]"), Replies.Json(200, $"[{Bodies.Webhook("chat")}]"));

            Assert.NotNull(await Cloud.Webhooks.FindAsync("acme", "chat", Cancel));
            Assert.Null(await Cloud.Webhooks.FindAsync("acme", "other", Cancel));
            Assert.Null(await Cloud.Webhooks.FindAsync("acme", "another", Cancel));
            Assert.Equal(2, Server.Requests.Count);
        }

        [Theory]
        [InlineData("Chat", "raw")]
        [InlineData("CHAT", "slack")]
        public async Task Takes_another_case_only_where_none_is_spelled_so(string name, string format)
        {
            Server.On($"GET {Hooks}", Replies.Json(200, $"[{Bodies.Webhook("chat", "slack")},{Bodies.Webhook("Chat", "raw")}]"));

            Assert.Equal(format, (await Cloud.Webhooks.FindAsync("acme", name, Cancel))!.Format);
        }

        [Fact]
        public async Task Does_not_take_a_failed_listing_for_an_absence()
        {
            Server.On($"GET {Hooks}", Replies.Error(404, "Not Found: Organization 'acme' not found"));

            var failure = await FailureAsync(() => Cloud.Webhooks.FindAsync("acme", "chat", Cancel));

            Assert.Equal(CloudFailure.NotFound, failure.Reason);
            Assert.Equal(
                "could not list the webhooks of organization acme: 404 Not Found: Organization 'acme' not found (GET /api/orgs/acme/hooks)", failure.Message);
        }
    }

    public sealed class TheCreateMethod : CloudTest
    {
        [Fact]
        public async Task Posts_all_of_it()
        {
            Server.On($"POST {Hooks}", Replies.Json(201, Bodies.Webhook("chat")));

            var created = await Cloud.Webhooks.CreateAsync("acme", "chat", Settings with { Secret = "s3cret" }, Cancel);

            Assert.Equal(
                """{"organizationName":"acme","name":"chat","displayName":"Chat","payloadUrl":"https://chat.test/in","active":true,"format":"slack","filters":["stack_created"],"groups":[],"secret":"s3cret"}""",
                Server.Only.Body);
            Assert.True(created.HasSecret);
        }

        [Fact]
        public async Task Does_not_show_the_secret_in_a_failure()
        {
            Server.On($"POST {Hooks}", Replies.Error(409, "Conflict: Webhook with this name already exists"));
            var settings = Settings with { Secret = "s3cret" };

            var failure = await FailureAsync(() => Cloud.Webhooks.CreateAsync("acme", "chat", settings, Cancel));

            Assert.Equal(CloudFailure.Conflict, failure.Reason);
            Assert.Equal(
                "could not create webhook chat of organization acme: 409 Conflict: Webhook with this name already exists (POST /api/orgs/acme/hooks)",
                failure.Message);
            Assert.Equal("WebhookSettings { DisplayName = Chat, Secret = [secret] }", settings.ToString());
            Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
        }
    }

    public sealed class TheUpdateMethod : CloudTest
    {
        private const string Update = $"PATCH {Hooks}/chat";

        [Theory]
        [InlineData(null, false)]
        [InlineData("", true)]
        [InlineData("other", true)]
        public async Task Sends_the_secret_only_when_it_is_to_change(string? secret, bool sent)
        {
            Server.On(Update, Replies.Json(200, Bodies.Webhook("chat")));

            await Cloud.Webhooks.UpdateAsync("acme", "chat", Settings with { Secret = secret }, Cancel);

            Assert.Equal(sent ? secret : null, (string?)Server.Only.Json["secret"]);
            Assert.Equal(sent, Server.Only.Json.ContainsKey("secret"));
        }

        [Fact]
        public async Task Is_tried_again_since_twice_is_the_same_as_once()
        {
            Server.On(Update, Replies.Broken, Replies.Json(200, Bodies.Webhook("chat")));

            await Cloud.Webhooks.UpdateAsync("acme", "chat", Settings, Cancel);

            Assert.Equal([Update, Update], Server.Endpoints);
        }

        [Fact]
        public async Task Is_looked_for_in_no_listing_that_was_made_before_it()
        {
            const string List = $"GET {Hooks}";
            var gate = new TaskCompletionSource();
            var (old, changed) = (Bodies.Webhook("chat", "raw"), Bodies.Webhook("chat"));
            Server.On(Update, Replies.After(gate.Task, Replies.Broken), Replies.Error(403, "no"))
                .On(List, Replies.Json(200, $"[{old}]"), Replies.Json(200, $"[{changed}]"));

            var update = Cloud.Webhooks.UpdateAsync("acme", "chat", Settings with { Groups = ["stacks"] }, Cancel);
            await Server.ArrivalAsync();
            await Cloud.Webhooks.ListAsync("acme", Cancel);
            gate.SetResult();

            Assert.Equal("slack", (await update).Format);
            Assert.Equal([Update, List, Update, List], Server.Endpoints);
        }
    }

    public sealed class TheDeleteMethod : CloudTest
    {
        [Fact]
        public async Task Succeeds_when_an_earlier_try_did_it_and_its_answer_was_lost()
        {
            Server.On($"DELETE {Hooks}/chat", Replies.Broken, Replies.Error(404, "Not Found: Webhook 'chat' not found"));

            await Cloud.Webhooks.DeleteAsync("acme", "chat", Cancel);

            Assert.Equal(2, Server.Requests.Count);
        }

        [Fact]
        public async Task Looks_for_the_webhook_where_a_repetition_is_refused()
        {
            Server.On($"DELETE {Hooks}/chat", Replies.Broken, Replies.Error(403, "no")).On($"GET {Hooks}", Replies.Json(200, $"[{Bodies.Webhook("audit")}]"));
            await Cloud.Webhooks.DeleteAsync("acme", "chat", Cancel);

            Server.On($"DELETE {Hooks}/chat", Replies.Broken, Replies.Error(403, "no")).On($"GET {Hooks}", Replies.Json(200, $"[{Bodies.Webhook("chat")}]"));
            var failure = await FailureAsync(() => Cloud.Webhooks.DeleteAsync("acme", "chat", Cancel));

            Assert.Equal(CloudFailure.Forbidden, failure.Reason);
            Assert.Equal("could not delete webhook chat of organization acme: 403 Forbidden: no (DELETE /api/orgs/acme/hooks/chat)", failure.Message);
        }

        [Fact]
        public async Task Escapes_the_name()
        {
            Server.On($"DELETE {Hooks}/a%20b", Replies.Done);

            await Cloud.Webhooks.DeleteAsync("acme", "a b", Cancel);

            Assert.Single(Server.Requests);
        }
    }
}
