using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;
using Team = PulumiOrgs.Provider.Resources.Team;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class TeamTests
{
    public abstract class TeamTest : ResourceTest
    {
        protected override IResource Resource => field ??= new Team(Cloud).ToRunner();

        protected static PropertyMap State => Map(
            ("organization", "acme"), ("teamType", "pulumi"), ("name", "web"), ("displayName", "Web"), ("description", "The site"), ("kind", "pulumi"));

        protected static PropertyMap Inputs(string displayName = "Web", params IReadOnlyList<string> members) => Map(
            ("name", "web"), ("displayName", displayName), ("description", "The site"), ("members", members.Count == 0 ? null : List(members)));

        protected static PropertyValue List(params IReadOnlyList<string> items) => new ListValue([.. items.Select(item => (PropertyValue)item)]);

        protected static CloudTeam Found(params IReadOnlyList<string> members) =>
            new("pulumi", "web", "Web", "The site", [.. members.Select(member => new TeamMember(member, "", "", "member"))], null);

        protected static CloudTeam WithAdmins(string admin, params IReadOnlyList<string> members) =>
            Found(members) with { Members = [new TeamMember(admin, "", "", "admin"), .. Found(members).Members] };
    }

    public sealed class TheCheck : TeamTest
    {
        [Fact]
        public void Takes_the_name_for_the_display_name() => Assert.Equal(
            Map(("organization", "acme"), ("teamType", "pulumi"), ("name", "web"), ("displayName", "web"), ("description", "")), Checked(Map(("name", "web"))));

        [Fact]
        public void Wants_the_number_of_a_github_team() => Assert.Equal(
            new CheckFailure("githubTeamId", "is missing; a team of type 'github' needs the number of the team at GitHub"),
            OnlyFault(Map(("teamType", "github"))));

        [Fact]
        public void Makes_a_name_from_that_of_the_resource()
        {
            var made = Checked(PropertyMap.Empty);

            Assert.Matches("^it-[0-9a-f]{8}$", ((StringValue)made["name"]).Value);
            Assert.Equal(made["name"], made["displayName"]);
        }

        [Fact]
        public void Makes_no_name_for_a_github_team() => Assert.Null(Checked(Map(("teamType", "github"), ("githubTeamId", 7))).Find("name"));

        [Theory]
        [InlineData("name", "is given by GitHub for a team of type 'github'; leave it out")]
        [InlineData("members", "are managed at GitHub for a team of type 'github'; leave them out")]
        [InlineData("admins", "are managed at GitHub for a team of type 'github'; leave them out")]
        public void Refuses_for_a_github_team_what_github_says(string property, string reason) => Assert.Equal(
            new CheckFailure(property, reason),
            OnlyFault(Map(("teamType", "github"), ("githubTeamId", 7), (property, property == "name" ? "web" : List("ada")))));

        [Theory]
        [InlineData(0)]
        [InlineData(-7)]
        public void Refuses_a_number_that_no_team_has(int number) => Assert.Equal(
            new CheckFailure("githubTeamId", $"{number} is no team at GitHub; give a positive number"),
            OnlyFault(Map(("teamType", "github"), ("githubTeamId", number))));

        [Fact]
        public void Refuses_a_number_for_a_team_that_is_not_githubs() => Assert.Equal(
            new CheckFailure("githubTeamId", "is only for a team of type 'github'; set teamType to 'github', or leave it out"),
            OnlyFault(Inputs().With("githubTeamId", 7)));

        [Fact]
        public void Needs_no_number_for_a_github_team_that_was_imported()
        {
            Assert.Empty(Check(Map(("teamType", "github")), Map(("teamType", "github"))).Failures);
            Assert.Single(Check(Map(("teamType", "github")), Map(("teamType", "pulumi"))).Failures);
        }

        [Fact]
        public void Refuses_somebody_in_both_lists() => Assert.Equal(
            new CheckFailure("members[1]", "'ADA' is among the admins too; name everybody once"),
            OnlyFault(Inputs("Web", "bob", "ADA").With("admins", List("ada"))));

        [Fact]
        public void Refuses_to_keep_a_creator_where_the_members_are_given() => Assert.Equal(
            new CheckFailure("keepCreator", "has no meaning where members are given; name the creator among them"),
            OnlyFault(Inputs("Web", "bob").With("keepCreator", true)));

        [Fact]
        public void Lets_members_be_given_where_the_creator_is_not_to_be_kept() => Checked(Inputs("Web", "bob").With("keepCreator", false));

        [Fact]
        public void Waits_for_a_type_that_is_not_known_yet() => Checked(Map(("teamType", PropertyValue.Unknown), ("githubTeamId", 7)));

        [Fact]
        public async Task Has_those_kept_in_the_team_whom_it_names_though_their_own_memberships_go()
        {
            Deployment = new Deployment();
            Checked(Inputs("Web", "bob").With("admins", List("ada")));
            var memberships = new PulumiOrgs.Provider.Resources.TeamMembership(Cloud).ToRunner();

            foreach (var login in new[] { "ada", "bob" })
            {
                await memberships.DeleteAsync(
                    new ResourceContext($"urn:pulumi:dev::acme::orgs:index:TeamMembership::{login}", "orgs:index:TeamMembership")
                    {
                        Deployment = Deployment,
                        Log = Log,
                    },
                    $"acme/web/{login}",
                    Map(("organization", "acme"), ("team", "web"), ("username", login), ("role", "member")),
                    Cancel);
            }

            Assert.Equal(
                ["'acme/web/ada' stays as it is: the program declares it as 'it'", "'acme/web/bob' stays as it is: the program declares it as 'it'"],
                Log.Infos);
        }
    }

    public sealed class TheDiff : TeamTest
    {
        [Fact]
        public void Sees_no_difference_where_members_name_the_admins_too() =>
            Assert.Empty(Diff(State.With("members", List("bob")).With("admins", List("ada")), Inputs("Web", "Ada", "bob")).Changes);

        [Fact]
        public void Sees_who_is_missing_where_members_name_the_admins_too()
        {
            Deployment = new Deployment();
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));

            var diff = Diff(State.With("members", List("bob")).With("admins", List("ada")), Inputs("Web", "ada", "bob", "cleo"));

            Assert.Equal(["members"], diff.Changes.Keys);
            Assert.Empty(diff.Warnings);
        }

        [Fact]
        public void Warns_of_those_who_are_to_go_and_are_in_no_difference()
        {
            Deployment = new Deployment();
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("zed", "ADA", "yan", "dan", "boss"));

            var diff = Diff(State.With("members", List("ada", "bob")).With("creator", "boss"), Inputs("Web", "ada", "Dan"));

            Assert.Equal(
                [
                    "team 'web' of 'acme' has people whom the resource does not name and has not had so far; they will be taken out, since its " +
                    "members are exactly those that the program gives: zed, yan",
                ],
                diff.Warnings);
        }

        [Fact]
        public void Warns_of_nobody_where_only_those_who_manage_are_given()
        {
            Deployment = new Deployment();
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("zed", "ada"));

            Assert.Empty(Diff(State.With("admins", List("ada")), Inputs().With("admins", List("bob"))).Warnings);
            Teams.VerifyNoOtherCalls();
        }

        [Fact]
        public void Warns_of_nobody_where_the_team_cannot_be_looked_at()
        {
            Deployment = new Deployment();
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ThrowsAsync(Failure(CloudFailure.Forbidden));

            Assert.Empty(Diff(State.With("members", List("ada")), Inputs("Web", "bob")).Warnings);
        }

        [Fact]
        public void Looks_at_nobody_where_the_people_stay_as_they_are()
        {
            Deployment = new Deployment();

            Assert.Equal(["displayName"], Diff(State.With("members", List("ada")), Inputs("Website", "ada")).Changes.Keys);
        }

        [Fact]
        public void Sees_that_somebody_who_is_not_known_yet_comes()
        {
            Deployment = new Deployment();
            var inputs = Inputs().With("members", new ListValue(["ada", "bob", PropertyValue.Unknown]));

            Assert.Equal(["members"], Diff(State.With("members", List("bob")).With("admins", List("ada")), inputs).Changes.Keys);
        }

        [Fact]
        public void Sees_no_difference_where_the_program_no_longer_says_who_manages() =>
            Assert.Empty(Diff(State.With("admins", List("ada")), Inputs()).Changes);

        [Fact]
        public void Replaces_for_another_name_and_makes_the_new_team_first()
        {
            var diff = Diff(State, Inputs().With("name", "www"));

            Assert.True(diff.Changes["name"].Replaces);
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public void Deletes_first_where_the_new_team_would_have_the_same_name()
        {
            var diff = Diff(State.With("teamType", "github"), Inputs());

            Assert.True(diff.Changes["teamType"].Replaces);
            Assert.True(diff.DeleteBeforeReplace);
        }

        [Theory]
        [InlineData("github")]
        [InlineData("pulumi")]
        public void Makes_a_team_from_github_first_since_its_name_is_not_known_before(string before)
        {
            var state = State.With("teamType", before).With("kind", before).With("githubTeamId", 7);

            var diff = Diff(state, Map(("teamType", "github"), ("githubTeamId", 42)));

            Assert.True(diff.Changes["githubTeamId"].Replaces);
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public void Ignores_the_order_and_case_of_members() =>
            Assert.Empty(Diff(State.With("members", List("ada", "bob")), Inputs("Web", "Bob", "ada")).Changes);

        [Fact]
        public void Believes_the_number_of_an_imported_github_team()
        {
            var state = Map(("organization", "acme"), ("teamType", "github"), ("name", "web"), ("displayName", "Web"), ("description", ""), ("kind", "github"));

            Assert.Empty(Diff(state, Map(("teamType", "github"), ("githubTeamId", 42))).Changes);
        }
    }

    public sealed class TheCreate : TeamTest
    {
        [Fact]
        public async Task Takes_out_the_creator_whom_nobody_declares()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", new NewTeam("web", "Web", "The site"), Cancel)).ReturnsAsync(Found("creator"));
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State, await CreateAsync(Inputs()));
            Teams.Verify();
        }

        [Fact]
        public async Task Takes_the_caller_for_the_creator_where_the_answer_names_nobody()
        {
            Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User("ci", "", "", []));
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found());
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "ci", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await CreateAsync(Inputs());

            Teams.Verify();
        }

        [Fact]
        public async Task Leaves_the_creator_in_who_is_to_stay()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found("creator"));

            Assert.Equal(State, await CreateAsync(Inputs().With("keepCreator", true)));
        }

        [Fact]
        public async Task Remembers_a_creator_who_could_not_be_taken_out_until_an_update_does()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found("creator"));
            Teams.SetupSequence(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel))
                .ThrowsAsync(Failure(CloudFailure.Unavailable))
                .Returns(Task.CompletedTask);

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(Inputs()));
            Assert.Equal(State.With("creator", "creator"), failure.Properties);

            Assert.Equal(State, await UpdateAsync("acme/web", failure.Properties, Inputs()));
        }

        [Fact]
        public async Task Adds_admins_and_promotes_them_and_takes_out_a_creator_who_is_none()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(WithAdmins("creator"));
            var calls = new MockSequence();
            Teams.InSequence(calls).Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);
            Teams.InSequence(calls).Setup(teams => teams.PromoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);
            Teams.InSequence(calls).Setup(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State.With("admins", List("ada")), await CreateAsync(Inputs().With("admins", List("ada"))));
            Teams.Verify(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel), Times.Once);
        }

        [Fact]
        public async Task Leaves_a_creator_in_who_is_to_be_an_admin()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(WithAdmins("creator"));

            Assert.Equal(State.With("admins", List("Creator")), await CreateAsync(Inputs().With("admins", List("Creator"))));
        }

        [Fact]
        public async Task Has_no_creator_to_take_out_later_where_that_is_who_is_to_be_an_admin()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(WithAdmins("creator"));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(Inputs().With("admins", List("creator", "ada"))));

            Assert.Equal(State.With("admins", List("creator")), failure.Properties);
        }

        [Fact]
        public async Task Takes_no_role_from_a_team_that_was_made_without_one()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found("creator"));

            Assert.Equal(State.With("roleId", ""), await CreateAsync(Inputs().With("keepCreator", true).With("roleId", "")));
        }

        [Fact]
        public async Task Takes_out_the_creator_where_the_members_are_given()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found("creator"));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(List("ada"), (await CreateAsync(Inputs("Web", "ada")))["members"]);
            Teams.Verify();
        }

        [Fact]
        public async Task Records_what_was_reached_when_a_member_cannot_be_added()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found());
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Found());
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "bob", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(Inputs("Web", "ada", "bob")));

            Assert.Equal("acme/web", failure.Id);
            Assert.Equal(List("ada"), failure.Properties["members"]);
            Assert.IsType<CloudException>(failure.InnerException);
        }

        [Fact]
        public async Task Reads_a_team_whose_answer_does_not_say_who_is_in_it()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found());
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Found("creator"));
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask);

            await CreateAsync(Inputs("Web", "ada"));

            Teams.Verify();
        }

        [Fact]
        public async Task Adds_people_side_by_side_and_takes_out_the_creator_when_all_are_in()
        {
            var (ada, bob) = (new TaskCompletionSource(), new TaskCompletionSource());
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found("creator"));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "ada", Cancel)).Returns(ada.Task).Verifiable(Times.Once);
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "bob", Cancel)).Returns(bob.Task).Verifiable(Times.Once);

            var create = CreateAsync(Inputs("Web", "ada", "bob"));
            Teams.Verify();
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "creator", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            ada.SetResult();
            bob.SetResult();
            await create;

            Teams.Verify();
        }

        [Fact]
        public async Task Records_who_was_reached_however_many_were_not_and_names_each()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ReturnsAsync(Found("creator"));
            foreach (var username in new[] { "ada", "bob", "cleo", "dan" })
            {
                var reached = username is "bob" or "dan";
                Teams.Setup(teams => teams.AddMemberAsync("acme", "web", username, Cancel)).Returns(reached
                    ? Task.CompletedTask
                    : Task.FromException(new CloudException(CloudFailure.Forbidden, $"add {username}", "PATCH it")));
            }

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(Inputs("Web", "ada", "bob", "cleo", "dan")));

            Assert.Equal(List("bob", "creator", "dan"), failure.Properties["members"]);
            Assert.Equal(
                ["could not add ada: Forbidden (PATCH it)", "could not add cleo: Forbidden (PATCH it)"],
                Assert.IsType<AggregateException>(failure.InnerException).InnerExceptions.Select(inner => inner.Message));
        }

        [Fact]
        public async Task Names_a_github_team_as_github_does_and_gives_it_the_programs_texts()
        {
            var fromGitHub = new CloudTeam("github", "web-gh", "Web GH", "", [], null);
            Teams.Setup(teams => teams.CreateFromGitHubAsync("acme", 42, Cancel)).ReturnsAsync(fromGitHub);
            Teams.Setup(teams => teams.UpdateAsync("acme", "web-gh", new TeamChanges { NewDescription = "The site" }, Cancel)).Returns(Task.CompletedTask);

            var state = await CreateAsync(Map(("teamType", "github"), ("githubTeamId", 42), ("description", "The site")));

            Assert.Equal(
                Map(
                    ("organization", "acme"), ("teamType", "github"), ("name", "web-gh"), ("displayName", "Web GH"), ("description", "The site"),
                    ("githubTeamId", 42), ("kind", "github")),
                state);
        }

        [Fact]
        public async Task Leaves_the_name_of_a_github_team_unknown_in_a_preview()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.True((await PreviewAsync(Map(("teamType", "github"), ("githubTeamId", 42))))["name"].IsUnknown);
        }

        [Fact]
        public async Task Prints_the_import_command_for_a_team_that_exists()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()));

            Assert.Contains(
                ": a team of that name exists in 'acme'. To manage it here, run `pulumi import orgs:index:Team it acme/web`, or choose another name.",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Leaves_the_name_in_the_import_command_of_a_github_team_to_the_reader()
        {
            Teams.Setup(teams => teams.CreateFromGitHubAsync("acme", 42, Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("teamType", "github"), ("githubTeamId", 42))));

            Assert.Contains("`pulumi import orgs:index:Team it acme/NAME`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Takes_over_the_team_that_an_engine_wanted_deleted_to_replace_it_and_leaves_everybody_in()
        {
            Deployment = new Deployment();
            Checked(Inputs());
            await DeleteAsync("acme/web", State);
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Found("ada") with { Description = "" });
            Teams.Setup(teams => teams.UpdateAsync("acme", "web", new TeamChanges { NewDescription = "The site" }, Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(State, await CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Explains_that_github_has_no_such_team()
        {
            Teams.Setup(teams => teams.CreateFromGitHubAsync("acme", 42, Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("teamType", "github"), ("githubTeamId", 42))));

            Assert.Contains(
                "GitHub has no team number 42 in the organization behind 'acme', or 'acme' does not exist", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_nothing_of_github_where_no_such_team_was_asked_for()
        {
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            await Assert.ThrowsAsync<CloudException>(() => CreateAsync(Inputs()));
        }

        [Fact]
        public async Task Says_what_stands_after_an_answer_was_lost()
        {
            var lost = Failure(CloudFailure.Unreachable, mayHaveHappened: true);
            Teams.Setup(teams => teams.CreateAsync("acme", It.IsAny<NewTeam>(), Cancel)).ThrowsAsync(lost);
            Teams.Setup(teams => teams.CreateFromGitHubAsync("acme", 42, Cancel)).ThrowsAsync(lost);

            Assert.EndsWith(
                ": the team may have been made. Run the deployment again: it makes the team, or takes it over as long as nobody uses it.",
                (await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs()))).Message,
                StringComparison.Ordinal);
            Assert.EndsWith(
                ": the team may have been made. If it exists, take it over with `pulumi import orgs:index:Team it acme/NAME`; " +
                "if not, run the deployment again.",
                (await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("teamType", "github"), ("githubTeamId", 42))))).Message,
                StringComparison.Ordinal);
        }
    }

    public sealed class TheUpdate : TeamTest
    {
        [Fact]
        public async Task Sends_only_what_changed()
        {
            Teams.Setup(teams => teams.UpdateAsync("acme", "web", new TeamChanges { NewDisplayName = "Website" }, Cancel)).Returns(Task.CompletedTask)
                .Verifiable(Times.Once);

            Assert.Equal((PropertyValue)"Website", (await UpdateAsync("acme/web", State, Inputs("Website")))["displayName"]);
            Teams.Verify();
        }

        // Whoever came without the stack is no part of what a preview has shown.
        [Theory]
        [InlineData("ada,bob", null, "BOB,ada", null)]
        [InlineData("ada", "bob", "ada,bob", null)]
        [InlineData("ada", "bob", "ada", "Bob")]
        [InlineData(null, "bob", null, "bob")]
        [InlineData("", null, "", null)]
        public async Task Looks_at_nobody_where_the_people_stay_as_they_are(string? members, string? admins, string? wanted, string? wantedAdmins)
        {
            Teams.Setup(teams => teams.UpdateAsync("acme", "web", new TeamChanges { NewDisplayName = "Website" }, Cancel)).Returns(Task.CompletedTask)
                .Verifiable(Times.Once);

            var state = await UpdateAsync("acme/web", With(State, members, admins), With(Inputs("Website"), wanted, wantedAdmins));

            Teams.Verify();
            Teams.VerifyNoOtherCalls();
            Assert.Equal(With(PropertyMap.Empty, wanted, wantedAdmins), PropertyMap.Of(("members", state.Find("members")), ("admins", state.Find("admins"))));

            static PropertyMap With(PropertyMap map, string? members, string? admins) =>
                new(map.Without("members").Without("admins").Concat(PropertyMap.Of(("members", Split(members)), ("admins", Split(admins)))));

            static PropertyValue? Split(string? logins) => logins is null ? null : List(logins.Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        [Fact]
        public async Task Promotes_and_demotes_those_who_stay()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "bob", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            Teams.Setup(teams => teams.DemoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            var inputs = Inputs("Web", "ada").With("admins", List("bob"));
            var state = await UpdateAsync("acme/web", State.With("admins", List("ada")).With("members", List("bob")), inputs);

            Teams.Verify();
            Assert.Equal((List("ada"), List("bob")), (state["members"], state["admins"]));
        }

        [Fact]
        public async Task Leaves_those_in_whom_the_program_does_not_manage()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("ada", "bob", "cleo"));
            Teams.Setup(teams => teams.DemoteMemberAsync("acme", "web", "ada", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "bob", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await UpdateAsync("acme/web", State.With("admins", List("ada")), Inputs().With("admins", List("bob")));

            Teams.Verify();
        }

        [Fact]
        public async Task Leaves_roles_alone_where_no_admins_are_given()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "bob", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await UpdateAsync("acme/web", State.With("members", List("ada", "bob")), Inputs("Web", "ada"));

            Teams.Verify();
        }

        [Fact]
        public async Task Records_the_roles_that_were_reached()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "cleo", Cancel)).Returns(Task.CompletedTask);
            Teams.Setup(teams => teams.PromoteMemberAsync("acme", "web", "cleo", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => UpdateAsync(
                "acme/web", State.With("admins", List("ada")).With("members", List("bob")), Inputs("Web", "bob").With("admins", List("ada", "cleo"))));

            Assert.Equal((List("ada"), List("bob", "cleo")), (failure.Properties["admins"], failure.Properties["members"]));
        }

        [Fact]
        public async Task Changes_the_description_alone()
        {
            Teams.Setup(teams => teams.UpdateAsync("acme", "web", new TeamChanges { NewDescription = "All sites" }, Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(
                State.With("description", "All sites"), await UpdateAsync("acme/web", State, Inputs().With("description", "All sites")));
        }

        [Fact]
        public async Task Leaves_a_description_as_it_is_that_the_program_leaves_to_github()
        {
            var state = State.With("teamType", "github").With("kind", "github");
            Teams.Setup(teams => teams.UpdateAsync("acme", "web", new TeamChanges { NewDisplayName = "Website" }, Cancel)).Returns(Task.CompletedTask);

            Assert.Equal(
                state.With("displayName", "Website").With("githubTeamId", 7),
                await UpdateAsync("acme/web", state.With("githubTeamId", 7), Map(("teamType", "github"), ("githubTeamId", 7), ("displayName", "Website"))));
        }

        [Fact]
        public async Task Has_no_role_to_take_from_a_team_that_is_gone()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync((CloudTeam?)null);

            Assert.Equal(State.With("roleId", ""), await UpdateAsync("acme/web", State.With("roleId", "c1"), Inputs().With("roleId", "")));
        }

        [Fact]
        public async Task Records_the_texts_that_were_changed_before_something_else_failed()
        {
            Teams.Setup(teams => teams.UpdateAsync("acme", "web", new TeamChanges { NewDisplayName = "Website" }, Cancel)).Returns(Task.CompletedTask);
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync((CloudTeam?)null);

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => UpdateAsync("acme/web", State, Inputs("Website", "ada")));

            Assert.Equal(State.With("displayName", "Website"), failure.Properties);
            Assert.Contains("team 'web' of 'acme' is gone; run `pulumi refresh`, then deploy again", failure.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("ada", "ci", "ci")]
        [InlineData("ada", "bob", null)]
        public async Task Remembers_a_creator_who_is_in_the_team_still_when_something_fails(string member, string other, string? creator)
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Found(member, other));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "new", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() =>
                UpdateAsync("acme/web", State.With("creator", "ci"), Inputs("Web", "ada", "new")));

            Assert.Equal(creator is null ? null : (PropertyValue)creator, failure.Properties.Find("creator"));
        }

        [Fact]
        public async Task Is_content_with_a_creator_who_has_left_the_team()
        {
            Teams.Setup(teams => teams.RemoveMemberAsync("acme", "web", "ci", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Equal(State, await UpdateAsync("acme/web", State.With("creator", "ci"), Inputs()));
        }

        [Fact]
        public async Task Takes_a_cancellation_for_the_reason_whatever_failed_besides()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Found("ada"));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "bob", Cancel)).Returns(Task.FromCanceled(new CancellationToken(canceled: true)));
            Teams.Setup(teams => teams.AddMemberAsync("acme", "web", "dan", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() =>
                UpdateAsync("acme/web", State.With("members", List("ada")), Inputs("Web", "ada", "bob", "dan")));

            Assert.IsAssignableFrom<OperationCanceledException>(failure.InnerException);
            Assert.Equal(List("ada"), failure.Properties["members"]);
        }
    }

    public sealed class TheRead : TeamTest
    {
        [Fact]
        public async Task Tells_an_import_who_manages_the_members()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));

            var found = (await Resource.ReadAsync(ContextOf("it"), "acme/web", PropertyMap.Empty, null, Cancel))!.Inputs;

            Assert.Equal((List("bob"), List("ada")), (found["members"], found["admins"]));
        }

        [Fact]
        public async Task Forgets_a_creator_who_is_gone()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(Found("ada"));

            Assert.Equal(State, (await ReadAsync("acme/web", State.With("creator", "ci"), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Remembers_a_creator_who_is_in_the_team_still()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(Found("CI"));

            Assert.Equal(State.With("creator", "ci"), (await ReadAsync("acme/web", State.With("creator", "ci"), Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Of_a_github_team_that_is_imported_leaves_name_and_members_to_github()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel))
                .ReturnsAsync(Found("ada") with { Kind = "github" });

            var found = await ImportAsync("acme/web");

            Assert.Equal(
                Map(("organization", "acme"), ("teamType", "github"), ("displayName", "Web"), ("description", "The site"), ("roleId", "")), found!.Inputs);
            Assert.Equal((PropertyValue)"web", found.Properties["name"]);
        }

        [Fact]
        public async Task Looks_for_those_whom_the_state_has_and_tells_them_as_they_were_spelled()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", new[] { "Bob", "ada" }, Cancel)).ReturnsAsync(WithAdmins("ADA", "zoe", "BOB"));
            var state = State.With("members", List("Bob")).With("admins", List("ada"));

            var found = await ReadAsync("acme/web", state, Checked(Inputs("Web", "Bob").With("admins", List("ada"))));

            Assert.Equal((List("Bob", "zoe"), List("ada")), (found!.Properties["members"], found.Properties["admins"]));
        }

        [Fact]
        public async Task Has_everybody_among_the_members_where_the_program_does_not_say_who_manages_them()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));

            var found = await ReadAsync("acme/web", State.With("members", List("bob")), Checked(Inputs("Web", "bob")));

            Assert.Equal((List("ada", "bob"), null), (found!.Properties["members"], found.Properties.Find("admins")));
        }

        [Fact]
        public async Task Has_no_members_where_the_program_says_only_who_manages_them()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(WithAdmins("ada", "bob"));

            var found = await ReadAsync("acme/web", State.With("admins", List("ada")), Checked(Inputs().With("admins", List("ada"))));

            Assert.Equal(State.With("admins", List("ada")), found!.Properties);
        }

        [Fact]
        public async Task Is_not_put_off_by_members_that_could_not_be_listed_where_nobody_is_managed()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel))
                .ReturnsAsync(Found() with { ListMembersError = "GitHub is away" });

            Assert.Equal(State, (await ReadAsync("acme/web", State, Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Says_that_a_team_is_gone_where_that_can_be_seen()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync((CloudTeam?)null);
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            Assert.Null(await ReadAsync("acme/web", State, Checked(Inputs())));

            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            var failure = await Assert.ThrowsAsync<ResourceException>(() => ReadAsync("acme/web", State, Checked(Inputs())));
            Assert.Contains("Use the token of somebody who is in it", failure.Message, StringComparison.Ordinal);
            Assert.Contains("`pulumi state delete`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Leaves_members_out_when_the_program_does()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(Found("creator"));

            Assert.Equal(State, (await ReadAsync("acme/web", State, Checked(Inputs())))!.Properties);
        }

        [Fact]
        public async Task Sees_a_member_who_was_added_behind_its_back()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(Found("ada", "eve"));

            var found = await ReadAsync("acme/web", State.With("members", List("ada")), Checked(Inputs("Web", "ada")));

            Assert.Equal(List("ada", "eve"), found!.Properties["members"]);
            Assert.True(Diff(found.Properties, Inputs("Web", "ada")).Changes.ContainsKey("members"));
        }

        [Fact]
        public async Task Fails_rather_than_take_a_failed_listing_for_an_empty_team()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel))
                .ReturnsAsync(Found() with { ListMembersError = "GitHub is away" });

            var failure = await Assert.ThrowsAsync<ResourceException>(() =>
                ReadAsync("acme/web", State.With("members", List("ada")), Checked(Inputs("Web", "ada"))));

            Assert.Equal("the members of team 'web' of 'acme' could not be listed: GitHub is away", failure.Message);
        }
    }

    public sealed class TheDelete : TeamTest
    {
        private readonly List<string> _deleted = [];

        public TheDelete() => Teams.Setup(teams => teams.DeleteAsync("acme", "web", Cancel)).Callback(() => _deleted.Add("web")).Returns(Task.CompletedTask);

        private void TokenIsOf(string organization, string team) => Users.Setup(users => users.GetCurrentAsync(Cancel))
            .ReturnsAsync(new User("it", "", "", []) { Token = new TokenInfo("ci", organization, team) });

        [Theory]
        [InlineData("acme", "ops")]
        [InlineData("globex", "web")]
        [InlineData("acme", "")]
        public async Task Takes_the_team_away(string organization, string team)
        {
            TokenIsOf(organization, team);

            await DeleteAsync("acme/web", State);

            Assert.Equal(["web"], _deleted);
        }

        [Fact]
        public async Task Refuses_what_would_take_the_deployments_own_token_away()
        {
            TokenIsOf("ACME", "Web");

            var failure = await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync("acme/web", State));

            Assert.Empty(_deleted);
            Assert.Equal(
                "team 'web' of 'acme' owns the access token that this deployment uses, so it is not deleted. Use another token.", failure.Message);
        }

        [Fact]
        public async Task Succeeds_for_a_team_that_is_gone_where_that_can_be_seen()
        {
            Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User("ada", "", "", []));
            Teams.Setup(teams => teams.DeleteAsync("acme", "web", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/web", State);

            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync("acme/web", State));
        }
    }

    public sealed class TheList : TeamTest
    {
        [Fact]
        public async Task Has_every_team()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([Found(), Found() with { Name = "ops" }]);

            Assert.Equal([new ListedResource("acme/ops", "ops"), new ListedResource("acme/web", "web")], await ListAsync(PropertyMap.Empty));
        }
    }
}
