using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class TeamMembershipTests
{
    public abstract class TeamMembershipTest : ResourceTest
    {
        protected TeamMembershipTest(SharedProvider shared)
            : base(shared, "TeamMembership") => Change(organization => organization.WithTeam(new Team { Name = "web" }));

        protected static PropertyMap Ada(string? role = null) => Person("ada", role);

        protected static PropertyMap Person(string username, string? role = null) => Map(("team", "web"), ("username", username), ("role", role));

        protected static string Patch(string action, string login = "ada") => $$"""PATCH teams/web {"memberAction":"{{action}}","member":"{{login}}"}""";
    }

    public sealed class TheCheck(SharedProvider shared) : TeamMembershipTest(shared)
    {
        [Fact]
        public async Task Fills_in_the_role() => Assert.Equal(
            Map(("organization", Organization), ("team", "web"), ("username", "ada"), ("role", "member")), await CheckedAsync(Ada()));

        [Fact]
        public async Task Wants_a_team_and_a_person() => Assert.Equal(
            ["team is missing; it is required", "username is missing; it is required"],
            (await CheckAsync(PropertyMap.Empty)).Failures.Select(failure => $"{failure.Property} {failure.Reason}"));

        [Fact]
        public async Task Names_the_roles_that_there_are() =>
            Assert.Equal("role: 'maintainer' is unknown; use 'member' or 'admin'", await OnlyFaultAsync(Ada("maintainer")));

        [Theory]
        [InlineData("team")]
        [InlineData("username")]
        [InlineData("organization")]
        public async Task Refuses_names_that_would_leave_their_place_in_a_path(string property) => Assert.Equal(
            $"{property}: '..' is not a name, but a step in a path; give a name", await OnlyFaultAsync(Ada().With(property, "..")));

        [Fact]
        public async Task Keeps_unknowns_and_secrets()
        {
            var inputs = Map(
                ("organization", Organization), ("team", PropertyValue.Unknown), ("username", new SecretValue("ada")), ("role", "admin"));

            Assert.Equal(inputs, await CheckedAsync(inputs));
        }
    }

    public sealed class TheDiff(SharedProvider shared) : TeamMembershipTest(shared)
    {
        [Fact]
        public async Task Sees_nothing_in_a_fresh_membership() => Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Ada()), Person("ADA"))));

        [Fact]
        public async Task Changes_a_role_in_place() =>
            Assert.Equal(new() { ["role"] = Kind.Update }, KindsOf(await DiffAsync(await CreateAsync(Ada()), Ada("admin"))));

        [Fact]
        public async Task Replaces_for_another_person_or_team()
        {
            var diff = await DiffAsync(await CreateAsync(Ada()), Map(("team", PropertyValue.Unknown), ("username", "bob")));

            Assert.Equal(new() { ["team"] = Kind.UpdateReplace, ["username"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public async Task Ignores_what_the_program_ignores() => Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Ada()), Ada("admin"), "role")));
    }

    public sealed class TheCreate(SharedProvider shared) : TeamMembershipTest(shared)
    {
        [Fact]
        public async Task Writes_nothing_in_a_preview()
        {
            var inputs = Map(("organization", Organization), ("team", PropertyValue.Unknown), ("username", "ada"), ("role", "admin"));

            Assert.Equal(inputs, await PreviewAsync(inputs));
        }

        [Fact]
        public async Task Takes_one_request_for_a_member()
        {
            var ada = await CreateAsync(Ada());

            Assert.Equal([Patch("add")], Requests);
            Assert.Equal($"{Organization}/web/ada", ada.Id);
            Assert.Equal(ada.Inputs, ada.Properties);
        }

        [Fact]
        public async Task Takes_two_requests_for_an_admin()
        {
            await CreateAsync(Ada("admin"));

            Assert.Equal([Patch("add"), Patch("promote")], Requests);
            Assert.Equal(TeamRole.Admin, Observed.Teams["web"].Members["ada"]);
        }

        [Fact]
        public async Task Takes_over_a_person_whom_the_service_put_into_the_team()
        {
            Change(organization => organization.AddTeamMember("web", "ada").ChangeTeamRole("web", "ada", TeamRole.Admin));

            var ada = await CreateAsync(Ada());

            Assert.Equal((PropertyValue)"member", ada.Properties["role"]);
            Assert.Equal([Patch("add"), "GET teams/web", Patch("demote")], Requests);
        }

        [Fact]
        public async Task Hands_over_a_member_who_could_not_be_made_an_admin()
        {
            Spoil("PATCH", "teams/web", new FaultAction.Answer(403), skip: 1);

            var failure = await FailureOfAsync(() => CreateAsync(Ada("admin")));

            var partial = DetailOf<ErrorResourceInitFailed>(failure);
            Assert.Equal($"{Organization}/web/ada", partial.Id);
            Assert.Equal(await CheckedAsync(Ada()), WireCodec.FromStruct(partial.Properties));
            Assert.Equal(await CheckedAsync(Ada("admin")), WireCodec.FromStruct(partial.Inputs));
            Assert.Contains($"make ada an admin of team web of organization {Organization}: 403", Assert.Single(partial.Reasons), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_that_a_person_is_no_member_of_the_organization()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Person("eve")));

            Assert.Contains($"User 'eve' is not a member of organization '{Organization}'", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("Declare", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_that_a_team_does_not_exist()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Ada().With("team", "www")));

            Assert.Contains("Team 'www' not found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("`team.Name`", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Succeeds_although_the_answer_was_lost()
        {
            Spoil("PATCH", "teams/web", new FaultAction.DropAfter());

            Assert.Equal($"{Organization}/web/ada", (await CreateAsync(Ada())).Id);
        }
    }

    public sealed class TheRead(SharedProvider shared) : TeamMembershipTest(shared)
    {
        [Fact]
        public async Task Fills_inputs_and_outputs_of_an_import()
        {
            var ada = await CreateAsync(Ada("admin"));

            Assert.Equal(ada, await ImportAsync(ada.Id));
            Assert.Equal("GET teams/web", Requests[^1]);
        }

        [Fact]
        public async Task Sees_a_role_that_was_changed_behind_its_back()
        {
            var ada = await CreateAsync(Ada());
            Change(organization => organization.ChangeTeamRole("web", "ada", TeamRole.Admin));

            Assert.Equal(ada.Inputs.With("role", "admin"), (await ReadAsync(ada))!.Inputs);
        }

        [Fact]
        public async Task Answers_an_empty_id_when_the_person_is_out()
        {
            var ada = await CreateAsync(Ada());
            Change(organization => organization.RemoveTeamMember("web", "ada"));

            Assert.Null(await ReadAsync(ada));
        }

        [Fact]
        public async Task Answers_an_empty_id_when_the_team_is_gone()
        {
            var ada = await CreateAsync(Ada());
            Change(organization => organization.DeleteTeam("web", DateTimeOffset.UtcNow));

            Assert.Null(await ReadAsync(ada));
        }

        [Fact]
        public async Task Does_not_take_an_organization_that_cannot_be_seen_for_a_membership_that_is_gone()
        {
            var ada = await CreateAsync(Ada());
            Cloud.State.Change(data => data with { Organizations = data.Organizations.Remove(Organization) });

            Assert.Contains($"Organization '{Organization}' not found", (await FailureOfAsync(() => ReadAsync(ada))).Status.Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : TeamMembershipTest(shared)
    {
        [Fact]
        public async Task Promotes_and_demotes_in_one_request_each()
        {
            var ada = await CreateAsync(Ada());

            var promoted = await UpdateAsync(ada, Ada("admin"));
            await UpdateAsync(ada with { Properties = promoted }, Ada());

            Assert.Equal([Patch("promote"), Patch("demote")], Requests.Skip(1));
            Assert.Equal((PropertyValue)"admin", promoted["role"]);
        }

        [Fact]
        public async Task Writes_nothing_in_a_preview()
        {
            var ada = await CreateAsync(Ada());

            Assert.Equal(ada.Properties.With("role", "admin"), await UpdateAsync(ada, Ada("admin"), preview: true));
            Assert.Single(Requests);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : TeamMembershipTest(shared)
    {
        [Fact]
        public async Task Asks_once_whether_the_organization_can_be_seen_when_fifty_find_their_team_gone()
        {
            var memberships = Enumerable.Range(0, 50).Select(number =>
            {
                var inputs = Map(("organization", Organization), ("team", "gone"), ("username", $"person{number}"), ("role", "member"));
                return new Existing($"{Organization}/gone/person{number}", inputs, inputs);
            }).ToList();

            Assert.All(await Task.WhenAll(memberships.Select(membership => ReadAsync(membership))), Assert.Null);
            Assert.Equal(["GET teams", "GET teams/gone", "GET teams/gone"], Requests.Order(StringComparer.Ordinal));
            await Task.WhenAll(memberships.Select(DeleteAsync));

            // Reads and deletions go through a process each.
            Assert.Equal(2, Requests.Count(request => request == "GET teams"));
        }

        [Fact]
        public async Task Takes_one_request()
        {
            await DeleteAsync(await CreateAsync(Ada()));

            Assert.Equal([Patch("add"), Patch("remove")], Requests);
            Assert.Empty(Observed.Teams["web"].Members);
        }

        [Fact]
        public async Task Is_content_when_the_person_has_left_the_organization()
        {
            var ada = await CreateAsync(Ada());
            Change(organization => organization.RemoveMember("ada"));

            await DeleteAsync(ada);
        }

        [Fact]
        public async Task Is_content_when_the_team_is_gone()
        {
            var ada = await CreateAsync(Ada());
            Change(organization => organization.DeleteTeam("web", DateTimeOffset.UtcNow));

            await DeleteAsync(ada);
        }
    }
}
