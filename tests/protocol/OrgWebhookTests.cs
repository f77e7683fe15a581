using PulumiOrgs.Protocol;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class OrgWebhookTests
{
    public abstract class OrgWebhookTest(SharedProvider shared) : ResourceTest(shared, "OrgWebhook")
    {
        protected static PropertyMap Chat(string url = "https://chat.example.com/hook", string? secret = null) => Map(
            ("name", "chat"), ("displayName", "Chat"), ("payloadUrl", url), ("secret", secret is null ? null : new SecretValue(secret)));
    }

    public sealed class TheCheck(SharedProvider shared) : OrgWebhookTest(shared)
    {
        [Fact]
        public async Task Fills_in_the_defaults()
        {
            var inputs = await CheckedAsync(Chat());

            Assert.Equal(((PropertyValue)true, (PropertyValue)"raw", List(), List()),
                (inputs["active"], inputs["format"], inputs["filters"], inputs["groups"]));
        }

        [Fact]
        public async Task Names_the_formats_that_there_are() => Assert.Equal(
            "format: 'xml' is unknown; use 'raw' or 'slack' or 'ms_teams'", await OnlyFaultAsync(Chat().With("format", "xml")));

        [Theory]
        [InlineData("chat.example.com/hook")]
        [InlineData("ftp://chat.example.com")]
        public async Task Refuses_an_address_that_nothing_can_be_delivered_to(string url) =>
            Assert.StartsWith("payloadUrl: ", await OnlyFaultAsync(Chat(url)), StringComparison.Ordinal);
    }

    public sealed class TheDiff(SharedProvider shared) : OrgWebhookTest(shared)
    {
        [Fact]
        public async Task Changes_all_but_the_name_in_place()
        {
            var diff = await DiffAsync(await CreateAsync(Chat()), Chat("https://other.example.com").With("format", "slack").With("active", false));

            Assert.Equal(new() { ["active"] = Kind.Update, ["format"] = Kind.Update, ["payloadUrl"] = Kind.Update }, KindsOf(diff));
        }

        [Fact]
        public async Task Replaces_for_another_name() => Assert.Equal(
            new() { ["name"] = Kind.UpdateReplace }, KindsOf(await DiffAsync(await CreateAsync(Chat()), Chat().With("name", "talk"))));

        [Fact]
        public async Task Sees_another_secret() => Assert.Equal(
            new() { ["secret"] = Kind.Update }, KindsOf(await DiffAsync(await CreateAsync(Chat(secret: "one")), Chat(secret: "two"))));
    }

    public sealed class TheCreate(SharedProvider shared) : OrgWebhookTest(shared)
    {
        [Fact]
        public async Task Writes_nothing_in_a_preview() => Assert.True((await PreviewAsync(Chat()))["hasSecret"].IsUnknown);

        [Fact]
        public async Task Takes_one_request_and_keeps_the_secret_secret()
        {
            var chat = await CreateAsync(Chat(secret: "swordfish"));

            Assert.StartsWith("POST hooks ", Assert.Single(Requests), StringComparison.Ordinal);
            Assert.Equal($"{Organization}/chat", chat.Id);
            Assert.Equal(new SecretValue("swordfish"), chat.Properties["secret"]);
            Assert.Equal((PropertyValue)true, chat.Properties["hasSecret"]);
        }

        [Fact]
        public async Task Prints_the_import_command_for_a_webhook_that_exists()
        {
            await CreateAsync(Chat());

            var failure = await FailureOfAsync(() => CreateAsync(Chat(secret: "swordfish")));

            Assert.Contains($"`pulumi import orgs:index:OrgWebhook it {Organization}/chat`", failure.Status.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("swordfish", failure.ToString(), StringComparison.Ordinal);
        }
    }

    public sealed class TheRead(SharedProvider shared) : OrgWebhookTest(shared)
    {
        [Fact]
        public async Task Sees_what_somebody_changed()
        {
            var chat = await CreateAsync(Chat());
            Change(organization => organization with
            {
                Webhooks = organization.Webhooks.SetItem("chat", organization.Webhooks["chat"] with { Active = false }),
            });

            var found = (await ReadAsync(chat))!;

            Assert.Equal((PropertyValue)false, found.Properties["active"]);
            Assert.Equal((PropertyValue)false, found.Inputs["active"]);
        }

        [Fact]
        public async Task Imports_what_the_next_diff_finds_unchanged_whatever_the_secret()
        {
            var chat = await CreateAsync(Chat(secret: "swordfish"));

            Assert.Empty(KindsOf(await DiffAsync((await ImportAsync(chat.Id))!, Chat(secret: "swordfish"))));
        }

        [Fact]
        public async Task Answers_an_empty_id_for_one_that_is_gone()
        {
            var chat = await CreateAsync(Chat());
            await DeleteAsync(chat);

            Assert.Null(await ReadAsync(chat));
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : OrgWebhookTest(shared)
    {
        [Fact]
        public async Task Takes_one_request_that_leaves_the_secret_out_when_it_is_the_same()
        {
            var chat = await CreateAsync(Chat(secret: "swordfish"));

            var updated = await UpdateAsync(chat, Chat("https://other.example.com", "swordfish"));

            var request = Assert.Single(Requests, request => request.StartsWith("PATCH hooks/chat ", StringComparison.Ordinal));
            Assert.DoesNotContain("\"secret\"", request, StringComparison.Ordinal);
            Assert.Equal("https://other.example.com", Observed.Webhooks["chat"].PayloadUrl);
            Assert.Equal(new SecretValue("swordfish"), updated["secret"]);
        }

        [Fact]
        public async Task Writes_nothing_in_a_preview()
        {
            var chat = await CreateAsync(Chat());

            await UpdateAsync(chat, Chat("https://other.example.com"), preview: true);

            Assert.Equal("https://chat.example.com/hook", Observed.Webhooks["chat"].PayloadUrl);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : OrgWebhookTest(shared)
    {
        [Fact]
        public async Task Takes_it_away_and_is_content_when_it_is_gone()
        {
            var chat = await CreateAsync(Chat());

            await DeleteAsync(chat);
            await DeleteAsync(chat);

            Assert.Empty(Observed.Webhooks);
        }
    }
}
