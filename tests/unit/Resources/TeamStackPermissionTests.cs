using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class TeamStackPermissionTests
{
    public abstract class TeamStackPermissionTest : ResourceTest
    {
        protected const string Id = "acme/web/website/prod";

        protected override IResource Resource => field ??= new TeamStackPermission(Cloud).ToRunner();

        protected static PropertyMap Inputs(string permission = "write") =>
            Map(("team", "web"), ("project", "website"), ("stack", "prod"), ("permission", permission));

        protected static PropertyMap State(string permission = "write") => Inputs(permission).With("organization", "acme");

        protected static TeamStack Prod(string permission = "write") => new("website", "prod", permission);

        protected static CloudTeam Team(params IReadOnlyList<TeamStack> stacks) => new("pulumi", "web", "Web", "", [], null) { Stacks = stacks };

        protected void TeamIs(CloudTeam? team) => Teams
            .Setup(teams => teams.FindAsExpectedAsync("acme", "web", It.IsAny<Func<CloudTeam, bool>>(), Cancel)).ReturnsAsync(team);
    }

    public sealed class TheCheck : TeamStackPermissionTest
    {
        [Fact]
        public void Says_what_to_use_for_what_nobody_gives() => Assert.Equal(
            new CheckFailure("permission", "'creator' is what the service calls whoever made a stack, and is never given; use 'admin', which grants the same"),
            OnlyFault(Inputs("creator")));

        [Fact]
        public void Says_how_to_give_nothing() => Assert.Equal(
            new CheckFailure("permission", "'none' grants nothing; take the resource out of the program instead"), OnlyFault(Inputs("none")));

        [Fact]
        public void Names_the_permissions_that_there_are() =>
            Assert.Equal(new CheckFailure("permission", "'edit' is unknown; use 'read' or 'write' or 'admin'"), OnlyFault(Inputs("edit")));

        [Theory]
        [InlineData("team")]
        [InlineData("project")]
        [InlineData("stack")]
        public void Refuses_names_that_an_id_could_not_hold(string property) =>
            Assert.Equal(new CheckFailure(property, "'acme/web' has a slash; names have none"), OnlyFault(Inputs().With(property, "acme/web")));

        [Fact]
        public void Wants_all_that_it_needs() =>
            Assert.Equal(["team", "project", "stack", "permission"], Check(PropertyMap.Empty).Failures.Select(static failure => failure.Property));
    }

    public sealed class TheDiff : TeamStackPermissionTest
    {
        [Fact]
        public void Changes_a_permission_in_place() =>
            Assert.Equal(new PropertyChange(ChangeKind.Update, Replaces: false, AgainstInputs: false), Diff(State(), Inputs("admin")).Changes["permission"]);

        [Theory]
        [InlineData("team")]
        [InlineData("project")]
        [InlineData("stack")]
        public void Replaces_for_another_team_or_stack(string property) =>
            Assert.Equal([(property, true)], Diff(State(), Inputs().With(property, "other"))
                .Changes.Select(static change => (change.Key, change.Value.Replaces)));

        [Fact]
        public void Takes_names_in_another_case_for_the_same() => Assert.Empty(
            Diff(State(), Map(("team", "Web"), ("project", "Website"), ("stack", "PROD"), ("permission", "write"))).Changes);

        [Fact]
        public void Sees_that_what_the_service_gave_is_not_what_the_program_says() =>
            Assert.Equal(["permission"], Diff(State("creator"), Inputs()).Changes.Keys);
    }

    public sealed class TheCreate : TeamStackPermissionTest
    {
        [Fact]
        public async Task Gives_it_with_one_request()
        {
            Teams.Setup(teams => teams.AddStackAsync("acme", "web", Prod(), Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State(), await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Changes_one_that_the_service_does_not_give_twice()
        {
            Teams.Setup(teams => teams.AddStackAsync("acme", "web", Prod(), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Teams.Setup(teams => teams.EditStackAsync("acme", "web", Prod(), Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State(), await CreateAsync(Inputs()));
            Teams.Verify();
        }

        [Fact]
        public async Task Says_what_a_permission_needs()
        {
            Teams.Setup(teams => teams.AddStackAsync("acme", "web", Prod(), Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            var message = (await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()))).Message;

            Assert.Contains("team 'web' or stack 'website/prod' does not exist in 'acme'", message, StringComparison.Ordinal);
            Assert.Contains("`team.Name`", message, StringComparison.Ordinal);
            Assert.EndsWith(
                "`pulumi stack init acme/website/prod`; project and stack are as `pulumi stack ls --all` shows them.", message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Is_not_believed_in_when_its_outcome_is_unknown()
        {
            Teams.Setup(teams => teams.AddStackAsync("acme", "web", Prod(), Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));

            Assert.True((await Assert.ThrowsAsync<CloudException>(() => CreateAsync(Inputs()))).MayHaveHappened);
        }

        [Fact]
        public async Task Asks_once_in_a_preview_whether_the_organization_can_be_seen()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Equal(State(), await PreviewAsync(Inputs()));
        }
    }

    public sealed class TheRead : TeamStackPermissionTest
    {
        [Theory]
        [InlineData("read")]
        [InlineData("creator")]
        [InlineData("none")]
        [InlineData("105")]
        public async Task Tells_a_permission_as_it_is(string permission)
        {
            TeamIs(Team(new TeamStack("website", "dev", "admin"), new TeamStack("Website", "PROD", permission)));

            Assert.Equal(State(permission), (await ReadAsync(Id, State(), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Says_that_it_was_taken_away()
        {
            TeamIs(Team(new TeamStack("website", "dev", "admin"), new TeamStack("other", "prod", "admin")));

            Assert.Null(await ReadAsync(Id, State(), Checked(Inputs())));
        }

        [Fact]
        public async Task Expects_the_team_to_have_it_whatever_it_has_besides()
        {
            var (with, without) = (Team(new TeamStack("website", "dev", "admin"), Prod("read")), Team(new TeamStack("website", "dev", "admin")));
            Teams.Setup(teams => teams.FindAsExpectedAsync(
                "acme", "web", It.Is<Func<CloudTeam, bool>>(isExpected => isExpected(with) && !isExpected(without)), Cancel)).ReturnsAsync(with);

            Assert.Equal(State("read"), (await ReadAsync(Id, State(), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Says_that_the_team_is_gone()
        {
            TeamIs(null);
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Null(await ReadAsync(Id, State(), Checked(Inputs())));
        }

        [Fact]
        public async Task Is_not_put_off_by_members_that_could_not_be_listed()
        {
            TeamIs(Team(Prod("read")) with { ListMembersError = "GitHub is away" });

            Assert.Equal(State("read"), (await ReadAsync(Id, State(), Checked(Inputs())))!.Properties);
        }

        [Theory]
        [InlineData("read", "read")]
        [InlineData("creator", "admin")]
        public async Task Gives_an_import_inputs_that_its_own_check_lets_pass(string found, string said)
        {
            TeamIs(Team(Prod(found)));

            var imported = (await ImportAsync(Id))!;

            Assert.Equal((State(found), State(said)), (imported.Properties, imported.Inputs));
            Assert.Empty(Check(imported.Inputs).Failures);
        }
    }

    public sealed class TheUpdate : TeamStackPermissionTest
    {
        [Fact]
        public async Task Changes_it_with_one_request()
        {
            Teams.Setup(teams => teams.EditStackAsync("acme", "web", Prod("admin"), Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("admin"), await UpdateAsync(Id, State(), Inputs("admin")));
            Teams.Verify();
        }

        [Fact]
        public async Task Gives_it_anew_when_somebody_took_it_away()
        {
            Teams.Setup(teams => teams.EditStackAsync("acme", "web", Prod("admin"), Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.AddStackAsync("acme", "web", Prod("admin"), Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("admin"), await UpdateAsync(Id, State(), Inputs("admin")));
            Teams.Verify();
        }
    }

    public sealed class TheDelete : TeamStackPermissionTest
    {
        [Fact]
        public async Task Succeeds_when_it_is_gone()
        {
            Teams.Setup(teams => teams.RemoveStackAsync("acme", "web", "website", "prod", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync(Id, State());
        }
    }

    public sealed class TheList : TeamStackPermissionTest
    {
        public TheList()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([Team(), Team() with { Name = "ops" }]);
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Team(Prod(), new TeamStack("data", "dev", "creator")));
            Teams.Setup(teams => teams.FindAsync("acme", "ops", Cancel)).ReturnsAsync(Team(Prod()) with { Name = "ops" });
        }

        [Fact]
        public async Task Has_those_of_all_teams() => Assert.Equal(
            ["acme/ops/website/prod", "acme/web/data/dev", "acme/web/website/prod"], (await ListAsync(PropertyMap.Empty)).Select(static listed => listed.Id));

        [Fact]
        public async Task Is_narrowed_to_a_team_and_a_project() => Assert.Equal(
            [new ListedResource("acme/web/data/dev", "web/data/dev")], await ListAsync(Map(("team", "web"), ("project", "DATA"))));
    }
}
