using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class TeamEnvironmentPermissionTests
{
    public abstract class TeamEnvironmentPermissionTest : ResourceTest
    {
        protected const string Id = "acme/web/default/keys";

        protected override IResource Resource => field ??= new TeamEnvironmentPermission(Cloud).ToRunner();

        protected static PropertyMap Inputs(string permission = "open", string? maxOpenDuration = "2h") =>
            Map(("team", "web"), ("environment", "keys"), ("permission", permission), ("maxOpenDuration", maxOpenDuration));

        protected static PropertyMap State(string permission = "open", string? maxOpenDuration = "2h") =>
            Inputs(permission, maxOpenDuration).With("organization", "acme").With("project", "default");

        protected static TeamEnvironment Keys(string permission = "open", string? maxOpenDuration = "2h") =>
            new("default", "keys", permission, maxOpenDuration);

        protected static CloudTeam Team(params IReadOnlyList<TeamEnvironment> environments) =>
            new("pulumi", "web", "Web", "", [], null) { Environments = environments };

        protected void TeamIs(CloudTeam? team) => Teams
            .Setup(teams => teams.FindAsExpectedAsync("acme", "web", It.IsAny<Func<CloudTeam, bool>>(), Cancel)).ReturnsAsync(team);
    }

    public sealed class TheCheck : TeamEnvironmentPermissionTest
    {
        [Fact]
        public void Fills_in_the_project() => Assert.Equal(State(), Checked(Inputs()));

        [Theory]
        [InlineData("2 hours")]
        [InlineData("1d")]
        [InlineData("PT2H")]
        [InlineData("0s")]
        [InlineData("-1h")]
        [InlineData("")]
        public void Says_how_a_duration_is_written(string duration) => Assert.Equal(
            new CheckFailure("maxOpenDuration", $"'{duration}' is no span of time; give hours, minutes and seconds such as '2h', '90m' or '1h30m'"),
            OnlyFault(Inputs(maxOpenDuration: duration)));

        [Fact]
        public void Says_how_to_give_nothing() => Assert.Equal(
            new CheckFailure("permission", "'none' grants nothing; take the resource out of the program instead"), OnlyFault(Inputs("none")));

        [Fact]
        public void Names_the_permissions_that_there_are() => Assert.Equal(
            new CheckFailure("permission", "'edit' is unknown; use 'read' or 'open' or 'write' or 'admin'"), OnlyFault(Inputs("edit")));
    }

    public sealed class TheDiff : TeamEnvironmentPermissionTest
    {
        [Theory]
        [InlineData("120m")]
        [InlineData("2h0m0s")]
        [InlineData("1h60m")]
        public void Takes_a_duration_in_other_words_for_the_same(string duration) => Assert.Empty(Diff(State(), Inputs(maxOpenDuration: duration)).Changes);

        [Fact]
        public void Changes_permission_and_duration_in_place() => Assert.Equal(
            [("permission", ChangeKind.Update, false), ("maxOpenDuration", ChangeKind.Update, false)],
            Diff(State(), Inputs("write", "3h")).Changes.Select(static change => (change.Key, change.Value.Kind, change.Value.Replaces)));

        [Fact]
        public void Takes_a_duration_away_that_the_program_no_longer_gives() =>
            Assert.Equal(ChangeKind.Delete, Assert.Single(Diff(State(), Inputs(maxOpenDuration: null)).Changes).Value.Kind);

        [Fact]
        public void Gives_a_duration_again_that_somebody_took_away() => Assert.Equal(
            [KeyValuePair.Create("maxOpenDuration", new PropertyChange(ChangeKind.Add, Replaces: false, AgainstInputs: false))],
            Diff(new DiffQuery(State(maxOpenDuration: null), State(), State(), [])).Changes);

        [Fact]
        public void Gives_no_duration_again_whose_changes_are_to_be_ignored() =>
            Assert.Empty(Diff(new DiffQuery(State(maxOpenDuration: null), State(), State(), ["maxOpenDuration"])).Changes);

        [Theory]
        [InlineData("team")]
        [InlineData("project")]
        [InlineData("environment")]
        public void Replaces_for_another_team_or_environment(string property) =>
            Assert.Equal([(property, true)], Diff(State(), Inputs().With(property, "other"))
                .Changes.Select(static change => (change.Key, change.Value.Replaces)));
    }

    public sealed class TheCreate : TeamEnvironmentPermissionTest
    {
        [Fact]
        public async Task Gives_it_with_one_request()
        {
            Teams.Setup(teams => teams.AddEnvironmentAsync("acme", "web", Keys(), Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State(), await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Changes_one_that_the_service_does_not_give_twice()
        {
            Teams.Setup(teams => teams.AddEnvironmentAsync("acme", "web", Keys("open", null), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Teams.Setup(teams => teams.EditEnvironmentAsync("acme", "web", Keys("open", null), Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State(maxOpenDuration: null), await CreateAsync(Inputs(maxOpenDuration: null)));
            Teams.Verify();
        }

        [Fact]
        public async Task Says_what_a_permission_needs()
        {
            Teams.Setup(teams => teams.AddEnvironmentAsync("acme", "web", Keys(), Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            var message = (await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()))).Message;

            Assert.Contains("team 'web' or environment 'default/keys' does not exist in 'acme'", message, StringComparison.Ordinal);
            Assert.Contains("`pulumi env init acme/default/keys`", message, StringComparison.Ordinal);
        }
    }

    public sealed class TheRead : TeamEnvironmentPermissionTest
    {
        [Fact]
        public async Task Sees_what_somebody_changed()
        {
            TeamIs(Team(Keys("admin", null) with { Project = "other" }, Keys("none", "1h0m0s") with { Environment = "KEYS" }));

            Assert.Equal(State("none", "1h0m0s"), (await ReadAsync(Id, State(), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Expects_the_team_to_have_it_whatever_it_has_besides()
        {
            var (with, without) = (Team(Keys() with { Project = "other" }, Keys("read")), Team(Keys() with { Project = "other" }));
            Teams.Setup(teams => teams.FindAsExpectedAsync(
                "acme", "web", It.Is<Func<CloudTeam, bool>>(isExpected => isExpected(with) && !isExpected(without)), Cancel)).ReturnsAsync(with);

            Assert.Equal(State("read"), (await ReadAsync(Id, State(), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Keeps_a_duration_as_the_program_wrote_it()
        {
            TeamIs(Team(Keys(maxOpenDuration: "2h0m0s")));

            var found = (await ReadAsync(Id, State(maxOpenDuration: "120m"), Checked(Inputs(maxOpenDuration: "120m"))))!;

            Assert.Equal((State(maxOpenDuration: "120m"), State(maxOpenDuration: "120m")), (found.Properties, found.Inputs));
        }

        [Fact]
        public async Task Says_that_it_was_taken_away()
        {
            TeamIs(Team(Keys() with { Environment = "other" }));

            Assert.Null(await ReadAsync(Id, State(), Checked(Inputs())));
        }

        [Fact]
        public async Task Fills_inputs_of_an_import()
        {
            TeamIs(Team(Keys(maxOpenDuration: null)));

            Assert.Equal(State(maxOpenDuration: null), (await ImportAsync(Id))!.Inputs);
        }
    }

    public sealed class TheUpdate : TeamEnvironmentPermissionTest
    {
        [Fact]
        public async Task Changes_both_with_one_request()
        {
            Teams.Setup(teams => teams.EditEnvironmentAsync("acme", "web", Keys("read", null), Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("read", null), await UpdateAsync(Id, State(), Inputs("read", null)));
            Teams.Verify();
        }

        [Fact]
        public async Task Gives_it_anew_when_somebody_took_it_away()
        {
            Teams.Setup(teams => teams.EditEnvironmentAsync("acme", "web", Keys("read"), Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.AddEnvironmentAsync("acme", "web", Keys("read"), Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("read"), await UpdateAsync(Id, State(), Inputs("read")));
            Teams.Verify();
        }
    }

    public sealed class TheDelete : TeamEnvironmentPermissionTest
    {
        [Fact]
        public async Task Succeeds_when_it_is_gone()
        {
            Teams.Setup(teams => teams.RemoveEnvironmentAsync("acme", "web", "default", "keys", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync(Id, State());
        }
    }

    public sealed class TheList : TeamEnvironmentPermissionTest
    {
        public TheList()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([Team()]);
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Team(Keys(), Keys() with { Project = "other" }));
        }

        [Fact]
        public async Task Has_those_of_all_projects() => Assert.Equal(
            ["acme/web/default/keys", "acme/web/other/keys"], (await ListAsync(PropertyMap.Empty)).Select(static listed => listed.Id));

        [Fact]
        public async Task Is_narrowed_to_a_project() =>
            Assert.Equal(["acme/web/other/keys"], (await ListAsync(Map(("project", "other")))).Select(static listed => listed.Id));
    }
}
