using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class OrgMemberTests
{
    public abstract class OrgMemberTest : ResourceTest
    {
        protected override IResource Resource => field ??= new OrgMember(Cloud, Policy.Object, Clock).ToRunner();

        protected Mock<IRemovalPolicy> Policy { get; } = new();

        protected static PropertyMap State(string role = "member") => Map(
            ("organization", "acme"), ("username", "alice"), ("role", role), ("name", "Alice"), ("avatarUrl", ""), ("knownToPulumi", true),
            ("virtualAdmin", false));

        protected static Member Person(string username, string role = "member") => new(username, "Sam Same", null, "https://a/x.png", role, true, false);

        protected void CallerIs(string username) =>
            Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User(username, "", "", []));

        protected void MembersAre(params IReadOnlyList<Member> members) =>
            Members.Setup(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(members);
    }

    public sealed class TheCheck : OrgMemberTest
    {
        [Fact]
        public void Fills_in_the_providers_organization_and_the_default_role() =>
            Assert.Equal(Map(("organization", "acme"), ("username", "alice"), ("role", "member")), Checked(Map(("username", "alice"))));

        [Theory]
        [InlineData("owner", "role", "'owner' is unknown; use 'member' or 'admin' or 'billing-manager'")]
        public void Names_the_roles_that_there_are(string role, string property, string reason) =>
            Assert.Equal(new CheckFailure(property, reason), OnlyFault(Map(("username", "alice"), ("role", role))));

        [Fact]
        public void Refuses_a_login_that_could_change_a_path() => Assert.Equal("username", OnlyFault(Map(("username", "a/b"))).Property);

        [Fact]
        public void Refuses_a_login_that_is_over_long() =>
            Assert.Equal(new CheckFailure("username", "has 101 characters; at most 100 are allowed"), OnlyFault(Map(("username", new string('a', 101)))));

        [Fact]
        public void Says_where_an_organization_could_have_come_from() =>
            Assert.Equal(
                new CheckFailure(
                    "organization",
                    "is missing: neither the resource nor the provider names one; give organization here, or run `pulumi config set " +
                    "orgs:organization <value>`"),
                Assert.Single(Check(Map(("username", "alice")), organization: null).Failures));
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
        public void Takes_an_unknown_login_for_another_person()
        {
            Deployment = new Deployment();
            CallerIs("root");

            Assert.True(Diff(State(), Map(("username", PropertyValue.Unknown))).Changes["username"].Replaces);
        }

        [Fact]
        public void Goes_with_nothing_that_an_engine_is_about_to_replace() =>
            Assert.False(Diff(State(), Map(("username", PropertyValue.Unknown))).Changes["username"].Replaces);

        [Fact]
        public void Is_empty_when_only_adopt_changes() =>
            Assert.Empty(Diff(State(), Map(("username", "alice"), ("adopt", true))).Changes);

        [Theory]
        [InlineData("member")]
        [InlineData("billing-manager")]
        public void Refuses_to_demote_the_caller(string role)
        {
            Deployment = new Deployment();
            CallerIs("ALICE");

            var failure = Assert.Throws<StaysException>(() => Diff(State("admin"), Map(("username", "alice"), ("role", role))));

            Assert.Equal(
                "'alice' owns the access token that this deployment uses, so it is not demoted in 'acme'. Use another admin's token, or " +
                "`pulumi state delete` the resource to leave the membership as it is.",
                failure.Message);
        }

        [Fact]
        public void Demotes_another_admin()
        {
            Deployment = new Deployment();
            CallerIs("root");

            var diff = Diff(State("admin"), Map(("username", "alice")));

            Assert.Equal(["role"], diff.Changes.Keys);
            Assert.Empty(diff.Warnings);
        }

        [Theory]
        [InlineData("member", null, "admin")]
        [InlineData("member", null, "billing-manager")]
        [InlineData("admin", "c1", "admin")]
        public void Does_not_ask_who_deploys_where_nobody_loses_an_admins_rights(string before, string? roleId, string after)
        {
            Deployment = new Deployment();

            Assert.NotEmpty(Diff(State(before).With("roleId", roleId ?? PropertyValue.Null), Map(("username", "alice"), ("role", after))).Changes);

            Users.VerifyNoOtherCalls();
        }

        [Theory]
        [InlineData("alice", true)]
        [InlineData("root", false)]
        public void Warns_that_a_replacement_cannot_remove_the_caller(string caller, bool warns)
        {
            Deployment = new Deployment();
            CallerIs(caller);

            var warnings = Diff(State(), Map(("username", "bob"))).Warnings;

            Assert.Equal(warns ? 1 : 0, warnings.Count);
            Assert.All(warnings, static warning => Assert.Contains("so it is not removed in 'acme'", warning, StringComparison.Ordinal));
        }

        [Fact]
        public void Foresees_nothing_where_the_caller_cannot_be_found_out()
        {
            Deployment = new Deployment();
            Users.Setup(users => users.GetCurrentAsync(Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));

            Assert.Equal(["role"], Diff(State("admin"), Map(("username", "alice"))).Changes.Keys);
        }

        [Fact]
        public void Foresees_nothing_while_the_providers_own_settings_are_not_known()
        {
            Deployment = new Deployment();
            Mock.Get(Cloud).Setup(cloud => cloud.IsKnown).Returns(false);

            Assert.Equal(["role"], Diff(State("admin"), Map(("username", "alice"))).Changes.Keys);
            Users.VerifyNoOtherCalls();
        }
    }

    /// <summary>Two declarations, one person: what an engine deletes, though the program wants it.</summary>
    public sealed class TheDeployment : OrgMemberTest
    {
        private static readonly PropertyMap Alice = Map(("organization", "acme"), ("username", "alice"), ("role", "member"));

        public TheDeployment()
        {
            Deployment = new Deployment();
            Members.Setup(members => members.AddAsync("acme", "alice", It.IsAny<string>(), Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));
            MembersAre(Person("alice"), Person("root", "admin"));
        }

        private void Declare(string name, PropertyMap? old = null) => Assert.Empty(
            Resource.Check(ContextOf(name), Alice, old, ConfigurationDefaults.None, new Autonaming(name, default, null, AutonamingMode.Propose)).Failures);

        private Task<DiffResult> DiffAsync(string name) =>
            Resource.DiffAsync(ContextOf(name), new DiffQuery(State(), Alice, Alice, []) { Id = "acme/alice" }, Cancel);

        private Task DeleteAsync(string name, string id = "acme/alice") => Resource.DeleteAsync(ContextOf(name), id, State(), Cancel);

        private Task<ResourceState> CreateAsync(string name, bool adopt = true) =>
            Resource.CreateAsync(ContextOf(name), Alice.With("adopt", adopt), preview: false, Cancel);

        [Fact]
        public async Task Keeps_whom_the_program_declares_under_a_new_name()
        {
            Declare("new");
            await CreateAsync("new");

            await DeleteAsync("old", "acme/ALICE");

            Assert.Contains("'acme/ALICE' stays as it is: the program declares it as 'new'", Log.Infos);
        }

        [Fact]
        public async Task Keeps_whom_a_replacement_took_over()
        {
            Declare("it", Alice);
            await DiffAsync("it");
            await CreateAsync("it", adopt: false);

            await DeleteAsync("it");

            Assert.Contains("'acme/alice' stays as it is: what replaces it is the same", Log.Infos);
        }

        [Fact]
        public async Task Takes_over_nobody_whom_the_program_declares_under_another_name_too()
        {
            Declare("one", Alice);
            await DiffAsync("one");
            Declare("two");

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync("two", adopt: false));
        }

        [Fact]
        public async Task Keeps_whom_an_engine_wants_deleted_before_it_replaces_them_by_itself()
        {
            Declare("it");

            await DeleteAsync("it");
            var made = await CreateAsync("it", adopt: false);

            Assert.Equal("acme/alice", made.Id);
        }

        [Fact]
        public async Task Keeps_whom_another_name_has_in_the_state_and_the_program_declares_still()
        {
            Declare("new", Alice);
            await DiffAsync("new");

            await DeleteAsync("old");
        }

        [Fact]
        public async Task Removes_with_the_last_of_several_names_that_all_go()
        {
            MembersAre(Person("alice"), Person("root", "admin"));
            Members.Setup(members => members.RemoveAsync("acme", "alice", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            await Resource.ReadAsync(ContextOf("one"), "acme/alice", State(), Alice, Cancel);
            await Resource.ReadAsync(ContextOf("two"), "acme/alice", State(), Alice, Cancel);

            await DeleteAsync("one");
            await DeleteAsync("two");

            Members.Verify();
        }

        [Fact]
        public async Task Removes_whom_a_refresh_saw_and_the_program_does_not_declare()
        {
            MembersAre(Person("alice"), Person("root", "admin"));
            Members.Setup(members => members.RemoveAsync("acme", "alice", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            await Resource.ReadAsync(ContextOf("it"), "acme/alice", State(), Alice, Cancel);
            await DiffAsync("it");

            await DeleteAsync("it");

            Members.Verify();
        }

        [Fact]
        public async Task Keeps_in_the_state_whom_another_name_was_to_take_over_and_could_not()
        {
            Declare("new");
            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync("new", adopt: false));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync("old"));

            Assert.Contains("the program declares it as 'new' too, and that could not be deployed", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Removes_what_a_later_deployment_does_not_declare()
        {
            MembersAre(Person("alice"), Person("root", "admin"));
            Members.Setup(members => members.RemoveAsync("acme", "alice", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
            Declare("it");
            await CreateAsync("it");
            Deployment!.Begin();

            await DeleteAsync("it");

            Members.Verify();
        }
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
        public async Task Leaves_unknown_in_a_preview_what_the_server_says()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

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

            Assert.Contains(
                ": 'alice' is a member of 'acme'. To manage that membership here, run `pulumi import orgs:index:OrgMember it acme/alice`, or set " +
                "`adopt` to true. If this stack has it under another name, give that name as an alias (`Aliases`).",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Adopts_a_member_without_asking_them_to_come_and_gives_the_role_that_is_wanted()
        {
            MembersAre(Person("alice"), Person("root", "admin"));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "admin", Cancel)).Returns(Task.CompletedTask);

            var state = await CreateAsync(Map(("username", "alice"), ("role", "admin"), ("adopt", true)));

            Assert.Equal((PropertyValue)"admin", state["role"]);
        }

        [Fact]
        public async Task Adopts_somebody_who_joins_meanwhile()
        {
            MembersAre(Person("root", "admin"));
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ThrowsAsync(Failure(CloudFailure.Conflict));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));

            Assert.Equal((PropertyValue)"member", (await CreateAsync(Map(("username", "alice"), ("adopt", true))))["role"]);
        }

        [Fact]
        public async Task Says_in_a_preview_and_in_a_deployment_whom_it_takes_over()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);
            Members.Setup(members => members.FindAsync("acme", "cleo", Cancel)).ReturnsAsync(Person("cleo", "admin"));
            CallerIs("robot");
            MembersAre(Person("cleo", "admin"), Person("root", "admin"));
            Members.Setup(members => members.SetRoleAsync("acme", "cleo", "member", Cancel)).Returns(Task.CompletedTask);
            var inputs = Map(("username", "cleo"), ("adopt", true));

            await PreviewAsync(inputs);
            await CreateAsync(inputs);

            const string said = "cleo is a member already: taken over, admin → member";
            Assert.Equal([said, said], Log.Infos);
        }

        [Fact]
        public async Task Says_nothing_in_a_preview_of_somebody_new()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);
            MembersAre(Person("root", "admin"));

            await PreviewAsync(Map(("username", "cleo"), ("adopt", true)));

            Assert.Empty(Log.Infos);
        }

        [Fact]
        public async Task Promises_no_takeover_in_a_preview_where_the_roster_cannot_be_read()
        {
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);
            Members.Setup(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>())).ThrowsAsync(Failure(CloudFailure.Forbidden));

            Assert.Equal((PropertyValue)"cleo", (await PreviewAsync(Map(("username", "cleo"), ("adopt", true))))["username"]);
            Assert.Empty(Log.Infos);
        }

        [Fact]
        public async Task Previews_without_a_question_while_the_providers_own_settings_are_not_known()
        {
            Mock.Get(Cloud).Setup(cloud => cloud.IsKnown).Returns(false);

            await PreviewAsync(Map(("username", "cleo"), ("adopt", true)));

            Teams.VerifyNoOtherCalls();
        }

        [Fact]
        public async Task Foresees_for_everybody_however_long_the_first_look_takes()
        {
            var look = new TaskCompletionSource<IReadOnlyList<PulumiOrgs.Provider.Cloud.Team>>();
            Deployment = new Deployment();
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).Returns(look.Task);
            MembersAre(Person("alice"), Person("bob"));

            var previews = Task.WhenAll(PreviewAsync(Map(("username", "alice"), ("adopt", true))), PreviewAsync(Map(("username", "bob"), ("adopt", true))));
            look.SetResult([]);
            await previews;

            Assert.Equal(2, Log.Infos.Count);
        }

        [Fact]
        public async Task Tells_once_in_a_preview_that_the_organization_cannot_be_seen()
        {
            Deployment = new Deployment();
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ThrowsAsync(Failure(CloudFailure.Unauthorized)).Verifiable(Times.Once);

            await Assert.ThrowsAsync<CloudException>(() => PreviewAsync(Map(("username", "alice"))));
            await PreviewAsync(Map(("username", "bob")));

            Teams.Verify();
        }

        [Fact]
        public async Task Explains_that_a_person_needs_an_account()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("username", "alice"))));

            Assert.Contains("'alice' has no Pulumi account", failure.Message, StringComparison.Ordinal);
            Assert.Contains("A person signs up at Pulumi Cloud", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Says_what_stands_after_an_answer_was_lost()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ThrowsAsync(Failure(CloudFailure.Unreachable, mayHaveHappened: true));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Map(("username", "alice"))));

            Assert.Contains("'alice' may be a member of 'acme' now. Run the deployment again", failure.Message, StringComparison.Ordinal);
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

            var failure = await Assert.ThrowsAnyAsync<ResourceException>(() => UpdateAsync("acme/alice", State("admin"), Map(("username", "alice"))));

            Assert.Contains("owns the access token", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Never_demotes_the_last_admin()
        {
            CallerIs("robot");
            MembersAre(Person("alice", "admin"), Person("bob"));

            var failure = await Assert.ThrowsAnyAsync<ResourceException>(() => UpdateAsync("acme/alice", State("admin"), Map(("username", "alice"))));

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
        private readonly List<string> _removed = [];

        private void RemovingWorks() => Members.Setup(members => members.RemoveAsync("acme", It.IsAny<string>(), Cancel))
            .Returns((string _, string username, CancellationToken _) =>
            {
                _removed.Add(username);
                return Task.CompletedTask;
            });

        private Task RemoveAsync(string username, string role = "member") => DeleteAsync($"acme/{username}", State(role).With("username", username));

        private void CrowdOf(int people) =>
            MembersAre([.. Enumerable.Range(0, people).Select(i => Person($"p{i}")), Person("root", "admin")]);

        [Fact]
        public async Task Removes_a_member()
        {
            MembersAre(Person("alice"), Person("root", "admin"));
            RemovingWorks();

            await RemoveAsync("alice");

            Assert.Equal(["alice"], _removed);
        }

        [Fact]
        public async Task Succeeds_for_somebody_who_is_gone()
        {
            MembersAre(Person("root", "admin"));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync((Member?)null);
            Members.Setup(members => members.RemoveAsync("acme", "alice", Cancel)).ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([]);

            await RemoveAsync("alice");
        }

        [Fact]
        public async Task Goes_by_the_role_that_somebody_has_now_rather_than_by_the_states()
        {
            CallerIs("robot");
            MembersAre(Person("alice", "admin"), Person("bob"));

            var failure = await Assert.ThrowsAnyAsync<ResourceException>(() => RemoveAsync("alice", "member"));

            Assert.StartsWith("'alice' is the last admin of 'acme', so it is not removed.", failure.Message, StringComparison.Ordinal);
            Assert.Contains("`DependsOn`", failure.Message, StringComparison.Ordinal);
            Assert.Empty(_removed);
        }

        [Fact]
        public async Task Takes_an_organizations_token_for_nobody_and_keeps_the_last_admin_from_it()
        {
            Users.Setup(users => users.GetCurrentAsync(Cancel))
                .ReturnsAsync(new User("alice", "", "", []) { Token = new TokenInfo("ci", "acme", "") });
            MembersAre(Person("alice", "admin"), Person("bob", "admin"));
            RemovingWorks();

            await RemoveAsync("alice", "admin");
            MembersAre(Person("bob", "admin"));

            Assert.Equal(["alice"], _removed);
            await Assert.ThrowsAnyAsync<ResourceException>(() => RemoveAsync("bob", "admin"));
        }

        [Fact]
        public async Task Removes_only_one_of_the_last_two_admins_when_both_go_at_once()
        {
            Deployment = new Deployment();
            var admins = new List<string> { "alice", "bob" };
            CallerIs("robot");
            Members.Setup(members => members.ListFreshAsync("acme", It.IsAny<CancellationToken>()))
                .ReturnsAsync(() => [.. admins.Select(admin => Person(admin, "admin"))]);
            Members.Setup(members => members.RemoveAsync("acme", It.IsAny<string>(), Cancel)).Returns(async (string _, string username, CancellationToken _) =>
            {
                await Task.Yield();
                admins.Remove(username);
            });

            var removals = admins.ToList().Select(admin => RemoveAsync(admin, "admin")).ToList();
            await Assert.ThrowsAnyAsync<ResourceException>(() => Task.WhenAll(removals));

            Assert.Single(admins);
            Assert.Equal(1, removals.Count(removal => removal.IsFaulted));
        }

        [Theory]
        [InlineData(39, null, 10)]
        [InlineData(11, null, 5)]
        [InlineData(9, null, 9)]
        [InlineData(39, 3L, 3)]
        [InlineData(39, 0L, 0)]
        [InlineData(9, 2L, 2)]
        public async Task Refuses_the_first_removal_beyond_what_a_deployment_may_remove(int people, long? setting, int allowed)
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(setting);
            Deployment = new Deployment();
            CrowdOf(people);
            RemovingWorks();

            var outcomes = new List<bool>();
            for (var i = 0; i < people; i++)
            {
                var removal = RemoveAsync($"p{i}");
                outcomes.Add(await Task.WhenAny(removal) == removal && removal.IsCompletedSuccessfully);
            }

            Assert.Equal(Enumerable.Range(0, people).Select(i => i < allowed), outcomes);
            Assert.Equal(allowed, _removed.Count);
        }

        [Theory]
        [InlineData(
            null,
            "the first of at most 10 people whom this deployment removes from 'acme', which had 40",
            "10 people have been removed from 'acme', as many as this deployment may remove: a further removal is refused")]
        [InlineData(1L, "1 person has been removed from 'acme', as many as this deployment may remove: a further removal is refused")]
        [InlineData(30L, "the first of at most 30 people whom this deployment removes from 'acme', which had 40")]
        public async Task Says_at_the_first_removal_and_at_the_last_how_many_there_may_be(long? setting, params string[] messages)
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(setting);
            Deployment = new Deployment();
            CrowdOf(39);
            RemovingWorks();

            for (var i = 0; i < Math.Min(setting ?? 10, 20); i++)
            {
                await RemoveAsync($"p{i}");
            }

            Assert.Equal(messages, Log.Infos);
        }

        [Fact]
        public async Task Counts_whom_only_one_listing_lacks()
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(0);
            MembersAre(Person("root", "admin"));
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ReturnsAsync(Person("alice"));
            RemovingWorks();

            await Assert.ThrowsAnyAsync<ResourceException>(() => RemoveAsync("alice"));

            Assert.Empty(_removed);
        }

        [Fact]
        public async Task Says_how_many_it_may_remove_and_what_to_do()
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(0);
            CrowdOf(20);

            var failure = await Assert.ThrowsAnyAsync<ResourceException>(() => RemoveAsync("p1"));

            Assert.StartsWith(
                "'p1' is not removed from 'acme': this deployment may remove 0 people from it (`orgs:maxRemovals`), and has.",
                failure.Message,
                StringComparison.Ordinal);
            Assert.All(
                ["set `orgs:maxRemovals` to a higher number", "orgs:allowMassRemoval true", "pulumi state delete", "retainOnDelete"],
                advice => Assert.Contains(advice, failure.Message, StringComparison.Ordinal));
        }

        [Fact]
        public async Task Says_where_the_limit_comes_from_that_nobody_has_set()
        {
            Deployment = new Deployment();
            CrowdOf(11);
            RemovingWorks();
            foreach (var i in Enumerable.Range(0, 5))
            {
                await RemoveAsync($"p{i}");
            }

            var failure = await Assert.ThrowsAnyAsync<ResourceException>(() => RemoveAsync("p5"));

            Assert.Contains(
                "may remove 5 people from it (a quarter of its 12 members, or 5, unless `orgs:maxRemovals` says otherwise), and has.",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Goes_by_the_number_of_people_before_the_first_removal()
        {
            Deployment = new Deployment();
            CrowdOf(39);
            RemovingWorks();
            await RemoveAsync("p0");
            Clock.Advance(TimeSpan.FromMinutes(1));
            CrowdOf(20);

            foreach (var i in Enumerable.Range(1, 9))
            {
                await RemoveAsync($"p{i}");
            }

            Assert.Equal(10, _removed.Count);
        }

        [Theory]
        [InlineData(30, 1)]
        [InlineData(31, 2)]
        public async Task Looks_anew_at_who_is_there_when_half_a_minute_has_passed(int seconds, int listings)
        {
            Deployment = new Deployment();
            CrowdOf(5);
            RemovingWorks();
            await RemoveAsync("p0");
            Clock.Advance(TimeSpan.FromSeconds(seconds));

            await RemoveAsync("p1");

            Members.Verify(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>()), Times.Exactly(listings));
        }

        [Fact]
        public async Task Removes_everybody_when_that_is_allowed()
        {
            Policy.Setup(policy => policy.AllowMassRemoval).Returns(true);
            Policy.Setup(policy => policy.MaxRemovals).Returns(1);
            Deployment = new Deployment();
            CrowdOf(20);
            RemovingWorks();

            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => RemoveAsync($"p{i}")));

            Assert.Equal(20, _removed.Count);
        }

        [Fact]
        public async Task Does_not_count_a_removal_that_failed()
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(1);
            Deployment = new Deployment();
            CrowdOf(20);
            Members.Setup(members => members.RemoveAsync("acme", "p1", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));
            await Assert.ThrowsAsync<CloudException>(() => RemoveAsync("p1"));
            RemovingWorks();

            await RemoveAsync("p2");

            Assert.Equal(["p2"], _removed);
        }

        [Fact]
        public async Task Counts_for_each_deployment_anew()
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(1);
            Deployment = new Deployment();
            CrowdOf(20);
            RemovingWorks();
            await RemoveAsync("p1");

            Deployment.Begin();
            await RemoveAsync("p2");

            Assert.Equal(["p1", "p2"], _removed);
        }
    }
    public sealed class TheList : OrgMemberTest
    {
        [Fact]
        public async Task Has_everybody()
        {
            Members.Setup(members => members.ListAsync("acme", Cancel)).ReturnsAsync([Person("alice"), Person("bob")]);

            Assert.Equal([new ListedResource("acme/alice", "alice"), new ListedResource("acme/bob", "bob")], await ListAsync(PropertyMap.Empty));
        }
    }
}
