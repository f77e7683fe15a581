using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class OrgWebhookTests
{
    public abstract class OrgWebhookTest : ResourceTest
    {
        protected const string Url = "https://chat.example.com/in";

        protected override IResource Resource => field ??= new OrgWebhook(Cloud).ToRunner();

        protected static PropertyMap Inputs(string? secret = null) =>
            Map(("name", "chat"), ("displayName", "Chat"), ("payloadUrl", Url), ("secret", secret is null ? null : new SecretValue(secret)));

        protected static PropertyMap State(string? secret = null, bool? hasSecret = null) => Map([
            .. Inputs(secret).Select(static input => (input.Key, (PropertyValue?)input.Value)),
            ("organization", "acme"), ("active", true), ("format", "raw"), ("filters", List()), ("groups", List()),
            ("hasSecret", hasSecret ?? secret is not null)]);

        protected static ListValue List(params string[] items) => new([.. items.Select(static item => (PropertyValue)item)]);

        protected static Webhook Hook(string name = "chat", bool hasSecret = false, params IReadOnlyList<string> groups) =>
            new(name, "Chat", Url, Active: true, "raw", Filters: [], groups, hasSecret);

        protected static bool Has(WebhookSettings settings, string? secret) =>
            settings is { DisplayName: "Chat", PayloadUrl: Url, Active: true, Format: "raw", Filters: [], Groups: [] } && settings.Secret == secret;

        protected void Exists(Webhook? webhook) => Webhooks.Setup(webhooks => webhooks.FindAsync("acme", "chat", Cancel)).ReturnsAsync(webhook);
    }

    public sealed class TheCheck : OrgWebhookTest
    {
        [Fact]
        public void Makes_a_name_from_that_of_the_resource() =>
            Assert.Matches("^it-[0-9a-f]{8}$", ((StringValue)Checked(Inputs().Without("name"))["name"]).Value);

        [Theory]
        [InlineData("displayName")]
        [InlineData("payloadUrl")]
        public void Wants_what_is_required(string property) =>
            Assert.Equal(new CheckFailure(property, "is missing; it is required"), OnlyFault(Inputs().Without(property)));

        [Fact]
        public void Refuses_what_no_event_can_be_delivered_to() =>
            Assert.Equal("payloadUrl", OnlyFault(Inputs().With("payloadUrl", "ftp://chat.example.com/in")).Property);

        [Fact]
        public void Names_the_formats() => Assert.Equal(
            new CheckFailure("format", "'pulumi_deployments' is unknown; use 'raw' or 'slack' or 'ms_teams'"),
            OnlyFault(Inputs().With("format", "pulumi_deployments")));

        [Fact]
        public void Names_the_item_that_is_wrong() => Assert.Equal("filters[1]", OnlyFault(Inputs().With("filters", List("stack_created", " "))).Property);

        [Fact]
        public void Keeps_the_secret_secret() => Assert.Equal(new SecretValue("s3cret"), Checked(Inputs().With("secret", "s3cret"))["secret"]);

        [Fact]
        public void Refuses_an_empty_secret() => Assert.Equal("secret", OnlyFault(Inputs(secret: "")).Property);
    }

    public sealed class TheDiff : OrgWebhookTest
    {
        [Theory]
        [InlineData(null)]
        [InlineData("s3cret")]
        public void Is_empty_when_nothing_changed(string? secret) => Assert.Empty(Diff(State(secret), Inputs(secret)).Changes);

        [Theory]
        [InlineData("displayName")]
        [InlineData("payloadUrl")]
        public void Changes_texts_in_place(string property) =>
            Assert.Equal(new PropertyChange(ChangeKind.Update, Replaces: false, AgainstInputs: false),
                Diff(State(), Inputs().With(property, "https://other.example.com")).Changes[property]);

        [Fact]
        public void Replaces_for_another_name_but_not_for_another_case()
        {
            Assert.True(Diff(State(), Inputs().With("name", "talk")).Changes["name"].Replaces);
            Assert.Empty(Diff(State(), Inputs().With("name", "CHAT")).Changes);
        }

        [Fact]
        public void Compares_events_as_sets()
        {
            var state = State().With("filters", List("stack_created", "stack_deleted"));

            Assert.Empty(Diff(state, Inputs().With("filters", List("stack_deleted", "stack_created"))).Changes);
            Assert.Equal(ChangeKind.Update, Diff(state, Inputs()).Changes["filters"].Kind);
        }

        [Fact]
        public void Takes_the_services_default_groups_for_no_choice()
        {
            var state = State().With("groups", List("stacks", "environments", "deployments"));

            Assert.Empty(Diff(state, Inputs()).Changes);
            Assert.Equal(["groups"], Diff(State().With("groups", List("stacks")), Inputs()).Changes.Keys);
            Assert.Equal(["filters", "groups"], Diff(state.With("filters", List("stack_created")), Inputs()).Changes.Keys.Order());
            Assert.Equal(["filters", "groups"], Diff(state, Inputs().With("filters", List("stack_created"))).Changes.Keys.Order());
        }

        [Theory]
        [InlineData("first", "other", ChangeKind.Update)]
        [InlineData("first", null, ChangeKind.Delete)]
        [InlineData(null, "first", ChangeKind.Add)]
        public void Changes_the_secret_in_place(string? old, string? wanted, ChangeKind kind) =>
            Assert.Equal(new PropertyChange(kind, Replaces: false, AgainstInputs: false), Diff(State(old), Inputs(wanted)).Changes["secret"]);

        [Theory]
        [InlineData(null)]
        [InlineData("s3cret")]
        public void Believes_what_the_program_says_of_a_secret_that_nobody_knows(string? secret) =>
            Assert.Empty(Diff(State(hasSecret: true), Inputs(secret)).Changes);

        [Fact]
        public void Sees_another_secret_after_one_that_was_believed()
        {
            var diff = Diff(new DiffQuery(State(hasSecret: true), Checked(Inputs("first")), Checked(Inputs("other")), []));

            Assert.Equal(ChangeKind.Update, diff.Changes["secret"].Kind);
        }

        [Fact]
        public void Gives_back_a_secret_that_somebody_took_away_unless_that_is_ignored()
        {
            var inputs = Checked(Inputs("s3cret"));

            Assert.Equal(["secret"], Diff(new DiffQuery(State(), inputs, inputs, [])).Changes.Keys);
            Assert.Empty(Diff(new DiffQuery(State(), inputs, inputs, ["secret"])).Changes);
        }
    }

    public sealed class TheCreate : OrgWebhookTest
    {
        [Fact]
        public async Task Makes_the_webhook_and_keeps_its_secret_secret()
        {
            Webhooks.Setup(webhooks => webhooks.CreateAsync("acme", "chat", It.Is<WebhookSettings>(settings => Has(settings, "s3cret")), Cancel))
                .ReturnsAsync(Hook(hasSecret: true));

            var state = await CreateAsync(Inputs("s3cret"));

            Assert.Equal(State("s3cret"), state);
            Assert.DoesNotContain("s3cret", state.ToString(), StringComparison.Ordinal);
        }

        [Theory]
        [InlineData(
            CloudFailure.Conflict,
            false,
            "409 Conflict (POST /api/orgs/acme): a webhook of that name exists in 'acme'. To manage it here, run "
            + "`pulumi import orgs:index:OrgWebhook it acme/chat`, or choose another name.")]
        [InlineData(
            CloudFailure.Unreachable,
            true,
            "409 Conflict; the server may have done it all the same (POST /api/orgs/acme): the webhook may have been made. If it exists, take it over with "
            + "`pulumi import orgs:index:OrgWebhook it acme/chat`; if not, run the deployment again.")]
        public async Task Prints_the_import_command_for_a_webhook_that_exists_or_may(CloudFailure reason, bool mayHaveHappened, string message)
        {
            Webhooks.Setup(webhooks => webhooks.CreateAsync("acme", "chat", It.IsAny<WebhookSettings>(), Cancel)).ThrowsAsync(Failure(reason, mayHaveHappened));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Equal($"could not do it: {message}", failure.Message);
        }

        [Fact]
        public async Task Takes_over_the_webhook_that_an_engine_wanted_deleted_to_replace_it()
        {
            Deployment = new Deployment();
            Checked(Inputs("s3cret"));
            await DeleteAsync("acme/chat", State("old"));
            Exists(new Webhook("chat", "Old", Url, Active: true, "raw", [], [], HasSecret: true));
            Webhooks.Setup(webhooks => webhooks.CreateAsync("acme", "chat", It.IsAny<WebhookSettings>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Webhooks.Setup(webhooks => webhooks.UpdateAsync("acme", "chat", It.Is<WebhookSettings>(settings => Has(settings, "s3cret")), Cancel))
                .ReturnsAsync(Hook(hasSecret: true));

            Assert.Equal(State("s3cret"), await CreateAsync(Inputs("s3cret")));
        }
    }

    public sealed class TheRead : OrgWebhookTest
    {
        [Fact]
        public async Task Imports_and_then_sees_no_change()
        {
            Exists(Hook(hasSecret: true));

            var found = await ImportAsync("acme/chat");

            Assert.Equal(State(hasSecret: true), found!.Properties);
            Assert.Empty(Diff(new DiffQuery(found.Properties, found.Inputs, Checked(Inputs()), [])).Changes);
        }

        [Fact]
        public async Task Sees_all_that_somebody_changed()
        {
            Exists(new Webhook("chat", "Talk", "https://talk.example.com", Active: false, "slack", ["stack_created"], ["stacks"], HasSecret: false));

            var found = await ReadAsync("acme/chat", State("s3cret"), Checked(Inputs("s3cret")));

            Assert.Equal(
                State(hasSecret: false).With("displayName", "Talk").With("payloadUrl", "https://talk.example.com").With("active", false)
                    .With("format", "slack").With("filters", List("stack_created")).With("groups", List("stacks")),
                found!.Properties);
        }

        [Fact]
        public async Task Keeps_a_secret_that_the_service_does_not_tell_again()
        {
            Exists(Hook(hasSecret: true));

            Assert.Equal(State("s3cret"), (await ReadAsync("acme/chat", State("s3cret"), Checked(Inputs("s3cret"))))!.Properties);
        }

        [Fact]
        public async Task Keeps_the_programs_spelling_of_the_name()
        {
            Exists(Hook("Chat"));

            Assert.Equal(State(), (await ReadAsync("acme/chat", State(), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Says_that_a_webhook_is_gone()
        {
            Exists(null);

            Assert.Null(await ReadAsync("acme/chat", State(), Checked(Inputs())));
        }
    }

    public sealed class TheUpdate : OrgWebhookTest
    {
        [Theory]
        [InlineData("first", true, "first", null)]
        [InlineData("first", true, "other", "other")]
        [InlineData("first", true, null, "")]
        [InlineData(null, false, "first", "first")]
        [InlineData(null, true, null, null)]
        public async Task Sends_all_of_it_and_the_secret_only_when_it_changes(string? old, bool hasSecret, string? wanted, string? sent)
        {
            var hasThen = sent is null ? hasSecret : sent.Length > 0;
            Webhooks.Setup(webhooks => webhooks.UpdateAsync("acme", "chat", It.Is<WebhookSettings>(settings => Has(settings, sent)), Cancel))
                .ReturnsAsync(Hook(hasSecret: hasThen));

            var state = await UpdateAsync("acme/chat", State(old, hasSecret).With("displayName", "Old"), Inputs(wanted));

            Assert.Equal(State(wanted, hasThen), state);
        }

        [Fact]
        public async Task Says_that_the_service_kept_a_secret_and_tries_again_next_time()
        {
            Webhooks.Setup(webhooks => webhooks.UpdateAsync("acme", "chat", It.IsAny<WebhookSettings>(), Cancel)).ReturnsAsync(Hook(hasSecret: true));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => UpdateAsync("acme/chat", State("s3cret"), Inputs()));

            Assert.Equal(
                "the service kept the secret of webhook 'chat' of 'acme', though it was to be taken away; "
                + "give another one, or take the webhook out of the program for one deployment and make it anew with the next",
                failure.Message);
            Assert.Equal(["secret"], Diff(failure.Properties, Inputs()).Changes.Keys);
        }
    }

    public sealed class TheList : OrgWebhookTest
    {
        [Fact]
        public async Task Has_every_webhook()
        {
            Webhooks.Setup(webhooks => webhooks.ListAsync("acme", Cancel)).ReturnsAsync([Hook(), Hook("audit")]);

            Assert.Equal([new ListedResource("acme/audit", "Chat"), new ListedResource("acme/chat", "Chat")], await ListAsync(Map()));
        }
    }

    public sealed class TheDelete : OrgWebhookTest
    {
        [Fact]
        public async Task Succeeds_for_a_webhook_that_is_gone()
        {
            Webhooks.Setup(webhooks => webhooks.DeleteAsync("acme", "chat", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/chat", State());
        }
    }
}
