using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;
using PulumiOrgs.Provider.Tests.Cloud;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class OrgAccessTokenTests
{
    public abstract class OrgAccessTokenTest : ResourceTest
    {
        protected override IResource Resource => field ??= new OrgAccessToken(Cloud, Time).ToRunner();

        protected static long InDays(int days) => Now.AddDays(days).ToUnixTimeSeconds();

        /// <summary>A token whose end the provider counted, as a program without a name for it wants it.</summary>
        protected static PropertyMap Living(string life = "90d", string? rotateBefore = null) =>
            Map(("description", "deploys"), ("expiresAfter", life), ("rotateBefore", rotateBefore));

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
        public void Refuses_an_enforced_name_that_what_is_replaced_has_too()
        {
            Deployment = new Deployment();
            var verbatim = new Autonaming("it", default, "it", AutonamingMode.Enforce);
            var old = Check(PropertyMap.Empty, autonaming: verbatim).Inputs;
            Assert.Empty(Check(PropertyMap.Empty, old, autonaming: verbatim).Failures);

            var failure = Assert.Single(Check(PropertyMap.Empty, autonaming: verbatim).Failures);

            Assert.Equal("name", failure.Property);
            Assert.Contains("automatic naming enforces 'it' again", failure.Reason, StringComparison.Ordinal);
        }

        [Fact]
        public void Accepts_an_end_in_the_past_that_was_right_when_the_token_was_made() =>
            Assert.Empty(Check(Inputs(InDays(-1)), Inputs(InDays(-1))).Failures);

        [Fact]
        public void Refuses_a_name_over_40_characters() => Assert.Equal(
            new CheckFailure("name", "has 41 characters; at most 40 are allowed"), OnlyFault(Map(("name", new string('n', 41)))));

        [Theory]
        [InlineData(-1, "1969-12-31T23:59:59Z")]
        [InlineData(1780228800, "2026-05-31T12:00:00Z")]
        [InlineData(1780315200, "2026-06-01T12:00:00Z")]
        public void Refuses_an_end_in_the_past(long expires, string shown) => Assert.Equal(
            new CheckFailure("expires", $"{shown} is in the past; give a later time, or 0 for a token that never ends"), OnlyFault(Inputs(expires)));

        [Fact]
        public void Refuses_an_end_over_two_years_ahead() => Assert.Equal(
            new CheckFailure("expires", "2028-06-02T12:00:00Z is more than two years ahead; give Unix seconds (not milliseconds) up to 2028-06-01T12:00:00Z"),
            OnlyFault(Inputs(Now.AddYears(2).AddDays(1).ToUnixTimeSeconds())));

        [Fact]
        public void Accepts_an_end_two_years_ahead() => Checked(Inputs(Now.AddYears(2).ToUnixTimeSeconds()));

        [Fact]
        public void Takes_an_end_that_is_not_known_yet_for_one_that_can_be_rotated() =>
            Checked(Map(("expires", PropertyValue.Unknown), ("rotateBefore", "30d")));

        [Fact]
        public void Refuses_rotation_of_a_token_that_never_ends() => Assert.Equal(
            new CheckFailure("rotateBefore", "has no meaning for a token that never ends; give expiresAfter too, or expires"),
            OnlyFault(Map(("rotateBefore", "30d"))));

        [Theory]
        [InlineData("90d")]
        [InlineData("PT1S")]
        [InlineData("730d")]
        [InlineData("P2Y")]
        public void Takes_a_life_instead_of_an_end(string life) => Assert.Null(Checked(Living(life)).Find("expires"));

        [Fact]
        public void Refuses_both_an_end_and_a_life() => Assert.Equal(
            new CheckFailure("expires", "is computed from expiresAfter, which is given too; give one of the two"),
            OnlyFault(Living().With("expires", InDays(90))));

        [Theory]
        [InlineData("0d", "'0d' is no time to live; give a longer span, such as '90d'")]
        [InlineData("PT0.9S", "'PT0.9S' is no time to live; give a longer span, such as '90d'")]
        [InlineData("-P1D", "'-P1D' is no span of time; give one such as '30d', '720h' or 'P30D'")]
        [InlineData("730d1s", "'730d1s' is more than two years; give a span up to '730d'")]
        [InlineData("10000000d", "'10000000d' is more than two years; give a span up to '730d'")]
        public void Refuses_a_life_that_no_token_can_have(string life, string reason) =>
            Assert.Equal(new CheckFailure("expiresAfter", reason), OnlyFault(Living(life)));

        [Theory]
        [InlineData("90d", "90d")]
        [InlineData("90d", "91d")]
        [InlineData("24h", "P1D")]
        public void Refuses_a_rotation_at_every_deployment(string life, string rotateBefore) => Assert.Equal(
            new CheckFailure(
                "rotateBefore",
                $"'{rotateBefore}' is as long as the token lives ('{life}'), so every deployment would make a new one; give a shorter " +
                "span, or a longer expiresAfter"),
            OnlyFault(Living(life, rotateBefore)));

        [Fact]
        public void Refuses_to_make_a_token_that_is_due_at_once() => Assert.Equal(
            new CheckFailure(
                "rotateBefore",
                "'30d' is all the time that is left until 2026-07-01T12:00:00Z, so a new token would be due at once; give a shorter span, or a later expires"),
            OnlyFault(Map(("expires", InDays(30)), ("rotateBefore", "30d"))));

        [Fact]
        public void Accepts_a_token_that_has_become_due()
        {
            var inputs = Map(("expires", InDays(20)), ("rotateBefore", "30d"));

            Assert.Empty(Check(inputs, inputs).Failures);
            Assert.Equal("rotateBefore", Assert.Single(Check(inputs.With("rotateBefore", "40d"), inputs).Failures).Property);
        }

        [Theory]
        [InlineData("expires")]
        [InlineData("expiresAfter")]
        public void Refuses_rotation_under_a_given_name(string end)
        {
            var inputs = Map(("name", "ci"), (end, end == "expires" ? InDays(90) : "90d"), ("rotateBefore", "30d"));

            var failure = OnlyFault(inputs);

            Assert.Equal("rotateBefore", failure.Property);
            Assert.Equal(
                "does not go with a name: each new token takes a name of its own, for none can ever be used again; "
                + "leave name out, and a fresh one is made for each token, or leave rotateBefore out",
                failure.Reason);
            // Known or not: the provider rotates when it is due, and only the program could give another name then.
            Assert.Equal(failure, OnlyFault(inputs.With("name", PropertyValue.Unknown)));
        }

        [Fact]
        public void Accepts_rotation_under_a_given_name_only_where_it_was_accepted_before()
        {
            var inputs = Inputs(InDays(90)).With("rotateBefore", "30d");

            Assert.Empty(Check(inputs, inputs).Failures);
            Assert.Equal("rotateBefore", Assert.Single(Check(inputs, Inputs(InDays(90))).Failures).Property);
            Assert.Equal("rotateBefore", Assert.Single(Check(inputs, Check(inputs.Without("name")).Inputs).Failures).Property);
        }

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
            Deployment = new Deployment();

            var failure = Assert.Throws<InputException>(() => Diff(State(), Inputs(InDays(90), "other")));

            Assert.Equal(
                new CheckFailure(
                    "name",
                    "a change of description, expires takes a new token, and the name 'ci' can never be used again; "
                    + "change the name too, or leave it out and a fresh one is made for each token"),
                Assert.Single(failure.Failures));
            Assert.Empty(Log.Infos);
        }

        [Fact]
        public void Reports_a_replacement_that_keeps_a_given_name_where_a_refresh_only_asks() =>
            Assert.True(Diff(State(), Inputs(description: "other")).Changes["description"].Replaces);

        [Fact]
        public void Reports_a_replacement_that_keeps_a_given_name_while_something_is_not_known()
        {
            Deployment = new Deployment();

            Assert.True(Diff(State(), Map(("name", "ci"), ("description", PropertyValue.Unknown))).Changes["description"].Replaces);
        }

        [Fact]
        public void Takes_a_given_name_to_another_organization()
        {
            Deployment = new Deployment();

            Assert.True(Diff(State(), Inputs().With("organization", "globex")).Changes["organization"].Replaces);
        }

        [Fact]
        public void Takes_another_name_that_was_made_up_since_for_the_same()
        {
            var made = Check(Map(("description", "deploys"))).Inputs;

            Assert.Empty(Diff(new DiffQuery(State().With("name", "it-0000beef"), made, made, [])).Changes);
        }

        [Fact]
        public void Replaces_an_expired_token()
        {
            var diff = Diff(State(InDays(-1)), Map(("name", "ci-2"), ("description", "deploys"), ("expires", InDays(90))));

            Assert.Equal(new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false), diff.Changes["expires"]);
        }

        [Fact]
        public void Says_nothing_of_the_end_of_a_token_that_is_not_due()
        {
            Deployment = new Deployment();

            Diff(State(InDays(30)), Map(("name", "ci-2"), ("description", "deploys"), ("expires", InDays(90))));

            Assert.Empty(Log.Infos);
        }

        [Fact]
        public void Says_nothing_of_the_end_of_a_due_token_that_is_not_replaced()
        {
            Deployment = new Deployment();
            var inputs = Map(("name", "ci"), ("description", "deploys"), ("expires", InDays(-1)));

            Diff(new DiffQuery(State(InDays(-1)), inputs, Check(inputs, inputs).Inputs, []));

            Assert.Empty(Log.Infos);
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
            var inputs = Map(("name", "ci"), ("description", "deploys"), ("expires", InDays(29)), ("rotateBefore", "30d"));

            var diff = Diff(new DiffQuery(State(InDays(29)), inputs, Check(inputs, inputs).Inputs, []));

            Assert.Empty(diff.Changes);
            Assert.Equal(
                "the token ends at 2026-06-30T12:00:00Z and is due for rotation, but the program gives the new one the same end; "
                + "give a later expires, or expiresAfter instead",
                Assert.Single(diff.Warnings));
        }

        [Fact]
        public void Shortens_a_life_at_once_whatever_the_rotation_says()
        {
            var made = Check(Map(("description", "deploys"), ("expires", InDays(60)), ("rotateBefore", "7d"))).Inputs;

            Assert.True(Diff(new DiffQuery(State(InDays(90)).With("name", made["name"]), made, made, [])).Changes["expires"].Replaces);
        }

        [Fact]
        public void Gives_an_end_at_once_to_a_token_that_has_none_whatever_the_rotation_says()
        {
            var made = Check(Map(("description", "deploys"), ("expires", InDays(60)), ("rotateBefore", "7d"))).Inputs;

            Assert.True(Diff(new DiffQuery(State().With("name", made["name"]), made, made, [])).Changes["expires"].Replaces);
        }

        [Fact]
        public void Replaces_a_due_token_though_a_change_of_its_end_is_to_be_ignored()
        {
            var made = Check(Map(("description", "deploys"), ("expires", InDays(90)), ("rotateBefore", "30d"))).Inputs;

            Assert.True(Diff(new DiffQuery(State(InDays(29)).With("name", made["name"]), made, made, ["expires"])).Changes["expires"].Replaces);
        }

        [Theory]
        [InlineData(90)]
        [InlineData(31)]
        [InlineData(89)]
        public void Is_empty_for_the_same_life_whatever_the_clock_says(int daysLeft) =>
            Assert.Empty(DiffOfLiving(daysLeft, Living(rotateBefore: "30d"), Living(rotateBefore: "30d")).Changes);

        [Fact]
        public void Is_empty_for_the_same_life_in_other_words() => Assert.Empty(DiffOfLiving(89, Living("90d"), Living("P90D")).Changes);

        [Theory]
        [InlineData("60d")]
        [InlineData("120d")]
        public void Replaces_a_token_whose_life_is_to_be_another(string life) => Assert.Equal(
            new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false),
            Assert.Single(DiffOfLiving(89, Living(), Living(life)).Changes, change => change.Key == "expiresAfter").Value);

        [Fact]
        public void Renews_a_token_that_is_due_and_tells_since_when()
        {
            var diff = DiffOfLiving(29, Living(rotateBefore: "30d"), Living(rotateBefore: "30d"));

            Assert.Equal(
                [KeyValuePair.Create("expires", new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false))], diff.Changes);
            Assert.Equal(
                "the token 'it-0000beef' ends at 2026-06-30T12:00:00Z and is due for rotation since 2026-05-31T12:00:00Z: a new one replaces it",
                Assert.Single(Log.Infos));
        }

        [Fact]
        public void Renews_a_token_that_has_ended_without_being_told_to_rotate_it()
        {
            Assert.Empty(DiffOfLiving(1, Living(), Living()).Changes);
            Assert.Equal(["expires"], DiffOfLiving(0, Living(), Living()).Changes.Keys);
            Assert.Equal(
                "the token 'it-0000beef' has ended at 2026-06-01T12:00:00Z: a new one replaces it", Assert.Single(Log.Infos));
        }

        [Fact]
        public void Sees_no_change_in_a_due_token_where_a_refresh_only_asks()
        {
            var made = Check(Living()).Inputs;

            Assert.Empty(Diff(new DiffQuery(Lived(-1), made, made, [])).Changes);
        }

        [Fact]
        public void Warns_of_a_token_that_has_ended_and_whose_name_was_given()
        {
            Deployment = new Deployment();
            var inputs = Checked(Living().With("name", "it-0000beef"));

            var diff = Diff(new DiffQuery(Lived(-1), inputs, inputs, []));

            Assert.Empty(diff.Changes);
            Assert.Equal(
                "the token 'it-0000beef' has ended at 2026-05-31T12:00:00Z, but no new one can have its name; "
                + "change the name, or leave it out and a fresh one is made for each token",
                Assert.Single(diff.Warnings));
        }

        [Fact]
        public void Warns_of_no_end_where_another_name_comes_with_it()
        {
            Deployment = new Deployment();
            var inputs = Checked(Living().With("name", "ci-2"));

            var diff = Diff(new DiffQuery(Lived(-1), inputs, inputs, []));

            Assert.True(diff.Changes["name"].Replaces);
            Assert.Empty(diff.Warnings);
        }

        [Theory]
        [InlineData(80, false)]
        [InlineData(91, false)]
        [InlineData(92, true)]
        [InlineData(null, true)]
        public void Takes_an_imported_token_as_it_is_unless_it_ends_later_than_a_new_one_would(int? daysLeft, bool replaces)
        {
            var imported = Map(("organization", "acme"), ("name", "it-0000beef"), ("description", "deploys"),
                ("expires", daysLeft is { } days ? InDays(days) : 0));
            var state = Lived(daysLeft).Without("expiresAfter");

            var diff = Diff(new DiffQuery(state, imported, Check(Living(), imported).Inputs, []));

            Assert.Equal(
                replaces ? [KeyValuePair.Create("expiresAfter", new PropertyChange(ChangeKind.Add, Replaces: true, AgainstInputs: false))] : [],
                diff.Changes.Where(change => change.Value.Replaces).Select(static change => KeyValuePair.Create(change.Key.ToString(), change.Value)));
        }

        [Fact]
        public void Takes_an_imported_token_as_it_is_where_a_change_of_its_life_is_to_be_ignored()
        {
            var imported = Map(("organization", "acme"), ("name", "it-0000beef"), ("description", "deploys"), ("expires", 0));

            Assert.DoesNotContain(
                Diff(new DiffQuery(Lived(null).Without("expiresAfter"), imported, Check(Living(), imported).Inputs, ["expiresAfter"])).Changes,
                static change => change.Value.Replaces);
        }

        [Fact]
        public void Replaces_an_imported_token_when_the_life_changes_that_the_program_gave_it()
        {
            var before = Check(Living(), State()).Inputs;

            var diff = Diff(new DiffQuery(Lived(80).Without("expiresAfter"), before, Check(Living("30d"), before).Inputs, []));

            Assert.Equal(new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: true), diff.Changes["expiresAfter"]);
        }

        [Fact]
        public void Replaces_a_token_that_is_to_end_at_a_given_time_instead() => Assert.Equal(
            ["expires"], DiffOfLiving(80, Living(), Map(("description", "deploys"), ("expires", InDays(100)))).Changes.Keys);

        private static PropertyMap Lived(int? daysLeft) =>
            State(daysLeft is { } days ? InDays(days) : 0, "it-0000beef").With("expiresAfter", "90d");

        /// <summary>What a deployment does of a token that has so many days left of the 90 with which an earlier program made it.</summary>
        private DiffResult DiffOfLiving(int daysLeft, PropertyMap before, PropertyMap now)
        {
            Deployment = new Deployment();
            var old = Check(before).Inputs.With("name", "it-0000beef");
            return Diff(new DiffQuery(Lived(daysLeft), old, Check(now, old).Inputs, []));
        }
    }

    public sealed class TheCreate : OrgAccessTokenTest
    {
        private readonly Queue<Exception?> _answers = new();
        private readonly List<string> _asked = [];
        private readonly List<long> _ends = [];
        private readonly List<string> _deleted = [];
        private List<AccessToken> _there = [];

        public TheCreate()
        {
            Deployment = new Deployment();
            Users.Setup(users => users.GetCurrentAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new User("ada", "", "", []));
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync((string _, NewOrgToken token, CancellationToken _) =>
                {
                    _asked.Add(token.Name);
                    _ends.Add(token.Expires);
                    OnAsked();
                    return _answers.TryDequeue(out var failure) && failure is not null ? throw failure : new CreatedToken("t1", "pul-value");
                });
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>())).ReturnsAsync(() => _there);
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", It.IsAny<string>(), It.IsAny<CancellationToken>()))
                .Callback((string _, string id, CancellationToken _) => _deleted.Add(id)).Returns(Task.CompletedTask);
        }

        protected override TimeProvider Time { get; } = new SkippingTime(Timeout.InfiniteTimeSpan);

        /// <summary>What happens meanwhile.</summary>
        private Action OnAsked { get; set; } = static () => { };

        private static CloudException Lost => Failure(CloudFailure.Unreachable, mayHaveHappened: true);

        private static CloudException Conflict => Failure(CloudFailure.Conflict);

        private void Answers(params IEnumerable<Exception?> answers) => answers.ToList().ForEach(_answers.Enqueue);

        /// <summary>A name as it is made up for the resource "it".</summary>
        private static PropertyMap MadeUp(string name) => Map(("description", "deploys"), ("name", name), ("__defaults", new ListValue(["name"])));

        private async Task<PropertyMap> CreateMadeUpAsync(string name = "it-00000001") => (await Resource.CreateAsync(
            ContextOf("it"), MadeUp(name).With("organization", "acme"), preview: false, Cancel)).Properties;

        [Fact]
        public async Task Keeps_the_value_secret()
        {
            _there = [Token()];

            var state = await CreateAsync(Inputs());

            Assert.Equal(new SecretValue("pul-value"), state["value"]);
            Assert.Equal((PropertyValue)"ada", state["createdBy"]);
            Assert.DoesNotContain("pul-value", state.ToString(), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Previews_a_secret_that_is_not_known()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Equal(new SecretValue(PropertyValue.Unknown), (await PreviewAsync(Inputs()))["value"]);
        }

        [Fact]
        public async Task Ends_a_token_so_long_after_its_making_as_the_server_tells_the_time()
        {
            ServerTime = Now.AddMinutes(-7);
            _there = [];

            var state = await CreateAsync(Living());

            Assert.Equal([Now.AddMinutes(-7).AddDays(90).ToUnixTimeSeconds()], _ends);
            Assert.Equal(((PropertyValue)_ends[0], (PropertyValue)"90d"), (state["expires"], state["expiresAfter"]));
        }

        [Fact]
        public async Task Goes_by_this_machines_clock_while_no_answer_has_told_the_time()
        {
            ServerTime = null;

            await CreateAsync(Living());

            Assert.Equal([Time.GetUtcNow().AddDays(90).ToUnixTimeSeconds()], _ends);
        }

        [Fact]
        public async Task Previews_an_end_that_is_not_known_where_a_life_is_given()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            var foreseen = await PreviewAsync(Living());

            Assert.True(foreseen["expires"].IsUnknown);
            Assert.Equal((PropertyValue)"90d", foreseen["expiresAfter"]);
        }

        [Fact]
        public async Task Knows_a_token_of_a_life_whose_answer_was_lost_by_the_end_that_was_sent()
        {
            Answers(Lost);
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>()))
                .ReturnsAsync(() => [Token() with { Expires = _ends[^1] }]);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Living().With("name", "ci")));

            Assert.Equal(["t1"], _deleted);
            Assert.Contains("The name 'ci' is spent", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Leaves_a_token_alone_that_ends_otherwise_than_was_asked()
        {
            Answers(Lost);
            _there = [Token() with { Expires = InDays(91) }];

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Living().With("name", "ci")));

            Assert.Empty(_deleted);
        }

        [Theory]
        [InlineData("c1", true)]
        [InlineData(null, true)]
        [InlineData("c2", false)]
        public async Task Knows_a_token_whose_answer_was_lost_by_its_role_where_the_service_tells_it(string? roleId, bool isOurs)
        {
            Answers(Lost);
            _there = [Token() with { Role = roleId is null ? null : new GivenRole(roleId, "It", IsBuiltIn: false) }];

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs().With("roleId", "c1")));

            Assert.Equal(isOurs ? ["t1"] : [], _deleted);
        }

        [Fact]
        public async Task Asks_again_under_the_same_name_for_the_same_end()
        {
            Answers(Lost);
            OnAsked = () => ServerTime += TimeSpan.FromHours(1);

            await CreateAsync(Living().With("name", "ci"));

            Assert.Equal([InDays(90), InDays(90)], _ends);
        }

        [Fact]
        public async Task Counts_anew_for_another_name()
        {
            Answers(Lost);
            _there = [Token("it-00000001") with { Id = "t0" }];
            OnAsked = () => ServerTime += TimeSpan.FromHours(1);

            var state = (await Resource.CreateAsync(
                ContextOf("it"), MadeUp("it-00000001").With("organization", "acme").With("expiresAfter", "90d"), preview: false, Cancel)).Properties;

            Assert.Equal([InDays(90), InDays(90) + 3600], _ends);
            Assert.Equal((PropertyValue)_ends[1], state["expires"]);
        }

        [Fact]
        public async Task Does_not_lose_a_value_to_a_listing_that_fails()
        {
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>())).ThrowsAsync(Failure(CloudFailure.Unavailable));

            Assert.Equal(State().With("created", "2026-06-01T12:00:00Z").With("createdBy", ""), await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Shares_one_listing_among_many_new_tokens_and_knows_who_made_them()
        {
            _there = [Token()];
            for (var i = 0; i < 20; i++)
            {
                Assert.Equal((PropertyValue)"ada", (await CreateMadeUpAsync($"it-0000000{i:x}"))["createdBy"]);
            }

            Tokens.Verify(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>()), Times.Once);
        }

        [Fact]
        public async Task Knows_who_made_a_token_that_came_after_the_listing()
        {
            _there = [Token() with { Id = "t0", CreatedBy = "bob" }, Token()];
            await CreateMadeUpAsync();
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync(new CreatedToken("t2", "pul-value"));

            var state = await CreateMadeUpAsync("it-00000002");

            Assert.Equal(((PropertyValue)"t2", (PropertyValue)"ada"), (state["tokenId"], state["createdBy"]));
        }

        [Fact]
        public async Task Records_who_made_it_as_not_known_where_the_listing_lacks_it()
        {
            _there = [Token() with { Id = "t0", CreatedBy = "bob" }];

            Assert.Equal((PropertyValue)"", (await CreateAsync(Inputs()))["createdBy"]);
        }

        [Fact]
        public async Task Explains_that_names_are_never_used_again()
        {
            Answers(Conflict);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Equal(
                "could not do it: 409 Conflict (POST /api/orgs/acme): the name 'ci' was used before in 'acme', perhaps by a token that is deleted by now; "
                + "a token's name can never be used again. Choose another, or leave it out and one is made.",
                failure.Message);
        }

        [Fact]
        public async Task Explains_it_also_where_a_second_try_meets_the_conflict_and_none_is_there()
        {
            Answers(Lost, Conflict);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("the name 'ci' was used before in 'acme'", failure.Message, StringComparison.Ordinal);
            Assert.Equal(2, _asked.Count);
        }

        [Fact]
        public async Task Asks_again_when_no_token_was_made()
        {
            Answers(Lost, Lost);

            Assert.Equal(new SecretValue("pul-value"), (await CreateAsync(Inputs()))["value"]);
            Assert.Equal(["ci", "ci", "ci"], _asked);
            Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], ((SkippingTime)Time).Waits);
        }

        [Fact]
        public async Task Makes_another_under_another_name_where_the_value_of_the_first_was_lost()
        {
            Answers(Lost);
            _there = [Token("it-00000001") with { Id = "t0", CreatedBy = "whoever", Created = null }];

            var state = await CreateMadeUpAsync();

            Assert.Equal(["t0"], _deleted);
            Assert.Equal(["it-00000001", ((StringValue)state["name"]).Value], _asked);
            Assert.Matches("^it-[0-9a-f]{8}$", _asked[1]);
        }

        [Fact]
        public async Task Finds_by_the_conflict_of_a_second_try_that_the_first_was_done()
        {
            Answers(Lost, Conflict);
            Tokens.SetupSequence(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>()))
                .ReturnsAsync([]).ReturnsAsync([Token("it-00000001") with { Id = "t0" }]).ReturnsAsync([Token()]);

            await CreateMadeUpAsync();

            Assert.Equal(["t0"], _deleted);
            Assert.Equal(["it-00000001", "it-00000001"], _asked.Take(2));
            Assert.Equal(3, _asked.Count);
        }

        [Fact]
        public async Task Deletes_a_token_of_a_given_name_whose_value_was_lost_and_says_that_the_name_is_spent()
        {
            Answers(Lost);
            _there = [Token()];

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Equal(["t1"], _deleted);
            Assert.EndsWith(
                ": the token had been made, but its value was lost with the answer, so it was deleted. The name 'ci' is spent: "
                + "choose another, or leave it out and one is made.",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Deletes_it_too_where_the_clock_that_dated_it_differs_a_little()
        {
            Answers(Lost);
            _there = [Token(created: Now - ServerClock.Slack)];

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Equal(["t1"], _deleted);
        }

        public static TheoryData<AccessToken> TokensOfOthers =>
        [
            Token(lastUsed: 1),
            Token(created: Now.AddMinutes(-1)),
            Token() with { Created = null },
            Token() with { CreatedBy = "bob" },
            Token() with { Description = "something else" },
            Token() with { Expires = 5 },
            Token() with { Admin = true },
        ];

        [Theory]
        [MemberData(nameof(TokensOfOthers))]
        public async Task Leaves_a_token_of_the_same_name_alone_that_may_be_somebody_elses(AccessToken token)
        {
            Answers(Lost);
            _there = [token];

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Empty(_deleted);
            Assert.EndsWith(
                $": the organization has a token named 'ci' (id t1, made by {token.CreatedBy}) that may be somebody else's, so it is left as it is. "
                + "Choose another name, or leave it out and one is made. If nobody has that token's value, delete it.",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Leaves_a_token_alone_where_the_servers_time_is_not_known()
        {
            ServerTime = null;
            Answers(Lost);
            _there = [Token()];

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Empty(_deleted);
        }

        [Fact]
        public async Task Leaves_a_token_alone_that_the_stack_has()
        {
            Answers(Lost);
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel)).ReturnsAsync(Token("it-00000001"));
            await Resource.ReadAsync(ContextOf("other"), "acme/t1", State(name: "it-00000001"), Checked(Inputs()), Cancel);
            _there = [Token("it-00000001")];

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateMadeUpAsync());

            Assert.Empty(_deleted);
            Assert.Contains("the organization has a token named 'it-00000001' (id t1, made by ada)", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Never_says_that_none_was_made_when_one_may_still_appear()
        {
            Answers(Enumerable.Repeat(Lost, 5));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Equal(5, _asked.Count);
            Assert.EndsWith(
                ": no token named 'ci' is to be seen among the organization's, but one may still appear, whose value nobody has; its name is spent then. "
                + "`pulumi stack export | pulumi-resource-orgs tokens --organization acme --unknown-to -` tells of it and how to delete it. "
                + "Run the deployment again.",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Gives_up_when_each_of_several_names_was_lost_and_leaves_no_token_behind()
        {
            Answers(Enumerable.Repeat(Lost, 6));
            OnAsked = () => _there = [Token(_asked[^1]) with { Id = $"t{_asked.Count}" }];

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateMadeUpAsync());

            Assert.Equal(["t1", "t2", "t3", "t4", "t5"], _deleted);
            Assert.Equal(5, _asked.Distinct().Count());
            Assert.EndsWith(
                ": the tokens that were made were deleted, since their values were lost. Run the deployment again.", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_what_to_look_for_when_it_cannot_clean_up()
        {
            Answers(Lost);
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>())).ThrowsAsync(Failure(CloudFailure.Unreachable));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("looking for it failed", failure.Message, StringComparison.Ordinal);
            Assert.Contains("one may still appear", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Tells_of_tokens_that_a_deployment_which_was_cut_off_left_behind()
        {
            _there =
            [
                Token("it-00000001"),
                Token("it-0000beef", created: Now.AddHours(-2)) with { Id = "left" },
                Token("it-0000cafe", created: Now.AddHours(-24)) with { Id = "old" },
                Token("it-0000dead", lastUsed: 7) with { Id = "used" },
                Token("it-0000feed") with { Id = "other", Description = "for something else" },
                Token("it-too") with { Id = "named" },
                Token("it-") with { Id = "named otherwise" },
                Token("at-0000d00d") with { Id = "of another resource" },
                Token("it-0000f00d") with { Id = "bobs", CreatedBy = "bob" },
                Token("it-0000fade") with { Id = "known" },
            ];
            Tokens.Setup(tokens => tokens.FindAsync("acme", "known", Cancel)).ReturnsAsync(Token("it-0000fade") with { Id = "known" });
            await Resource.ReadAsync(ContextOf("other"), "acme/known", State(name: "it-0000fade").With("tokenId", "known"), Checked(Inputs()), Cancel);

            await CreateMadeUpAsync();

            var warning = Assert.Single(Log.Warnings);
            Assert.Equal(
                "the organization has tokens that look as if an earlier deployment made them for this resource and was cut off, so that nobody has their "
                + "values: it-0000beef (id left). `pulumi stack export | pulumi-resource-orgs tokens --organization acme --unknown-to -` tells which tokens "
                + "no stack knows and how to delete them.",
                warning);
            Assert.Empty(_deleted);
        }

        [Fact]
        public async Task Takes_no_token_for_left_behind_where_the_program_names_its_own()
        {
            _there = [Token(), Token("it-0000beef") with { Id = "left" }];

            await CreateAsync(Inputs());

            Assert.Empty(Log.Warnings);
        }

        [Fact]
        public async Task Tells_of_tokens_left_behind_that_had_the_same_life()
        {
            _there =
            [
                Token("it-00000001") with { Expires = InDays(90) },
                Token("it-0000beef", created: Now.AddHours(-2)) with { Id = "left", Expires = InDays(90) - 7200 },
                Token("it-0000f00d") with { Id = "twin", Expires = InDays(90) },
                Token("it-0000feed", created: Now.AddHours(-23)) with { Id = "eldest", Expires = InDays(89) },
                Token("it-0000cafe", created: Now.AddHours(-2)) with { Id = "shorter", Expires = InDays(30) },
                Token("it-0000dead", created: Now.AddHours(-2)) with { Id = "endless" },
            ];

            await Resource.CreateAsync(
                ContextOf("it"), MadeUp("it-00000001").With("organization", "acme").With("expiresAfter", "90d"), preview: false, Cancel);

            Assert.Contains(
                ": it-0000beef (id left), it-0000f00d (id twin), it-0000feed (id eldest).", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Takes_no_token_for_left_behind_that_ends_otherwise_than_the_program_says()
        {
            _there = [Token("it-00000001") with { Expires = InDays(90) }, Token("it-0000beef") with { Id = "other", Expires = InDays(90) - 7200 }];

            await Resource.CreateAsync(
                ContextOf("it"), MadeUp("it-00000001").With("organization", "acme").With("expires", InDays(90)), preview: false, Cancel);

            Assert.Empty(Log.Warnings);
        }

        [Fact]
        public async Task Waits_a_little_for_the_answer_to_what_was_cancelled()
        {
            using var cancelled = new CancellationTokenSource();
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync((string _, NewOrgToken _, CancellationToken _) =>
                {
                    cancelled.Cancel();
                    return new CreatedToken("t1", "pul-value");
                });

            var made = await Resource.CreateAsync(ContextOf("it"), Checked(Inputs()), preview: false, cancelled.Token);

            Assert.Equal(new SecretValue("pul-value"), made.Properties["value"]);
        }

        [Fact]
        public async Task Looks_for_the_token_when_no_answer_comes_to_what_was_cancelled()
        {
            using var cancelled = new CancellationTokenSource();
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .Returns(async (string _, NewOrgToken _, CancellationToken end) =>
                {
                    await cancelled.CancelAsync();
                    await Task.Delay(Timeout.Infinite, end);
                    throw new InvalidOperationException("it never comes");
                });

            var failure = await Assert.ThrowsAsync<ResourceException>(() =>
                Resource.CreateAsync(ContextOf("it"), Checked(Inputs()), preview: false, cancelled.Token));

            Assert.Contains("cancelled while the token was made", failure.Message, StringComparison.Ordinal);
            Assert.Contains("one may still appear", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Deletes_what_was_made_when_no_answer_comes_to_what_was_cancelled()
        {
            using var cancelled = new CancellationTokenSource();
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .Returns(async (string _, NewOrgToken _, CancellationToken end) =>
                {
                    _there = [Token()];
                    await cancelled.CancelAsync();
                    await Task.Delay(Timeout.Infinite, end);
                    throw new InvalidOperationException("it never comes");
                });

            await Assert.ThrowsAsync<ResourceException>(() => Resource.CreateAsync(ContextOf("it"), Checked(Inputs()), preview: false, cancelled.Token));

            Assert.Equal(["t1"], _deleted);
        }

        [Fact]
        public async Task Leaves_a_token_of_somebody_else_alone_when_no_answer_comes_to_what_was_cancelled()
        {
            using var cancelled = new CancellationTokenSource();
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .Returns(async (string _, NewOrgToken _, CancellationToken end) =>
                {
                    _there = [Token(lastUsed: 1)];
                    await cancelled.CancelAsync();
                    await Task.Delay(Timeout.Infinite, end);
                    throw new InvalidOperationException("it never comes");
                });

            var failure = await Assert.ThrowsAsync<ResourceException>(
                () => Resource.CreateAsync(ContextOf("it"), Checked(Inputs()), preview: false, cancelled.Token));

            Assert.Empty(_deleted);
            Assert.StartsWith("cancelled while the token was made: the organization has a token named 'ci' (id t1,", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Asks_for_nothing_once_it_is_cancelled()
        {
            await Assert.ThrowsAnyAsync<Exception>(() =>
                Resource.CreateAsync(ContextOf("it"), Checked(Inputs()), preview: false, new CancellationToken(canceled: true)));

            Assert.Empty(_asked);
        }
    }

    public sealed class TheCancelledCreate : OrgAccessTokenTest
    {
        [Fact]
        public async Task Takes_an_answer_that_comes_a_little_later()
        {
            using var cancelled = new CancellationTokenSource();
            var gate = new TaskCompletionSource();
            Tokens.Setup(tokens => tokens.CreateAsync("acme", It.IsAny<NewOrgToken>(), It.IsAny<CancellationToken>()))
                .Returns(async (string _, NewOrgToken _, CancellationToken end) =>
                {
                    await gate.Task.WaitAsync(end);
                    return new CreatedToken("t1", "pul-value");
                });
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>())).ReturnsAsync([Token()]);

            var create = Resource.CreateAsync(ContextOf("it"), Checked(Inputs()), preview: false, cancelled.Token);
            await cancelled.CancelAsync();
            gate.SetResult();

            Assert.Equal(new SecretValue("pul-value"), (await create).Properties["value"]);
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
        public async Task Says_that_a_token_is_gone()
        {
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel)).ReturnsAsync((AccessToken?)null);

            Assert.Null(await ReadAsync("acme/t1", State(), Checked(Inputs())));
        }

        [Theory]
        [InlineData(5, "2026-05-01T00:00:00Z")]
        [InlineData(-5, "2026-05-01T00:00:00Z")]
        [InlineData(6, "2026-05-01T00:00:06Z")]
        [InlineData(null, "2026-05-01T00:00:00Z")]
        public async Task Takes_the_servers_word_of_when_it_was_made_unless_that_is_about_the_same(int? secondsLater, string created)
        {
            var made = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel))
                .ReturnsAsync(Token() with { Created = secondsLater is { } seconds ? made.AddSeconds(seconds) : null });

            Assert.Equal((PropertyValue)created, (await ReadAsync("acme/t1", State(), Checked(Inputs())))!.Properties["created"]);
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
        private void CallerIs(User caller) => Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(caller);

        [Fact]
        public async Task Succeeds_for_a_token_that_is_gone()
        {
            CallerIs(new User("ada", "", "", []));
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", "t1", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/t1", State());
        }

        [Fact]
        public async Task Leaves_the_token_alone_that_the_deployment_uses()
        {
            CallerIs(new User("acme", "", "", []) { Token = new TokenInfo("ci", "Acme", "") });

            await DeleteAsync("acme/t1", State());

            var warning = Assert.Single(Log.Warnings);
            Assert.Equal(
                "the token 'ci' of 'acme' is the one that this deployment uses, so it is left as it is, though the stack has it no longer. "
                + "Delete it with another token, when nothing uses it any more: its id is t1.",
                warning);
        }

        [Theory]
        [InlineData("other", "acme")]
        [InlineData("ci", "")]
        public async Task Deletes_what_the_deployment_does_not_use(string name, string organization)
        {
            CallerIs(new User("acme", "", "", []) { Token = new TokenInfo(name, organization, "") });
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", "t1", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await DeleteAsync("acme/t1", State());

            Tokens.Verify();
            Assert.Empty(Log.Warnings);
        }

        [Fact]
        public async Task Deletes_a_token_of_the_same_name_in_another_organization()
        {
            CallerIs(new User("zeta", "", "", []) { Token = new TokenInfo("ci", "zeta", "") });
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", "t1", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await DeleteAsync("acme/t1", State());

            Tokens.Verify();
        }

        [Fact]
        public async Task Refuses_to_make_way_for_one_of_the_same_name()
        {
            Deployment = new Deployment();
            Checked(Inputs());

            var failure = await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync("acme/t1", State()));

            Assert.Equal(
                "the token 'ci' of 'acme' is not deleted: what is to replace it has the same name, which can never be used again. "
                + "Change the name too, or leave it out and a fresh one is made for each token.",
                failure.Message);
        }

        [Fact]
        public async Task Makes_way_for_one_of_another_name()
        {
            Deployment = new Deployment();
            Checked(Inputs().With("name", "ci-2"));
            CallerIs(new User("ada", "", "", []));
            Tokens.Setup(tokens => tokens.DeleteAsync("acme", "t1", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await DeleteAsync("acme/t1", State());

            Tokens.Verify();
        }
    }
    public sealed class TheList : OrgAccessTokenTest
    {
        [Fact]
        public async Task Has_the_tokens_that_have_not_ended()
        {
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.Active, Cancel)).ReturnsAsync([Token()]);

            Assert.Equal([new ListedResource("acme/t1", "ci")], await ListAsync(PropertyMap.Empty));
        }
    }
}
