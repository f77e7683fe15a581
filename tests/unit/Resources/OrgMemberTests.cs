using Moq;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Framework;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class OrgMemberTests
{
    public abstract class OrgMemberTest : ResourceTest
    {
        protected override IResource Resource => field ??= new OrgMember(Cloud);

        protected static PropertyMap State(string role = "member") => Map(
            ("organization", "acme"), ("username", "alice"), ("role", role), ("name", "Alice"), ("avatarUrl", ""), ("knownToPulumi", true), ("virtualAdmin", false));

        protected static Member Person(string username, string role = "member") => new(username, "Sam Same", null, "https://a/x.png", role, true, false);

        protected void CallerIs(string username) =>
            Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User(username, "", "", []));

        protected void MembersAre(params IReadOnlyList<Member> members) =>
            Members.Setup(client => client.ListAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(members);
    }

    public sealed class TheCheck : OrgMemberTest
    {
        [Fact]
        public void Fills_in_the_providers_organization_and_the_default_role() =>
            Assert.Equal(Map(("organization", "acme"), ("username", "alice"), ("role", "member")), Checked(Map(("username", "alice"))));

        [Theory]
        [InlineData("owner", "role", "'owner' is unknown; use 'member' or 'admin'")]
        public void Names_the_roles_that_there_are(string role, string property, string reason) =>
            Assert.Equal(new CheckFailure(property, reason), OnlyFault(Map(("username", "alice"), ("role", role))));

        [Theory]
        [InlineData("")]
        [InlineData("..")]
        [InlineData("a/b")]
        [InlineData("a\\b")]
        [InlineData("a\u0007b")]
        [InlineData("a b")]
        public void Refuses_a_login_that_could_change_a_path(string username) =>
            Assert.Equal("username", OnlyFault(Map(("username", username))).Property);

        [Fact]
        public void Refuses_a_login_that_is_over_long() =>
            Assert.Equal(new CheckFailure("username", "has 101 characters; at most 100 are allowed"), OnlyFault(Map(("username", new string('a', 101)))));

        [Fact]
        public void Says_where_an_organization_could_have_come_from() =>
            Assert.Equal(
                new CheckFailure(
                    "organization",
                    "is missing: neither the resource nor the provider names one; give organization here, or run `pulumi config set orgs:organization <value>`"),
                Assert.Single(Check(Map(("username", "alice")), organization: null).Failures));

        [Fact]
        public void Suggests_the_property_that_was_meant() =>
            Assert.Equal(new CheckFailure("usrname", "does not exist; did you mean 'username'?"), Check(Map(("usrname", "alice"))).Failures[0]);

        [Fact]
        public void Says_that_an_output_cannot_be_set() =>
            Assert.Equal(new CheckFailure("email", "is set by the provider; leave it out"), OnlyFault(Map(("username", "alice"), ("email", "a@b"))));

        [Fact]
        public void Names_the_type_that_is_wanted() =>
            Assert.Equal(new CheckFailure("username", "is a number; give a string"), OnlyFault(Map(("username", 7))));

        [Fact]
        public void Believes_what_is_not_known_yet() => Assert.True(Checked(Map(("username", PropertyValue.Unknown)))["username"].IsUnknown);

        [Fact]
        public void Does_not_quote_a_secret() =>
            Assert.DoesNotContain("hush/hush", OnlyFault(Map(("username", new SecretValue("hush/hush")))).Reason, StringComparison.Ordinal);

        [Fact]
        public void Reports_every_fault_at_once() =>
            Assert.Equal(["username", "role"], Check(Map(("role", "x"))).Failures.Select(failure => failure.Property));
    }

    public sealed class TheDiff : OrgMemberTest
    {
        [Fact]
        public void Is_empty_when_nothing_changed() => Assert.Empty(Diff(State(), Map(("username", "alice"))).Changes);

        [Fact]
        public void Takes_two_cases_of_a_login_for_one_person() =>
            Assert.Empty(Diff(State(), Map(("username", "ALICE"), ("organization", "Acme"))).Changes);

        [Fact]
        public void Changes_a_role_in_place() =>
            Assert.Equal(
                [KeyValuePair.Create("role", new PropertyChange(ChangeKind.Update, Replaces: false, AgainstInputs: false))],
                Diff(State(), Map(("username", "alice"), ("role", "admin"))).Changes);

        [Fact]
        public void Replaces_for_another_person_and_makes_the_new_one_first()
        {
            var diff = Diff(State(), Map(("username", "bob")));

            Assert.True(diff.Changes["username"].Replaces);
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public void Takes_an_unknown_login_for_another_person() =>
            Assert.True(Diff(State(), Map(("username", PropertyValue.Unknown))).Changes["username"].Replaces);

        [Fact]
        public void Honours_ignored_changes() => Assert.Empty(Diff(State(), Map(("username", "alice"), ("role", "admin")), "role").Changes);

        [Fact]
        public void Is_empty_when_only_adopt_changes() =>
            Assert.Empty(Diff(State(), Map(("username", "alice"), ("adopt", true))).Changes);
    }

    public sealed class TheCreate : OrgMemberTest
    {
        [Fact]
        public async Task Takes_one_request()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "admin", Cancel)).ReturnsAsync(Person("Alice", "admin"));

            var state = await CreateAsync(Map(("username", "alice"), ("role", "admin")));

            Assert.Equal(
                Map(
                    ("organization", "acme"), ("username", "alice"), ("role", "admin"), ("name", "Sam Same"), ("avatarUrl", "https://a/x.png"),
                    ("knownToPulumi", true), ("virtualAdmin", false)),
                state);
        }

        [Fact]
        public async Task Asks_nothing_in_a_preview_and_leaves_unknown_what_the_server_says()
        {
            var state = await PreviewAsync(Map(("username", "alice")));

            Assert.Equal((PropertyValue)"alice", state["username"]);
            Assert.All(["name", "email", "avatarUrl", "knownToPulumi", "virtualAdmin"], output => Assert.True(state[output].IsUnknown));
        }

        [Fact]
        public async Task Prints_the_import_command_for_somebody_who_is_a_member()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("username", "alice"))));

            Assert.Contains("`pulumi import orgs:index:OrgMember it acme/alice`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Adopts_a_member_and_gives_the_role_that_is_wanted()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "admin", Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "admin", Cancel)).Returns(Task.CompletedTask);

            var state = await CreateAsync(Map(("username", "alice"), ("role", "admin"), ("adopt", true)));

            Assert.Equal((PropertyValue)"admin", state["role"]);
        }

        [Fact]
        public async Task Explains_that_a_person_needs_an_account()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("username", "alice"))));

            Assert.Contains("'alice' has no Pulumi account", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_what_stands_after_an_answer_was_lost()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("username", "alice"))));

            Assert.Contains("`pulumi import orgs:index:OrgMember it acme/alice`", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheRead : OrgMemberTest
    {
        [Fact]
        public async Task Records_a_role_that_somebody_changed()
        {
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("Alice", "admin"));

            var found = await ReadAsync("acme/alice", State(), Checked(Map(("username", "alice"))));

            Assert.Equal("acme/alice", found!.Id);
            Assert.Equal((PropertyValue)"admin", found.Properties["role"]);
            Assert.Equal(Map(("organization", "acme"), ("username", "alice"), ("role", "admin")), found.Inputs);
        }

        [Fact]
        public async Task Says_that_somebody_is_gone()
        {
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync((Member?)null);

            Assert.Null(await ReadAsync("acme/alice", State(), Checked(Map(("username", "alice")))));
        }

        [Fact]
        public async Task Fills_inputs_and_outputs_of_an_import()
        {
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice", "admin"));

            var found = await ImportAsync("acme/alice");

            Assert.Equal(Map(("organization", "acme"), ("username", "alice"), ("role", "admin")), found!.Inputs);
            Assert.Empty(Diff(found.Properties, found.Inputs).Changes);
        }

        [Theory]
        [InlineData("alice")]
        [InlineData("acme/")]
        [InlineData("acme/alice/x")]
        [InlineData("acme/..")]
        public async Task Refuses_an_id_of_another_form(string id) =>
            Assert.Contains("id: ", (await Assert.ThrowsAsync<InputException>(() => ImportAsync(id))).Message, StringComparison.Ordinal);
    }

    public sealed class TheUpdate : OrgMemberTest
    {
        [Fact]
        public async Task Promotes_with_one_request()
        {
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "admin", Cancel)).Returns(Task.CompletedTask);

            var state = await UpdateAsync("acme/alice", State(), Map(("username", "alice"), ("role", "admin")));

            Assert.Equal((PropertyValue)"admin", state["role"]);
        }

        [Fact]
        public async Task Never_demotes_the_owner_of_the_token()
        {
            CallerIs("Alice");

            var failure = await Assert.ThrowsAsync<ResourceException>(() => UpdateAsync("acme/alice", State("admin"), Map(("username", "alice"))));

            Assert.Contains("owns the access token", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Never_demotes_the_last_admin()
        {
            CallerIs("robot");
            MembersAre(Person("alice", "admin"), Person("bob"));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => UpdateAsync("acme/alice", State("admin"), Map(("username", "alice"))));

            Assert.Contains("last admin", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Demotes_one_admin_of_several()
        {
            CallerIs("bob");
            MembersAre(Person("alice", "admin"), Person("bob", "admin"));
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "member", Cancel)).Returns(Task.CompletedTask);

            Assert.Equal((PropertyValue)"member", (await UpdateAsync("acme/alice", State("admin"), Map(("username", "alice"))))["role"]);
        }
    }

    public sealed class TheDelete : OrgMemberTest
    {
        [Fact]
        public async Task Takes_one_request_for_a_member()
        {
            Members.Setup(members => members.RemoveAsync("acme", "alice", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            await DeleteAsync("acme/alice", State());

            Members.Verify();
        }

        [Fact]
        public async Task Succeeds_for_somebody_who_is_gone()
        {
            Members.Setup(members => members.RemoveAsync("acme", "alice", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await DeleteAsync("acme/alice", State());
        }

        [Fact]
        public async Task Removes_only_one_of_the_last_two_admins_when_both_go_at_once()
        {
            var admins = new List<string> { "alice", "bob" };
            CallerIs("robot");
            Members.Setup(members => members.ListAsync("acme", It.IsAny<CancellationToken>()))
                .ReturnsAsync(() => [.. admins.Select(admin => Person(admin, "admin"))]);
            Members.Setup(members => members.RemoveAsync("acme", It.IsAny<string>(), Cancel)).Returns(async (string _, string username, CancellationToken _) =>
            {
                await Task.Yield();
                admins.Remove(username);
            });

            var removals = admins.ToList().Select(admin => DeleteAsync($"acme/{admin}", State("admin").With("username", admin))).ToList();
            await Assert.ThrowsAsync<ResourceException>(() => Task.WhenAll(removals));

            Assert.Single(admins);
            Assert.Equal(1, removals.Count(removal => removal.IsFaulted));
        }
    }
}
