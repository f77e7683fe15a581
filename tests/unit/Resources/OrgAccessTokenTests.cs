using Moq;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class OrgAccessTokenTests
{
    public abstract class OrgAccessTokenTest : ResourceTest
    {
        protected override IResource Resource => field ??= new OrgAccessToken(Cloud, Clock);

        protected static long InDays(int days) => Now.AddDays(days).ToUnixTimeSeconds();

        protected static PropertyMap State(long expires = 0, string name = "ci") => Map(
            ("organization", "acme"), ("name", name), ("description", "deploys"), ("expires", expires), ("admin", false), ("tokenId", "t1"),
            ("value", new SecretValue("pul-value")), ("created", "2026-05-01T00:00:00Z"), ("lastUsed", 0), ("createdBy", "ada"));

        protected static PropertyMap Inputs(long expires = 0, string description = "deploys") =>
            Map(("name", "ci"), ("description", description), ("expires", expires));

        protected static AccessToken Token(string name = "ci", long lastUsed = 0, DateTimeOffset? created = null) =>
            new("t1", name, "deploys", created ?? Now, lastUsed, 0, false, "ada");
    }

    public sealed class TheCheck : OrgAccessTokenTest
    {
        [Fact]
        public void Makes_a_name_of_at_most_40_characters()
        {
            var name = Check(PropertyMap.Empty, autonaming: new Autonaming(new string('x', 60), default, null, AutonamingMode.Propose)).Inputs["name"];

            Assert.Matches("^x{31}-[0-9a-f]{8}$", ((StringValue)name).Value);
        }

        [Fact]
        public void Keeps_a_made_name_for_the_same_token_and_makes_another_for_its_replacement()
        {
            var first = Check(PropertyMap.Empty).Inputs;

            Assert.Equal(first["name"], Check(PropertyMap.Empty, first).Inputs["name"]);
            Assert.NotEqual(first["name"], Check(PropertyMap.Empty).Inputs["name"]);
        }

        [Fact]
        public void Makes_the_same_name_from_the_same_seed()
        {
            var seeded = new Autonaming("it", new byte[] { 1, 2, 3 }, null, AutonamingMode.Propose);

            Assert.Equal(Check(PropertyMap.Empty, autonaming: seeded).Inputs["name"], Check(PropertyMap.Empty, autonaming: seeded).Inputs["name"]);
        }

        [Theory]
        [InlineData(AutonamingMode.Propose)]
        [InlineData(AutonamingMode.Enforce)]
        public void Takes_the_engines_name(AutonamingMode mode) =>
            Assert.Equal((PropertyValue)"theirs", Check(PropertyMap.Empty, autonaming: new Autonaming("it", default, "theirs", mode)).Inputs["name"]);

        [Fact]
        public void Makes_no_name_where_that_is_disabled() => Assert.Equal(
            new CheckFailure("name", "is missing, and automatic naming is disabled for this stack; give a name"),
            Assert.Single(Check(PropertyMap.Empty, autonaming: new Autonaming("it", default, null, AutonamingMode.Disable)).Failures));

        [Fact]
        public void Refuses_a_name_over_40_characters() => Assert.Equal(
            new CheckFailure("name", "has 41 characters; at most 40 are allowed"), OnlyFault(Map(("name", new string('n', 41)))));

        [Fact]
        public void Refuses_an_end_in_the_past() => Assert.Equal(
            new CheckFailure("expires", "2026-05-31T12:00:00Z is in the past; give a later time, or 0 for a token that never ends"),
            OnlyFault(Inputs(InDays(-1))));

        [Fact]
        public void Refuses_an_end_over_two_years_ahead() => Assert.Equal(
            new CheckFailure("expires", "2028-06-02T12:00:00Z is more than two years ahead; give Unix seconds (not milliseconds) up to 2028-06-01T12:00:00Z"),
            OnlyFault(Inputs(Now.AddYears(2).AddDays(1).ToUnixTimeSeconds())));

        [Fact]
        public void Accepts_an_end_two_years_ahead() => Checked(Inputs(Now.AddYears(2).ToUnixTimeSeconds()));

        [Fact]
        public void Refuses_half_a_second() =>
            Assert.Equal(new CheckFailure("expires", "is a number; give a whole number"), OnlyFault(Map(("expires", InDays(1) + 0.5))));

        [Fact]
        public void Refuses_rotation_of_a_token_that_never_ends() =>
            Assert.Equal("rotateBefore", OnlyFault(Map(("rotateBefore", "30d"))).Property);

        [Fact]
        public void Names_the_form_of_a_span() => Assert.Equal(
            new CheckFailure("rotateBefore", "'soon' is no span of time; give one such as '30d', '720h' or 'P30D'"),
            OnlyFault(Inputs(InDays(90)).With("rotateBefore", "soon")));
    }

    public sealed class TheDiff : OrgAccessTokenTest
    {
        [Fact]
        public void Is_empty_when_nothing_changed() => Assert.Empty(Diff(State(), Inputs()).Changes);

        [Fact]
        public void Replaces_a_token_with_a_made_name_for_any_change()
        {
            var made = Check(Map(("description", "deploys"))).Inputs;
            var changed = Check(Map(("description", "other")), made).Inputs;
            var diff = Diff(new DiffQuery(State().With("name", made["name"]), made, changed, []));

            Assert.True(diff.Changes["description"].Replaces);
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public void Refuses_a_replacement_that_keeps_a_given_name()
        {
            var failure = Assert.Throws<InputException>(() => Diff(State(), Inputs(description: "other")));

            Assert.Equal("name", Assert.Single(failure.Failures).Property);
            Assert.Contains("'ci' can never be used again", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Replaces_an_expired_token()
        {
            var diff = Diff(State(InDays(-1)), Map(("name", "ci-2"), ("description", "deploys"), ("expires", InDays(90))));

            Assert.True(diff.Changes["expires"].Replaces);
        }

        [Fact]
        public void Leaves_a_token_alone_whose_end_moves_with_the_clock_until_it_is_due()
        {
            var inputs = Map(("description", "deploys"), ("expires", InDays(90)), ("rotateBefore", "30d"));
            var made = Check(inputs).Inputs;

            Assert.Empty(Diff(new DiffQuery(State(InDays(31)).With("name", made["name"]), made, made, [])).Changes);
            Assert.True(Diff(new DiffQuery(State(InDays(29)).With("name", made["name"]), made, made, [])).Changes["expires"].Replaces);
        }

        [Fact]
        public void Warns_when_a_due_token_would_be_replaced_by_one_with_the_same_end()
        {
            var diff = Diff(State(InDays(29)), Inputs(InDays(29)).With("rotateBefore", "30d"));

            Assert.Empty(diff.Changes);
            Assert.Contains("give a later expires", Assert.Single(diff.Warnings), StringComparison.Ordinal);
        }

        [Fact]
        public void Shortens_a_life_at_once_whatever_the_rotation_says()
        {
            var made = Check(Map(("description", "deploys"), ("expires", InDays(60)), ("rotateBefore", "7d"))).Inputs;

            Assert.True(Diff(new DiffQuery(State(InDays(90)).With("name", made["name"]), made, made, [])).Changes["expires"].Replaces);
        }
    }

    public sealed class TheCreate : OrgAccessTokenTest
    {
        [Fact]
        public async Task Keeps_the_value_secret()
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", new NewOrgToken("ci", "deploys", 0, false), Cancel)).ReturnsAsync(new CreatedToken("t1", "pul-value"));
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel)).ReturnsAsync(Token());

            var state = await CreateAsync(Inputs());

            Assert.Equal(new SecretValue("pul-value"), state["value"]);
            Assert.Equal((PropertyValue)"ada", state["createdBy"]);
            Assert.DoesNotContain("pul-value", state.ToString(), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Previews_a_secret_that_is_not_known() => Assert.Equal(new SecretValue(PropertyValue.Unknown), (await PreviewAsync(Inputs()))["value"]);

        [Fact]
        public async Task Does_not_lose_a_value_to_a_listing_that_fails()
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), Cancel)).ReturnsAsync(new CreatedToken("t1", "pul-value"));
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            Assert.Equal(new SecretValue("pul-value"), (await CreateAsync(Inputs()))["value"]);
        }

        [Fact]
        public async Task Explains_that_names_are_never_used_again()
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("can never be used again", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Deletes_a_token_whose_value_was_lost()
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, Cancel)).ReturnsAsync([Token()]);
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", "t1", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Tokens.Verify();
            Assert.Contains("The name 'ci' is spent", failure.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData(1, 0)]
        [InlineData(0, -60)]
        public async Task Leaves_a_token_of_the_same_name_alone_that_was_there_before(long lastUsed, int madeMinutesAgo)
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, Cancel)).ReturnsAsync([Token(lastUsed: lastUsed, created: Now.AddMinutes(madeMinutesAgo))]);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("had a token named 'ci' before", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_what_to_look_for_when_it_cannot_clean_up()
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("Look for it among the organization's tokens and delete it", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheRead : OrgAccessTokenTest
    {
        [Fact]
        public async Task Keeps_the_value_that_the_server_does_not_tell_again()
        {
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel)).ReturnsAsync(Token(lastUsed: 7));

            var found = await ReadAsync("acme/t1", State(), Checked(Inputs()));

            Assert.Equal(new SecretValue("pul-value"), found!.Properties["value"]);
            Assert.Equal((PropertyValue)7, found.Properties["lastUsed"]);
        }

        [Fact]
        public async Task Imports_without_a_value_and_then_sees_no_change()
        {
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel)).ReturnsAsync(Token());

            var found = await ImportAsync("acme/t1");

            Assert.False(found!.Properties.ContainsKey("value"));
            Assert.Empty(Diff(found.Properties, Inputs()).Changes);
        }
    }

    public sealed class TheDelete : OrgAccessTokenTest
    {
        [Fact]
        public async Task Succeeds_for_a_token_that_is_gone()
        {
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", "t1", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/t1", State());
        }
    }
}
