using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;
using Team = PulumiOrgs.Provider.Resources.Team;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class TeamMembershipTests
{
    public abstract class TeamMembershipTest : ResourceTest
    {
        protected override IResource Resource => field ??= new TeamMembership(Cloud).ToRunner();

        protected static PropertyMap State(string role = "member") => Inputs(role).With("organization", "acme");

        protected static PropertyMap Inputs(string role = "member") => Map(("team", "web"), ("username", "ada"), ("role", role));

        protected void TeamHas(string username, string role) =>
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel))
            .ReturnsAsync(new CloudTeam("pulumi", "web", "Web", "", [new TeamMember(username, "", "", role)], null));
    }

    public sealed class TheCreate : TeamMembershipTest
    {
        [Fact]
        public async Task Adds_a_member_with_one_request()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State(), await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Promotes_an_admin_after_adding()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State("admin"), await CreateAsync(Inputs("admin")));
        }

        [Fact]
        public async Task Records_the_membership_when_the_promotion_fails()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(Inputs("admin")));

            Assert.Equal(("acme/web/ada", State()), (failure.Id, failure.Properties));
        }

        [Fact]
        public async Task Takes_over_the_creator_whom_the_service_put_into_the_team()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            TeamHas("Ada", "admin");
            Teams.Setup(teams => teams.DemoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State(), await CreateAsync(Inputs()));
            Teams.Verify();
        }

        [Fact]
        public async Task Explains_what_a_membership_needs()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("team 'web' does not exist in 'acme', or 'ada' is no member of the organization", failure.Message, StringComparison.Ordinal);
            Assert.Contains("`team.Name`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Explains_whom_a_team_takes()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.BadRequest));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains("a team takes members of the organization only", failure.Message, StringComparison.Ordinal);
            Assert.Contains("Declare the person as an `OrgMember`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Takes_somebody_who_is_there_and_whom_no_reading_shows_for_a_member()
        {
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            TeamHas("bob", "member");

            Assert.Equal(State(), await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Takes_over_without_adding_whom_an_engine_wanted_deleted_to_replace_them()
        {
            Deployment = new Deployment();
            Checked(Inputs("admin"));
            await DeleteAsync("acme/web/ada", State());
            TeamHas("ada", "member");
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State("admin"), await CreateAsync(Inputs("admin")));
        }

        [Fact]
        public async Task Looks_in_a_preview_whether_the_organization_can_be_seen()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            await Assert.ThrowsAsync<ResourceException>(() => PreviewAsync(Inputs()));
        }
    }

    public sealed class TheRead : TeamMembershipTest
    {
        [Fact]
        public async Task Sees_a_role_that_somebody_changed()
        {
            TeamHas("ADA", "admin");

            Assert.Equal(State("admin"), (await ReadAsync("acme/web/ada", State(), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Says_that_somebody_left_the_team()
        {
            TeamHas("bob", "member");

            Assert.Null(await ReadAsync("acme/web/ada", State(), Checked(Inputs())));
        }

        [Fact]
        public async Task Says_that_the_team_is_gone()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync((CloudTeam?)null);
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Null(await ReadAsync("acme/web/ada", State(), Checked(Inputs())));
        }

        [Fact]
        public async Task Fails_rather_than_take_a_failed_listing_for_an_absence()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel))
                .ReturnsAsync(new CloudTeam("github", "web", "Web", "", [], "GitHub is away"));

            await Assert.ThrowsAsync<ResourceException>(() => ReadAsync("acme/web/ada", State(), Checked(Inputs())));
        }
    }

    public sealed class TheDiff : TeamMembershipTest
    {
        [Theory]
        [InlineData("web", true)]
        [InlineData("ops", false)]
        public async Task Goes_with_its_team_where_that_is_deleted_to_be_made_anew(string replaced, bool goes)
        {
            Deployment = new Deployment();
            var teams = new Team(Cloud).ToRunner();
            var context = new ResourceContext($"urn:pulumi:dev::acme::orgs:index:Team::{replaced}", "orgs:index:Team") { Deployment = Deployment };
            var wanted = teams.Check(
                context, Map(("organization", "acme"), ("name", replaced)), null, ConfigurationDefaults.None,
                new Autonaming(replaced, default, null, AutonamingMode.Propose)).Inputs;
            await teams.DiffAsync(
                context,
                new DiffQuery(wanted.With("teamType", "github").With("kind", "github"), PropertyMap.Empty, wanted, []) { Id = $"acme/{replaced}" },
                Cancel);

            var diff = await Resource.DiffAsync(
                ContextOf("it"),
                new DiffQuery(State(), PropertyMap.Empty, State().With("team", PropertyValue.Unknown), []) { Id = "acme/web/ada" },
                Cancel);

            Assert.Equal(goes, diff.Changes["team"].Replaces);
        }
    }

    public sealed class TheUpdate : TeamMembershipTest
    {
        [Fact]
        public async Task Promotes_and_demotes()
        {
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            Teams.Setup(teams => teams.DemoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("admin"), await UpdateAsync("acme/web/ada", State(), Inputs("admin")));
            Assert.Equal(State(), await UpdateAsync("acme/web/ada", State("admin"), Inputs()));
            Teams.Verify();
        }
    }

    public sealed class TheList : TeamMembershipTest
    {
        [Fact]
        public async Task Has_who_is_in_which_team()
        {
            var (web, ops) = (
                new CloudTeam("pulumi", "web", "Web", "", [new TeamMember("ada", "", "", "member"), new TeamMember("bob", "", "", "admin")], null),
                new CloudTeam("pulumi", "ops", "Ops", "", [new TeamMember("ada", "", "", "member")], null));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([web, ops]);
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(web);
            Teams.Setup(teams => teams.FindAsync("acme", "ops", Cancel)).ReturnsAsync(ops);

            Assert.Equal(
                [new ListedResource("acme/ops/ada", "ops/ada"), new ListedResource("acme/web/ada", "web/ada"), new ListedResource("acme/web/bob", "web/bob")],
                await ListAsync(PropertyMap.Empty));
        }
    }

    public sealed class TheDelete : TeamMembershipTest
    {
        [Fact]
        public async Task Takes_the_person_out()
        {
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await DeleteAsync("acme/web/ada", State());

            Teams.Verify();
        }

        [Fact]
        public async Task Succeeds_when_the_person_is_gone()
        {
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/web/ada", State());
        }
    }
}
