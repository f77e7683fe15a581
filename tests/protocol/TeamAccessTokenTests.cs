using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class TeamAccessTokenTests
{
    public abstract class TeamAccessTokenTest : ResourceTest
    {
        protected TeamAccessTokenTest(SharedProvider shared)
            : base(shared, "TeamAccessToken") => Change(organization => organization.WithTeam(new Team { Name = "web" }));

        protected static PropertyMap Named(string? name = null, string description = "deploys") =>
            Map(("team", "web"), ("name", name), ("description", description));
    }

    public sealed class TheCheck(SharedProvider shared) : TeamAccessTokenTest(shared)
    {
        [Fact]
        public async Task Makes_a_name() => Assert.Matches("^it-[0-9a-f]{8}$", ((StringValue)(await CheckedAsync(Named()))["name"]).Value);

        [Fact]
        public async Task Refuses_a_name_over_40_characters() =>
            Assert.Equal("name: has 41 characters; at most 40 are allowed", await OnlyFaultAsync(Named(new string('n', 41))));

        [Fact]
        public async Task Wants_a_team() =>
            Assert.Equal("team: is missing; it is required", await OnlyFaultAsync(Named("ci").Without("team")));

        [Fact]
        public async Task Knows_no_admins_of_a_team() =>
            Assert.StartsWith("admin: does not exist", await OnlyFaultAsync(Named("ci").With("admin", true)), StringComparison.Ordinal);
    }

    public sealed class TheDiff(SharedProvider shared) : TeamAccessTokenTest(shared)
    {
        [Fact]
        public async Task Replaces_for_any_change() => Assert.Equal(
            new() { ["description"] = Kind.UpdateReplace }, KindsOf(await DiffAsync(await CreateAsync(Named()), Named(description: "other"))));

        [Fact]
        public async Task Refuses_a_replacement_that_keeps_a_given_name()
        {
            var token = await CreateAsync(Named("ci"));

            var failure = await FailureOfAsync(() => DiffAsync(token, Named("ci", "other")));

            Assert.Contains("'ci' can never be used again", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheCreate(SharedProvider shared) : TeamAccessTokenTest(shared)
    {
        [Fact]
        public async Task Writes_nothing_in_a_preview() =>
            Assert.Equal(new SecretValue(PropertyValue.Unknown), (await PreviewAsync(Named("ci")))["value"]);

        [Fact]
        public async Task Takes_one_write_and_returns_the_value_as_a_secret()
        {
            var token = await CreateAsync(Named("ci"));

            var write = Assert.Single(Requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
            Assert.StartsWith("POST teams/web/tokens ", write, StringComparison.Ordinal);
            Assert.Equal($"{Organization}/web/{Observed.Tokens[0].Id}", token.Id);
            Assert.IsType<SecretValue>(token.Properties["value"]);
        }

        [Fact]
        public async Task Counts_a_life_from_the_making()
        {
            var inputs = Named().With("expiresAfter", "90d").With("rotateBefore", "30d");

            var token = await CreateAsync(inputs);

            Assert.Equal((PropertyValue)Assert.Single(Observed.Tokens).Expires, token.Properties["expires"]);
            Assert.Empty(KindsOf(await DiffAsync(token, inputs)));
        }

        [Fact]
        public async Task Explains_that_the_team_has_to_be_there()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Named("ci").With("team", "wub")));

            Assert.Contains("team 'wub' does not exist", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Deletes_a_token_whose_value_was_lost()
        {
            Spoil("POST", "teams/web/tokens", new FaultAction.DropAfter());

            var failure = await FailureOfAsync(() => CreateAsync(Named("ci")));

            Assert.Contains("its value was lost with the answer, so it was deleted", failure.Status.Detail, StringComparison.Ordinal);
            Assert.All(Observed.Tokens, token => Assert.NotNull(token.Deleted));
        }
    }

    public sealed class TheRead(SharedProvider shared) : TeamAccessTokenTest(shared)
    {
        [Fact]
        public async Task Keeps_the_value_that_the_server_does_not_tell_again()
        {
            var token = await CreateAsync(Named("ci"));

            Assert.Equal(token.Properties["value"], (await ReadAsync(token))!.Properties["value"]);
        }

        [Fact]
        public async Task Imports_what_the_next_diff_finds_unchanged()
        {
            var token = await CreateAsync(Named("ci"));

            var imported = (await ImportAsync(token.Id))!;

            Assert.False(imported.Properties.ContainsKey("value"));
            Assert.Empty(KindsOf(await DiffAsync(imported, Named("ci"))));
        }

        [Fact]
        public async Task Answers_an_empty_id_for_one_that_is_gone()
        {
            var token = await CreateAsync(Named("ci"));
            await DeleteAsync(token);

            Assert.Null(await ReadAsync(token, calls: Destroyer));
        }
    }

    public sealed class TheDelete(SharedProvider shared) : TeamAccessTokenTest(shared)
    {
        [Fact]
        public async Task Takes_it_away_and_is_content_when_it_is_gone()
        {
            var token = await CreateAsync(Named("ci"));

            await DeleteAsync(token);
            await DeleteAsync(token);

            Assert.NotNull(Assert.Single(Observed.Tokens).Deleted);
        }
    }
}
