using Google.Protobuf;
using Grpc.Core;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Autonaming = Pulumirpc.CheckRequest.Types.AutonamingOptions;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class OrgAccessTokenTests
{
    public abstract class OrgAccessTokenTest(SharedProvider shared) : ResourceTest(shared, "OrgAccessToken")
    {
        /// <summary>The listing, which has two tokens on a page.</summary>
        protected const string FirstPage = "GET tokens?filter=all&maxResults=1000";

        protected static double Tomorrow { get; } = In(days: 1);

        protected static double In(int days) => DateTimeOffset.UtcNow.AddDays(days).ToUnixTimeSeconds();

        protected static PropertyMap Named(string name, string? description = null) => Map(("name", name), ("description", description));

        protected static string Post(string name, string description = "", long expires = 0, bool admin = false) =>
            $$"""POST tokens {"name":"{{name}}","description":"{{description}}","expires":{{expires}},"admin":{{(admin ? "true" : "false")}}}""";

        protected IEnumerable<string> LiveTokens => Observed.Tokens.Where(token => token.Deleted is null).Select(token => token.Name);
    }

    public sealed class TheCheck(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        [Fact]
        public async Task Fills_in_what_is_not_given() => Assert.Equal(
            Map(("organization", Organization), ("name", "ci"), ("description", ""), ("expires", 0.0), ("admin", false)),
            await CheckedAsync(Named("ci")));

        [Fact]
        public async Task Takes_a_name_of_forty_characters_and_refuses_one_more()
        {
            await CheckedAsync(Named(new string('n', 40)));

            Assert.Equal("name: has 41 characters; at most 40 are allowed", await OnlyFaultAsync(Named(new string('n', 41))));
        }

        [Fact]
        public async Task Refuses_an_empty_name() =>
            Assert.Equal("name: is empty; give a text, or leave the property out", await OnlyFaultAsync(Named("")));

        [Fact]
        public async Task Refuses_an_end_in_the_past() => Assert.Equal(
            "expires: 2001-09-09T01:46:40Z is in the past; give a later time, or 0 for a token that never ends",
            await OnlyFaultAsync(Named("ci").With("expires", 1_000_000_000)));

        [Fact]
        public async Task Refuses_an_end_over_two_years_ahead() =>
            Assert.Contains("is more than two years ahead", await OnlyFaultAsync(Named("ci").With("expires", In(days: 732))), StringComparison.Ordinal);

        [Fact]
        public async Task Refuses_part_of_a_second() => Assert.Equal(
            "expires: is a number; give a whole number", await OnlyFaultAsync(Named("ci").With("expires", Tomorrow + 0.5)));

        [Fact]
        public async Task Refuses_a_span_that_is_none() => Assert.Equal(
            "rotateBefore: 'soon' is no span of time; give one such as '30d', '720h' or 'P30D'",
            await OnlyFaultAsync(Named("ci").With("expires", Tomorrow).With("rotateBefore", "soon")));

        [Fact]
        public async Task Refuses_rotation_of_a_token_that_never_ends() => Assert.Equal(
            "rotateBefore: has no meaning for a token that never ends; give expiresAfter too, or expires",
            await OnlyFaultAsync(Map(("rotateBefore", "30d"))));

        [Fact]
        public async Task Takes_a_life_instead_of_an_end() => Assert.Equal(
            Map(("organization", Organization), ("name", "ci"), ("description", ""), ("expiresAfter", "90d"), ("admin", false)),
            await CheckedAsync(Named("ci").With("expires", 0).With("expiresAfter", "90d")));

        [Fact]
        public async Task Refuses_both_an_end_and_a_life() => Assert.Equal(
            "expires: is computed from expiresAfter, which is given too; give one of the two",
            await OnlyFaultAsync(Named("ci").With("expires", Tomorrow).With("expiresAfter", "90d")));

        [Theory]
        [InlineData("731d", "expiresAfter: '731d' is more than two years; give a span up to '730d'")]
        [InlineData("0h", "expiresAfter: '0h' is no time to live; give a longer span, such as '90d'")]
        public async Task Refuses_a_life_that_no_token_can_have(string life, string fault) =>
            Assert.Equal(fault, await OnlyFaultAsync(Named("ci").With("expiresAfter", life)));

        [Fact]
        public async Task Refuses_rotation_under_a_given_name() => Assert.StartsWith(
            "rotateBefore: does not go with a name: each new token takes a name of its own",
            await OnlyFaultAsync(Named("ci").With("expiresAfter", "90d").With("rotateBefore", "30d")),
            StringComparison.Ordinal);

        [Fact]
        public async Task Refuses_a_rotation_at_every_deployment() => Assert.StartsWith(
            "rotateBefore: '90d' is as long as the token lives ('P90D')",
            await OnlyFaultAsync(Map(("expiresAfter", "P90D"), ("rotateBefore", "90d"))),
            StringComparison.Ordinal);

        [Fact]
        public async Task Refuses_to_be_told_the_value() =>
            Assert.Equal("value: is set by the provider; leave it out", await OnlyFaultAsync(Named("ci").With("value", "v")));

        [Fact]
        public async Task Keeps_unknowns_and_secrets()
        {
            var inputs = Map(
                ("organization", Organization), ("name", new SecretValue("ci")), ("description", PropertyValue.Unknown),
                ("expires", PropertyValue.Unknown), ("admin", true));

            Assert.Equal(inputs, await CheckedAsync(inputs));
        }

        [Fact]
        public async Task Makes_the_same_name_of_the_same_seed_but_for_a_replacement()
        {
            var first = await MadeAsync(request => request.RandomSeed = ByteString.CopyFromUtf8("seed"));

            Assert.Matches("^it-[0-9a-f]{8}$", first);
            // A second check of the same resource without its old inputs is for what replaces it.
            Assert.NotEqual(first, await MadeAsync(request => request.RandomSeed = ByteString.CopyFromUtf8("seed")));
            Assert.Equal(first, await MadeAsync(request => request.RandomSeed = ByteString.CopyFromUtf8("seed")));
            Assert.NotEqual(first, await MadeAsync(request => request.RandomSeed = ByteString.CopyFromUtf8("other seed")));
        }

        [Fact]
        public async Task Makes_names_that_fit() => Assert.Equal(
            40, (await MadeAsync(request => request.Urn = $"urn:pulumi:dev::acme::orgs:index:OrgAccessToken::{new string('n', 60)}")).Length);

        [Fact]
        public async Task Takes_the_name_that_the_engine_proposes() => Assert.Equal(
            "it-proposed", await MadeAsync(request => request.Autonaming = new Autonaming { ProposedName = "it-proposed" }));

        [Fact]
        public async Task Makes_no_name_where_that_is_disabled()
        {
            var response = await CheckAsync(PropertyMap.Empty, ask: request => request.Autonaming = new Autonaming { Mode = Autonaming.Types.Mode.Disable });

            Assert.Equal(
                ("name", "is missing, and automatic naming is disabled for this stack; give a name"),
                (Assert.Single(response.Failures).Property, response.Failures[0].Reason));
        }

        [Fact]
        public async Task Keeps_a_made_up_name()
        {
            var before = await CheckedAsync(PropertyMap.Empty);

            Assert.Equal(before, await CheckedAsync(PropertyMap.Empty, before));
        }

        private async Task<string> MadeAsync(Action<CheckRequest> ask) =>
            ((StringValue)WireCodec.FromStruct((await CheckAsync(PropertyMap.Empty, ask: ask)).Inputs)["name"]).Value;
    }

    public sealed class TheDiff(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        [Fact]
        public async Task Sees_nothing_in_a_fresh_token() =>
            Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Named("ci", "deploys")), Named("ci", "deploys"))));

        [Fact]
        public async Task Replaces_for_any_change_of_a_token_whose_name_was_made_up()
        {
            var token = await CreateAsync(PropertyMap.Empty);

            var diff = await DiffAsync(token, Map(("description", "deploys"), ("expires", Tomorrow), ("admin", true)));

            Assert.Equal(
                new() { ["description"] = Kind.UpdateReplace, ["expires"] = Kind.UpdateReplace, ["admin"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public async Task Refuses_a_change_that_keeps_a_name_which_cannot_be_used_again()
        {
            var token = await CreateAsync(Named("ci"));

            var failure = await FailureOfAsync(() => DiffAsync(token, Named("ci", "deploys")));

            var error = Assert.Single(DetailOf<InputPropertiesError>(failure).Errors);
            Assert.Equal("name", error.PropertyPath);
            Assert.Contains("the name 'ci' can never be used again", error.Reason, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Takes_an_unknown_for_a_change() => Assert.Equal(
            new() { ["description"] = Kind.UpdateReplace },
            KindsOf(await DiffAsync(await CreateAsync(PropertyMap.Empty), Map(("description", PropertyValue.Unknown)))));

        [Fact]
        public async Task Ignores_what_the_program_ignores() =>
            Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Named("ci")), Named("ci", "deploys"), "description")));

        [Fact]
        public async Task Lets_the_end_move_until_rotation_is_due()
        {
            var token = await CreateAsync(Map(("expires", In(days: 30)), ("rotateBefore", "7d")));

            Assert.Empty(KindsOf(await DiffAsync(token, Map(("expires", In(days: 31)), ("rotateBefore", "7d")))));
            Assert.Equal(
                new() { ["expires"] = Kind.UpdateReplace }, KindsOf(await DiffAsync(token, Map(("expires", In(days: 60)), ("rotateBefore", "40d")))));
        }
    }

    public sealed class TheLife(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        private static PropertyMap Living { get; } = Map(("expiresAfter", "90d"), ("rotateBefore", "30d"));

        [Fact]
        public async Task Is_counted_from_the_making_and_not_known_before()
        {
            var foreseen = await PreviewAsync(Living);
            var (before, token, after) = (In(days: 90), await CreateAsync(Living), In(days: 90));

            Assert.True(foreseen["expires"].IsUnknown);
            var expires = ((NumberValue)token.Properties["expires"]).Value;
            // The server's clock is read off its answers, to the second.
            Assert.InRange(expires, before - 2, after);
            Assert.Equal(expires, Assert.Single(Observed.Tokens).Expires);
            Assert.Equal((PropertyValue)"90d", token.Properties["expiresAfter"]);
            Assert.Null(token.Inputs.Find("expires"));
        }

        [Fact]
        public async Task Is_no_difference_to_the_same_program_or_a_refresh()
        {
            var token = await CreateAsync(Living);

            Assert.Empty(KindsOf(await DiffAsync(token, Living)));
            Assert.Equal(token, await ReadAsync(token));
        }

        [Fact]
        public async Task Is_believed_of_an_imported_token()
        {
            var token = await CreateAsync(Living);

            var imported = (await ImportAsync(token.Id))!;

            Assert.Null(imported.Inputs.Find("expiresAfter"));
            Assert.Equal(token.Properties["expires"], imported.Inputs["expires"]);
            Assert.Empty(KindsOf(await DiffAsync(imported, Living)));
        }

        [Theory]
        [InlineData("60d")]
        [InlineData("91d")]
        public async Task Replaces_when_it_is_to_be_another(string life) => Assert.Equal(
            new() { ["expiresAfter"] = Kind.UpdateReplace }, KindsOf(await DiffAsync(await CreateAsync(Living), Living.With("expiresAfter", life))));

        [Fact]
        public async Task Replaces_a_token_that_never_ended() => Assert.Equal(
            new() { ["expiresAfter"] = Kind.AddReplace }, KindsOf(await DiffAsync(await CreateAsync(PropertyMap.Empty), Living)));

        [Fact]
        public async Task Renews_the_token_when_it_is_due()
        {
            var token = await CreateAsync(Living);
            Change(organization => organization with { Tokens = [organization.Tokens[0] with { Expires = (long)In(days: 29) }] });
            // Whoever made it in this run need not look again, so another reads.
            var due = (await ReadAsync(token, calls: Destroyer))!;

            var diff = await DiffAsync(due, Living);

            Assert.Equal(token.Inputs, due.Inputs);
            Assert.Equal(new() { ["expires"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }
    }

    public sealed class TheCreate(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        [Fact]
        public async Task Writes_nothing_in_a_preview()
        {
            var foreseen = await PreviewAsync(Named("ci"));

            Assert.Equal(new SecretValue(PropertyValue.Unknown), foreseen["value"]);
            Assert.True(foreseen["tokenId"].IsUnknown);
            Assert.Equal((PropertyValue)"ci", foreseen["name"]);
        }

        [Fact]
        public async Task Takes_one_write_and_returns_the_value_as_a_secret()
        {
            var expires = In(days: 30);
            var token = await CreateAsync(Map(("name", "ci"), ("description", "deploys"), ("expires", expires), ("admin", true)));

            Assert.Equal([Post("ci", "deploys", (long)expires, admin: true), FirstPage], Requests);
            Assert.Equal($"{Organization}/{Observed.Tokens[0].Id}", token.Id);
            Assert.Matches(ProviderProcess.AccessTokenValue(), Assert.IsType<StringValue>(Assert.IsType<SecretValue>(token.Properties["value"]).Value).Value);
            Assert.Equal("admin", token.Text("createdBy"));
            Assert.Equal((PropertyValue)expires, token.Properties["expires"]);
        }

        [Fact]
        public async Task Keeps_the_value_when_the_listing_after_it_fails()
        {
            Spoil("GET", "tokens", new FaultAction.Answer(403));

            Assert.IsType<SecretValue>((await CreateAsync(Named("ci"))).Properties["value"]);
        }

        [Fact]
        public async Task Says_that_a_name_is_spent()
        {
            await DeleteAsync(await CreateAsync(Named("ci")));

            var failure = await FailureOfAsync(() => CreateAsync(Named("ci")));

            Assert.Contains($"create access token ci of organization {Organization}: 409 Conflict", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains($"the name 'ci' was used before in '{Organization}'", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("Choose another", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Deletes_the_token_whose_value_was_lost_with_the_answer()
        {
            Spoil("POST", "tokens", new FaultAction.DropAfter());

            var failure = await FailureOfAsync(() => CreateAsync(Named("ci")));

            Assert.Empty(LiveTokens);
            Assert.Equal([Post("ci"), FirstPage, $"DELETE tokens/{Observed.Tokens[0].Id}"], Requests);
            Assert.Contains("so it was deleted. The name 'ci' is spent", failure.Status.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain("pulumi refresh", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Finds_out_that_a_broken_request_made_none_and_asks_again()
        {
            Spoil("POST", "tokens", new FaultAction.DropBefore());

            await CreateAsync(Named("ci"));

            Assert.Equal([Post("ci"), FirstPage, Post("ci"), FirstPage], Requests);
            Assert.Single(LiveTokens);
        }

        [Fact]
        public async Task Says_what_to_look_for_when_it_cannot_clean_up()
        {
            Spoil("POST", "tokens", new FaultAction.DropAfter());
            Spoil("GET", "tokens", new FaultAction.Answer(403));

            var failure = await FailureOfAsync(() => CreateAsync(Named("ci")));

            Assert.Contains("looking for it failed", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheRead(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        [Fact]
        public async Task Fills_inputs_and_outputs_of_an_import_but_for_the_value()
        {
            var token = await CreateAsync(Named("ci", "deploys"));

            var imported = (await ImportAsync(token.Id))!;

            Assert.Equal(token.Inputs, imported.Inputs);
            Assert.Equal(token.Properties.Without("value"), imported.Properties);
            Assert.Empty(KindsOf(await DiffAsync(imported, Named("ci", "deploys"))));
        }

        [Fact]
        public async Task Keeps_what_only_the_state_knows()
        {
            var token = await CreateAsync(Map(("expires", In(days: 30)), ("rotateBefore", "7d")));

            Assert.Equal(token, await ReadAsync(token));
        }

        [Fact]
        public async Task Finds_a_token_on_the_second_page()
        {
            await CreateAsync(Named("one"));
            await CreateAsync(Named("two"));
            var three = await CreateAsync(Named("three"));

            Assert.Equal(three, await ReadAsync(three));
        }

        [Fact]
        public async Task Answers_an_empty_id_when_the_token_was_deleted()
        {
            var token = await CreateAsync(Named("ci"));
            await DeleteAsync(token);

            Assert.Null(await ReadAsync(token, calls: Destroyer));
        }

        [Fact]
        public async Task Tells_when_the_token_was_last_used()
        {
            var token = (await ImportAsync((await CreateAsync(Named("ci"))).Id))!;
            Change(organization => organization with { Tokens = [organization.Tokens[0] with { LastUsed = 1_700_000_000 }] });
            await CreateAsync(Named("other"));

            Assert.Equal((PropertyValue)1_700_000_000, (await ReadAsync(token))!.Properties["lastUsed"]);
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        [Fact]
        public async Task Is_none()
        {
            var token = await CreateAsync(Named("ci"));

            var failure = await FailureOfAsync(() => UpdateAsync(token, Named("ci", "deploys")));

            Assert.Equal("OrgAccessToken cannot be changed in place", failure.Status.Detail);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : OrgAccessTokenTest(shared)
    {
        [Fact]
        public async Task Takes_one_request()
        {
            var token = await CreateAsync(Named("ci"));

            await DeleteAsync(token);

            Assert.Equal($"DELETE tokens/{token.Text("tokenId")}", Assert.Single(Requests.Skip(2)));
            Assert.Empty(LiveTokens);
        }

        [Fact]
        public async Task Is_content_when_the_token_is_gone()
        {
            var token = await CreateAsync(Named("ci"));
            Change(organization => organization.DeleteToken(token.Text("tokenId"), DateTimeOffset.UtcNow));

            await DeleteAsync(token);
        }

        [Fact]
        public async Task Does_not_take_an_organization_that_cannot_be_seen_for_a_token_that_is_gone()
        {
            var token = await CreateAsync(Named("ci"));
            Cloud.State.Change(data => data with { Organizations = data.Organizations.Remove(Organization) });

            Assert.Equal(StatusCode.Unknown, (await FailureOfAsync(() => DeleteAsync(token))).StatusCode);
        }
    }
}
