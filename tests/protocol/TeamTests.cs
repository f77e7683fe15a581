using System.Collections.Immutable;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class TeamTests
{
    public abstract class TeamTest(SharedProvider shared) : ResourceTest(shared, "Team")
    {
        protected static PropertyMap GitHub { get; } = Map(("teamType", "github"), ("githubTeamId", 42));

        protected static PropertyMap Web(string? displayName = null, params IReadOnlyList<string> members) => Map(
            ("name", "web"), ("displayName", displayName), ("members", members.Count == 0 ? null : List(members.Select(member => (PropertyValue)member))));

        protected IEnumerable<string> Members(string team = "web") => Observed.Teams[team].Members.Keys;
    }

    public sealed class TheCheck(SharedProvider shared) : TeamTest(shared)
    {
        [Fact]
        public async Task Fills_in_what_is_not_given() => Assert.Equal(
            Map(("organization", Organization), ("teamType", "pulumi"), ("name", "web"), ("displayName", "web"), ("description", "")),
            await CheckedAsync(Web()));

        [Fact]
        public async Task Leaves_the_texts_of_a_github_team_to_github() =>
            Assert.Equal(GitHub.With("organization", Organization), await CheckedAsync(GitHub));

        [Fact]
        public async Task Names_the_types_that_there_are() => Assert.Equal(
            "teamType: 'gitlab' is unknown; use 'pulumi' or 'github'", await OnlyFaultAsync(Web().With("teamType", "gitlab")));

        [Theory]
        [InlineData("", "is empty; give a name")]
        [InlineData("..", "'..' is not a name, but a step in a path; give a name")]
        [InlineData("a/b", "'a/b' has a slash; names have none")]
        [InlineData("a\tb", "has a control character; names have none")]
        public async Task Refuses_a_name_that_would_leave_its_place_in_a_path(string name, string reason) =>
            Assert.Equal($"name: {reason}", await OnlyFaultAsync(Map(("name", name))));

        [Fact]
        public async Task Blames_a_name_that_is_too_long_and_not_the_display_name_made_of_it() => Assert.Equal(
            "name: has 101 characters; at most 100 are allowed", await OnlyFaultAsync(Map(("name", new string('n', 101)))));

        [Fact]
        public async Task Refuses_a_display_name_that_is_too_long() => Assert.Equal(
            "displayName: has 101 characters; at most 100 are allowed", await OnlyFaultAsync(Web(new string('n', 101))));

        [Fact]
        public async Task Wants_the_number_of_a_github_team() => Assert.Equal(
            "githubTeamId: is missing; a team of type 'github' needs the number of the team at GitHub",
            await OnlyFaultAsync(Map(("teamType", "github"))));

        [Fact]
        public async Task Refuses_a_number_that_no_github_team_has() => Assert.Equal(
            "githubTeamId: 0 is no team at GitHub; give a positive number", await OnlyFaultAsync(GitHub.With("githubTeamId", 0)));

        [Fact]
        public async Task Refuses_the_number_of_a_github_team_for_a_pulumi_team() => Assert.Equal(
            "githubTeamId: is only for a team of type 'github'; set teamType to 'github', or leave it out",
            await OnlyFaultAsync(Web().With("githubTeamId", 42)));

        [Theory]
        [InlineData("name")]
        [InlineData("members")]
        public async Task Refuses_for_a_github_team_what_github_says(string property)
        {
            var fault = await OnlyFaultAsync(GitHub.With(property, property == "members" ? List("ada") : "web"));

            Assert.StartsWith($"{property}: ", fault, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Points_at_the_member_that_is_wrong() => Assert.Equal(
            "members[1]: '../bob' has a slash; names have none", await OnlyFaultAsync(Web(null, "ada", "../bob")));

        [Fact]
        public async Task Wants_a_list_of_members() =>
            Assert.Equal("members: is a string; give a list of strings", await OnlyFaultAsync(Web().With("members", "ada")));

        [Fact]
        public async Task Keeps_unknowns_and_secrets()
        {
            var inputs = Map(
                ("organization", Organization), ("teamType", "pulumi"), ("name", PropertyValue.Unknown), ("displayName", "Web"),
                ("description", new SecretValue("hush")), ("members", List("ada", PropertyValue.Unknown, new SecretValue("bob"))));

            Assert.Equal(inputs, await CheckedAsync(inputs));
        }

        [Fact]
        public async Task Waits_for_a_type_that_is_not_known_yet() => await CheckedAsync(Map(("teamType", PropertyValue.Unknown)));
    }

    public sealed class TheDiff(SharedProvider shared) : TeamTest(shared)
    {
        [Fact]
        public async Task Sees_nothing_in_a_fresh_team() =>
            Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Web("Web", "ada", "bob")), Web("Web", "BOB", "ada"))));

        [Fact]
        public async Task Changes_texts_and_members_in_place()
        {
            var team = await CreateAsync(Web());

            Assert.Equal(
                new() { ["displayName"] = Kind.Update, ["description"] = Kind.Update, ["members"] = Kind.Add },
                KindsOf(await DiffAsync(team, Web("Web", "ada").With("description", "The site"))));
        }

        [Fact]
        public async Task Names_the_people_who_come_and_who_go()
        {
            var team = await CreateAsync(Web("Web", "ada", "bob"));

            Assert.Equal(
                new() { ["members[1]"] = Kind.Update, ["members[2]"] = Kind.Add }, KindsOf(await DiffAsync(team, Web("Web", "ADA", "cai", "eve"))));
            Assert.Equal(new() { ["members[1]"] = Kind.Delete }, KindsOf(await DiffAsync(team, Web("Web", "ada"))));
        }

        [Fact]
        public async Task Replaces_for_another_name_and_makes_the_new_team_first()
        {
            var diff = await DiffAsync(await CreateAsync(Web()), Map(("name", "www"), ("displayName", "web")));

            Assert.Equal(new() { ["name"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public async Task Makes_another_team_of_github_before_the_old_one_goes_since_its_name_is_not_known()
        {
            var diff = await DiffAsync(await CreateAsync(GitHub), GitHub.With("githubTeamId", 43));

            Assert.Equal(new() { ["githubTeamId"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public async Task Leaves_members_alone_when_the_program_no_longer_gives_any() =>
            Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Web(null, "ada")), Web())));

        [Fact]
        public async Task Takes_an_unknown_member_for_one_who_comes() => Assert.Equal(
            new() { ["members[1]"] = Kind.Add },
            KindsOf(await DiffAsync(await CreateAsync(Web(null, "ada")), Web().With("members", List("ada", PropertyValue.Unknown)))));

        [Theory]
        [InlineData("members")]
        [InlineData("members[0]")]
        [InlineData("*")]
        public async Task Ignores_what_the_program_ignores(string path) =>
            Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Web(null, "ada")), Web(null, "bob"), path)));
    }

    public sealed class TheCreate(SharedProvider shared) : TeamTest(shared)
    {
        [Fact]
        public async Task Writes_nothing_in_a_preview() => Assert.Equal(
            Map(
                ("organization", Organization), ("teamType", "pulumi"), ("name", "web"), ("displayName", "web"), ("description", ""),
                ("kind", PropertyValue.Unknown), ("creator", PropertyValue.Unknown)),
            await PreviewAsync(Web()));

        [Fact]
        public async Task Foresees_no_texts_of_a_github_team()
        {
            var foreseen = await PreviewAsync(GitHub);

            Assert.All(["name", "displayName", "description"], property => Assert.True(foreseen[property].IsUnknown));
        }

        [Fact]
        public async Task Takes_one_request_and_one_for_its_creator()
        {
            var team = await CreateAsync(Web("Web").With("description", "The site"));

            Assert.Equal(
                [
                    """POST teams/pulumi {"name":"web","displayName":"Web","description":"The site"}""",
                    """PATCH teams/web {"memberAction":"remove","member":"admin"}""",
                ],
                Requests);
            Assert.Empty(Members());
            Assert.Equal($"{Organization}/web", team.Id);
            Assert.Equal(team.Inputs.With("kind", "pulumi"), team.Properties);
        }

        [Fact]
        public async Task Puts_exactly_the_members_given_into_it_and_takes_out_its_creator()
        {
            var team = await CreateAsync(Web(null, "bob", "ada"));

            Assert.Equal(["ada", "bob"], Members());
            Assert.Equal(List("bob", "ada"), team.Properties["members"]);
            Assert.Equal(
                [
                    """PATCH teams/web {"memberAction":"add","member":"ada"}""",
                    """PATCH teams/web {"memberAction":"add","member":"bob"}""",
                ],
                Requests.Skip(1).SkipLast(1).Order(StringComparer.Ordinal));
            Assert.Equal("""POST teams/pulumi {"name":"web","displayName":"web","description":""}""", Requests[0]);
            Assert.Equal("""PATCH teams/web {"memberAction":"remove","member":"admin"}""", Requests[^1]);
        }

        [Fact]
        public async Task Takes_a_github_team_as_github_has_it()
        {
            var team = await CreateAsync(GitHub);

            Assert.Equal(["""POST teams/github {"githubTeamID":42}"""], Requests);
            Assert.Equal(
                Map(
                    ("organization", Organization), ("teamType", "github"), ("name", "github-team-42"), ("displayName", "GitHub team 42"),
                    ("description", ""), ("githubTeamId", 42), ("kind", "github")),
                team.Properties);
        }

        [Fact]
        public async Task Gives_a_github_team_the_programs_texts()
        {
            await CreateAsync(GitHub.With("displayName", "Web"));

            Assert.Equal("""PATCH teams/github-team-42 {"newDisplayName":"Web"}""", Assert.Single(Requests.Skip(1)));
        }

        [Fact]
        public async Task Says_that_github_has_no_such_team()
        {
            var failure = await FailureOfAsync(() => CreateAsync(GitHub.With("githubTeamId", 4242)));

            Assert.Contains("GitHub has no team number 4242", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Prints_the_import_command_for_a_team_that_exists()
        {
            await CreateAsync(Web(null, "ada"));

            var failure = await FailureOfAsync(() => CreateAsync(Web()));

            Assert.Contains($"create team web in organization {Organization}: 409 Conflict", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains($"`pulumi import orgs:index:Team it {Organization}/web`", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Takes_one_request_for_each_of_fifty_teams_and_one_for_each_who_comes_or_goes()
        {
            string[] people = [.. Enumerable.Range(1, 10).Select(number => $"person{number}")];
            Change(organization => people.Aggregate(organization, static (before, person) => before.WithMember(Login(person))));

            await Task.WhenAll(Enumerable.Range(1, 50).Select(number => CreateAsync(Web(null, people).With("name", $"team{number}"))));

            Assert.All(Observed.Teams.Values, team => Assert.Equal(people.Order(), team.Members.Keys.Order()));
            Assert.Equal(50 * (1 + people.Length + 1), Requests.Count);
        }

        [Fact]
        public async Task Finds_the_team_whose_answer_was_lost()
        {
            Spoil("POST", "teams/pulumi", new FaultAction.DropAfter());

            var team = await CreateAsync(Web(null, "ada"));

            Assert.Equal($"{Organization}/web", team.Id);
            Assert.Equal(["ada"], Members());
            Assert.Single(Requests, request => request.StartsWith("POST", StringComparison.Ordinal));
        }

        [Fact]
        public async Task Takes_over_the_team_of_a_create_that_was_cut_off()
        {
            await CreateAsync(Web());

            Assert.Equal($"{Organization}/web", (await CreateAsync(Web())).Id);
        }

        [Fact]
        public async Task Does_not_take_a_web_page_for_the_answer_that_a_person_was_added()
        {
            Spoil("PATCH", "teams/web", new FaultAction.Answer(200, Html: true));

            await CreateAsync(Web(null, "admin", "ada"));

            Assert.Equal(["ada", "admin"], Members().Order(StringComparer.Ordinal));
        }

        [Fact]
        public async Task Hands_over_what_was_reached_when_a_member_cannot_be_added()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Web(null, "ada", "eve")));

            var partial = DetailOf<ErrorResourceInitFailed>(failure);
            var properties = WireCodec.FromStruct(partial.Properties);
            Assert.Equal($"{Organization}/web", partial.Id);
            Assert.Equal(List("ada", "admin"), properties["members"]);
            Assert.Equal(await CheckedAsync(Web(null, "ada", "eve")), WireCodec.FromStruct(partial.Inputs));
            Assert.Contains("User 'eve' is not a member of organization", Assert.Single(partial.Reasons), StringComparison.Ordinal);
            Assert.Equal(
                new() { ["members[1]"] = Kind.Update },
                KindsOf(await DiffAsync(new Existing(partial.Id, properties, WireCodec.FromStruct(partial.Inputs)), Web(null, "ada", "eve"))));
        }
    }

    public sealed class TheRead(SharedProvider shared) : TeamTest(shared)
    {
        [Fact]
        public async Task Fills_inputs_and_outputs_of_an_import()
        {
            var team = await CreateAsync(Web("Web", "ada").With("admins", List("bob")));

            // Without a role the team has none, and the program may say so.
            Assert.Equal(
                new Existing(team.Id, team.Properties.With("roleId", ""), team.Inputs.With("roleId", "")), await ImportAsync(team.Id));
        }

        [Fact]
        public async Task Gives_an_imported_github_team_the_inputs_that_a_check_lets_pass()
        {
            var team = await CreateAsync(GitHub);

            var imported = (await ImportAsync(team.Id))!;

            Assert.Equal(["organization", "teamType", "displayName", "description", "roleId"], imported.Inputs.Keys);
            Assert.Equal(team.Properties.Without("githubTeamId").With("roleId", ""), imported.Properties);
            Assert.Empty(KindsOf(await DiffAsync(imported, GitHub)));
        }

        [Fact]
        public async Task Imports_a_github_team_while_github_is_away()
        {
            var team = await CreateAsync(GitHub);
            Change(organization => organization.WithTeam(organization.Team("github-team-42") with { ListMembersError = "GitHub is away" }));

            Assert.NotNull(await ImportAsync(team.Id));
        }

        [Fact]
        public async Task Keeps_the_creator_out_of_a_team_that_declares_no_members()
        {
            var team = await CreateAsync(Web());

            Assert.Equal(team, await ReadAsync(team));
            Assert.Equal("GET teams/web", Assert.Single(Requests.Skip(2)));
        }

        [Fact]
        public async Task Sees_members_who_came_and_went_behind_its_back()
        {
            var team = await CreateAsync(Web(null, "ada"));
            Change(organization => organization.AddTeamMember("web", "bob").RemoveTeamMember("web", "ada"));

            var found = (await ReadAsync(team))!;

            Assert.Equal(List("bob"), found.Properties["members"]);
            Assert.Equal(new() { ["members[0]"] = Kind.Update }, KindsOf(await DiffAsync(found, Web(null, "ada"))));
        }

        [Fact]
        public async Task Keeps_members_secret_whom_the_program_says_are()
        {
            var team = await CreateAsync(Web().With("members", List(new SecretValue("ada"))));
            Change(organization => organization.AddTeamMember("web", "bob"));

            var found = (await ReadAsync(team))!;

            Assert.True(found.Properties["members"].IsSecret);
            Assert.True(found.Inputs["members"].IsSecret);
        }

        [Fact]
        public async Task Answers_an_empty_id_when_the_team_is_gone()
        {
            var team = await CreateAsync(Web());
            Change(organization => organization.DeleteTeam("web", DateTimeOffset.UtcNow));

            Assert.Null(await ReadAsync(team));
        }

        [Fact]
        public async Task Does_not_take_an_organization_that_cannot_be_seen_for_a_team_that_is_gone()
        {
            var team = await CreateAsync(Web());
            Cloud.State.Change(data => data with { Organizations = data.Organizations.Remove(Organization) });

            var failure = await FailureOfAsync(() => ReadAsync(team));

            Assert.Contains($"Organization '{Organization}' not found", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Fails_rather_than_take_a_failed_listing_for_an_empty_team()
        {
            var team = await CreateAsync(Web(null, "ada"));
            Change(organization => organization.WithTeam(organization.Team("web") with { ListMembersError = "GitHub is away" }));

            var failure = await FailureOfAsync(() => ReadAsync(team));

            Assert.Contains("could not be listed: GitHub is away", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : TeamTest(shared)
    {
        [Fact]
        public async Task Sends_only_the_text_that_changed()
        {
            var team = await CreateAsync(Web());

            Assert.Equal(team.Properties.With("displayName", "Web"), await UpdateAsync(team, Web("Web")));
            Assert.Equal("""PATCH teams/web {"newDisplayName":"Web"}""", Assert.Single(Requests.Skip(2)));
        }

        [Fact]
        public async Task Sends_only_the_members_who_changed()
        {
            var team = await CreateAsync(Web(null, "admin", "ada"));
            var before = Requests.Count;

            await UpdateAsync(team, Web(null, "admin", "bob"));

            Assert.Equal(["admin", "bob"], Members());
            Assert.Equal(
                ["GET teams/web", """PATCH teams/web {"memberAction":"add","member":"bob"}""", """PATCH teams/web {"memberAction":"remove","member":"ada"}"""],
                Requests.Skip(before));
        }

        [Fact]
        public async Task Writes_nothing_in_a_preview()
        {
            var team = await CreateAsync(Web());

            var before = Requests.Count;

            Assert.Equal(
                team.Properties.With("displayName", PropertyValue.Unknown),
                await UpdateAsync(team, Map(("name", "web"), ("displayName", PropertyValue.Unknown)), preview: true));
            Assert.Equal(before, Requests.Count);
        }

        [Fact]
        public async Task Hands_over_what_was_reached_when_a_later_step_fails()
        {
            var team = await CreateAsync(Web());

            var failure = await FailureOfAsync(() => UpdateAsync(team, Web("Web", "eve")));

            var partial = DetailOf<ErrorResourceInitFailed>(failure);
            Assert.Equal(team.Properties.With("displayName", "Web").With("members", List()), WireCodec.FromStruct(partial.Properties));
        }
    }

    public sealed class TheDelete(SharedProvider shared) : TeamTest(shared)
    {
        [Fact]
        public async Task Takes_one_request()
        {
            var team = await CreateAsync(Web());

            await DeleteAsync(team);

            Assert.Equal("DELETE teams/web", Assert.Single(Requests.Skip(2)));
            Assert.Equal(ImmutableSortedDictionary<string, Team>.Empty, Observed.Teams);
        }

        [Fact]
        public async Task Is_content_when_the_team_is_gone()
        {
            var team = await CreateAsync(Web());
            Change(organization => organization.DeleteTeam("web", DateTimeOffset.UtcNow));

            await DeleteAsync(team);
        }
    }
}
