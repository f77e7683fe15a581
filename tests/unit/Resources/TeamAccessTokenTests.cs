using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;

namespace PulumiOrgs.Provider.Tests.Resources;

/// <summary>What a team's token has of its own; what it shares with an organization's is tested there.</summary>
public static class TeamAccessTokenTests
{
    public abstract class TeamAccessTokenTest : ResourceTest
    {
        protected TeamAccessTokenTest() =>
            Users.Setup(users => users.GetCurrentAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new User("ada", "", "", []));

        protected override IResource Resource => field ??= new TeamAccessToken(Cloud, Time).ToRunner();

        protected static PropertyMap State() => Map(
            ("organization", "acme"), ("team", "web"), ("name", "ci"), ("description", "deploys"), ("expires", 0), ("tokenId", "t1"),
            ("value", new SecretValue("pul-value")), ("created", "2026-06-01T12:00:00Z"), ("lastUsed", 0), ("createdBy", "ada"));

        protected static PropertyMap Inputs(string team = "web") => Map(("team", team), ("name", "ci"), ("description", "deploys"));

        protected static AccessToken Token() => new("t1", "ci", "deploys", Now, 0, 0, false, "ada");
    }

    public sealed class TheCheck : TeamAccessTokenTest
    {
        [Fact]
        public void Has_no_admins_token() => Assert.Equal("admin", OnlyFault(Inputs().With("admin", true)).Property);
    }

    public sealed class TheDiff : TeamAccessTokenTest
    {
        [Fact]
        public void Refuses_to_take_a_given_name_to_another_team()
        {
            Deployment = new Deployment();

            var failure = Assert.Throws<InputException>(() => Diff(State(), Inputs(team: "data")));

            Assert.StartsWith("name: a change of team takes a new token, and the name 'ci' can never be used again", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Makes_a_token_for_another_team_before_it_deletes_the_old_one()
        {
            var diff = Diff(State(), Inputs(team: "data").With("name", "ci-2"));

            Assert.True(diff.Changes["team"].Replaces);
            Assert.False(diff.DeleteBeforeReplace);
        }
    }

    public sealed class TheCreate : TeamAccessTokenTest
    {
        [Fact]
        public async Task Makes_a_token_of_the_team()
        {
            TeamTokens.Setup(tokens => tokens.CreateAsync("acme", "web", new NewTeamToken("ci", "deploys", 0), It.IsAny<CancellationToken>()))
                .ReturnsAsync(new CreatedToken("t1", "pul-value"));
            TeamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.All, It.IsAny<CancellationToken>())).ReturnsAsync([Token()]);

            Assert.Equal(State(), await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Does_not_lose_a_value_when_the_team_vanishes_meanwhile()
        {
            TeamTokens.Setup(tokens => tokens.CreateAsync("acme", "web", It.IsAny<NewTeamToken>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync(new CreatedToken("t1", "pul-value"));
            TeamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.All, It.IsAny<CancellationToken>()))
                .ThrowsAsync(Failure(CloudFailure.NotFound));

            Assert.Equal(new SecretValue("pul-value"), (await CreateAsync(Inputs()))["value"]);
        }

        [Fact]
        public async Task Explains_that_the_team_has_to_exist()
        {
            TeamTokens.Setup(tokens => tokens.CreateAsync("acme", "web", It.IsAny<NewTeamToken>(), It.IsAny<CancellationToken>()))
                .ThrowsAsync(Failure(CloudFailure.NotFound));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("team 'web' does not exist in 'acme'", failure.Message, StringComparison.Ordinal);
            Assert.Contains("`team.Name`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Deletes_a_token_whose_value_was_lost()
        {
            TeamTokens.Setup(tokens => tokens.CreateAsync("acme", "web", It.IsAny<NewTeamToken>(), It.IsAny<CancellationToken>()))
                .ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            TeamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.All, It.IsAny<CancellationToken>())).ReturnsAsync([Token()]);
            TeamTokens.Setup(tokens => tokens.DeleteAsync("acme", "web", "t1", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            TeamTokens.Verify();
        }

        [Fact]
        public async Task Says_that_it_is_the_team_which_has_a_token_of_that_name()
        {
            TeamTokens.Setup(tokens => tokens.CreateAsync("acme", "web", It.IsAny<NewTeamToken>(), It.IsAny<CancellationToken>()))
                .ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            TeamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.All, It.IsAny<CancellationToken>()))
                .ReturnsAsync([Token() with { LastUsed = 7 }]);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("the team has a token named 'ci' (id t1, made by ada)", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheRead : TeamAccessTokenTest
    {
        [Fact]
        public async Task Imports_by_organization_team_and_id()
        {
            TeamTokens.Setup(tokens => tokens.FindAsync("acme", "web", "t1", Cancel)).ReturnsAsync(Token());

            var found = await ImportAsync("acme/web/t1");

            Assert.Equal(State().Without("value"), found!.Properties);
            Assert.Empty(Diff(found.Properties, Inputs()).Changes);
        }

        [Fact]
        public async Task Says_that_a_token_is_gone()
        {
            TeamTokens.Setup(tokens => tokens.FindAsync("acme", "web", "t1", Cancel)).ReturnsAsync((AccessToken?)null);
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Null(await ReadAsync("acme/web/t1", State(), Checked(Inputs())));
        }

        [Fact]
        public async Task Does_not_take_an_organization_that_cannot_be_seen_for_a_token_that_is_gone()
        {
            TeamTokens.Setup(tokens => tokens.FindAsync("acme", "web", "t1", Cancel)).ReturnsAsync((AccessToken?)null);
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            await Assert.ThrowsAsync<ResourceException>(() => ReadAsync("acme/web/t1", State(), Checked(Inputs())));
        }
    }

    public sealed class TheList : TeamAccessTokenTest
    {
        public TheList()
        {
            TeamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.Active, Cancel)).ReturnsAsync([Token()]);
            TeamTokens.Setup(tokens => tokens.ListAsync("acme", "data", TokenFilter.Active, Cancel)).ReturnsAsync([Token() with { Id = "t2", Name = "etl" }]);
        }

        [Fact]
        public async Task Has_the_tokens_of_one_team() =>
            Assert.Equal([new ListedResource("acme/web/t1", "ci")], await ListAsync(Map(("team", "web"))));

        [Fact]
        public async Task Has_the_tokens_of_all_teams()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([
                new CloudTeam("pulumi", "web", "", "", [], null), new CloudTeam("pulumi", "data", "", "", [], null)]);

            Assert.Equal([new ListedResource("acme/data/t2", "etl"), new ListedResource("acme/web/t1", "ci")], await ListAsync(Map()));
        }
    }

    public sealed class TheDelete : TeamAccessTokenTest
    {
        [Fact]
        public async Task Succeeds_when_the_team_is_gone_and_the_token_with_it()
        {
            TeamTokens.Setup(tokens => tokens.DeleteAsync("acme", "web", "t1", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/web/t1", State());
        }
    }
}
