using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;
using Team = PulumiOrgs.Provider.Resources.Team;

namespace PulumiOrgs.Provider.Tests.Resources;

/// <summary>Roles that an organization made itself, of people, teams and tokens.</summary>
public static class CustomRoleTests
{
    private const string Auditor = "role-auditor";
    private const string BuiltIn = "role-of-the-service";

    private static readonly PropertyChange Added = new(ChangeKind.Add, Replaces: false, AgainstInputs: false);

    public abstract class MemberTest : ResourceTest
    {
        protected MemberTest() => Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(() => new User(Caller, "", "", []));

        protected override IResource Resource => field ??= new OrgMember(Cloud, Mock.Of<IRemovalPolicy>(), Clock).ToRunner();

        protected string Caller { get; set; } = "robot";

        protected static PropertyMap Alice { get; } = Map(("username", "alice"));

        protected static PropertyMap AliceAuditor { get; } = Alice.With("roleId", Auditor);

        protected static PropertyMap State(string role = "member", string? roleId = null) => Map(
            ("organization", "acme"), ("username", "alice"), ("role", role), ("roleId", roleId), ("name", ""), ("avatarUrl", ""),
            ("knownToPulumi", true), ("virtualAdmin", false));

        protected static Member Person(string role = "member", GivenRole? full = null, string username = "alice") =>
            new(username, "", null, "", role, true, false) { FullRole = full };

        protected static Member PersonAuditor(string role = "member") => Person(role, new GivenRole(Auditor, "Auditor", IsBuiltIn: false));

        protected void MembersAre(params IReadOnlyList<Member> members)
        {
            Members.Setup(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(members);
            Members.Setup(client => client.FindAsync("acme", "alice", Cancel)).ReturnsAsync(members[0]);
        }

        protected void BecomesAuditor() =>
            Members.Setup(members => members.SetCustomRoleAsync("acme", "alice", Auditor, Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);
    }

    public sealed class OfAMemberTheCheck : MemberTest
    {
        [Fact]
        public void Fills_in_no_role_beside_it() =>
            Assert.Equal(Map(("organization", "acme"), ("username", "alice"), ("roleId", Auditor)), Checked(AliceAuditor));

        [Fact]
        public void Refuses_a_role_beside_it() => Assert.Equal(
            new CheckFailure("role", "is computed from roleId, which is given too; give one of the two"), OnlyFault(AliceAuditor.With("role", "admin")));

        [Fact]
        public void Takes_the_default_role_that_a_program_sends_for_not_given() =>
            Assert.Equal(Checked(AliceAuditor), Checked(AliceAuditor.With("role", "member")));
    }

    public sealed class OfAMemberTheDiff : MemberTest
    {
        [Fact]
        public void Is_empty_where_it_is_so() => Assert.Empty(Diff(State("admin", Auditor), AliceAuditor).Changes);

        [Fact]
        public void Gives_it_in_place() => Assert.Equal([KeyValuePair.Create("roleId", Added)], Diff(State(), AliceAuditor).Changes);

        [Fact]
        public void Takes_it_away_in_place() => Assert.Equal(
            [KeyValuePair.Create("roleId", new PropertyChange(ChangeKind.Delete, Replaces: false, AgainstInputs: false))],
            Diff(State(roleId: Auditor), Alice).Changes);

        [Fact]
        public void Gives_it_again_where_it_was_taken_away() => Assert.Equal(
            [KeyValuePair.Create("roleId", Added)],
            Diff(new DiffQuery(State(), Checked(AliceAuditor), Checked(AliceAuditor), [])).Changes);

        [Fact]
        public void Honours_ignored_changes() => Assert.Empty(Diff(State(), AliceAuditor, "roleId").Changes);
    }

    public sealed class OfAMemberTheCreate : MemberTest
    {
        [Fact]
        public async Task Adds_as_a_member_and_then_gives_it()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ReturnsAsync(Person());
            BecomesAuditor();
            MembersAre(PersonAuditor("billing-manager"));

            Assert.Equal(State("billing-manager", Auditor), await CreateAsync(AliceAuditor));
            Members.Verify();
        }

        [Fact]
        public async Task Keeps_in_the_state_whom_it_added_and_could_not_give_it()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ReturnsAsync(Person());
            Members.Setup(members => members.SetCustomRoleAsync("acme", "alice", Auditor, Cancel)).ThrowsAsync(Failure(CloudFailure.BadRequest));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => CreateAsync(AliceAuditor));

            Assert.Equal(State(), failure.Properties);
            Assert.Contains("'acme' has perhaps no role with the id 'role-auditor'; the function `getOrgRoles`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Has_given_it_where_the_listing_afterwards_fails()
        {
            Members.Setup(members => members.AddAsync("acme", "alice", "member", Cancel)).ReturnsAsync(Person());
            Members.Setup(members => members.FindAsync("acme", "alice", Cancel)).ThrowsAsync(Failure(CloudFailure.Unavailable));
            BecomesAuditor();

            Assert.Equal(State(roleId: Auditor), await CreateAsync(AliceAuditor));
        }

        [Fact]
        public async Task Takes_over_whoever_has_it_without_a_write()
        {
            MembersAre(PersonAuditor(), Person("admin", username: "root"));

            Assert.Equal(State(roleId: Auditor), await CreateAsync(AliceAuditor.With("adopt", true)));
            Assert.Equal(["alice is a member already: taken over, custom role 'role-auditor' as before"], Log.Infos);
        }

        [Fact]
        public async Task Takes_it_from_whom_it_takes_over_as_a_member()
        {
            MembersAre(PersonAuditor(), Person("admin", username: "root"));
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "member", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Null((await CreateAsync(Alice.With("adopt", true))).Find("roleId"));
            Assert.Equal(["alice is a member already: taken over, custom role 'role-auditor' → member"], Log.Infos);
            Members.Verify();
        }
    }

    public sealed class OfAMemberTheUpdate : MemberTest
    {
        [Fact]
        public async Task Gives_a_built_in_role_instead()
        {
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "admin", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("admin"), await UpdateAsync("acme/alice", State(roleId: Auditor), Alice.With("role", "admin")));
            Members.Verify();
        }

        [Fact]
        public async Task Gives_it_to_an_admin_beside_whom_there_is_another()
        {
            MembersAre(Person("admin"), Person("admin", username: "root"));
            Members.Setup(client => client.FindAsync("acme", "alice", Cancel)).ReturnsAsync(PersonAuditor("admin"));
            BecomesAuditor();

            Assert.Equal(State("admin", Auditor), await UpdateAsync("acme/alice", State("admin"), AliceAuditor));
            Members.Verify();
        }

        [Fact]
        public async Task Does_not_give_it_to_the_last_admin_whoever_else_is_close_to_one()
        {
            MembersAre(Person("admin"), PersonAuditor("admin") with { Username = "root" });

            var failure = await Assert.ThrowsAsync<StaysException>(() => UpdateAsync("acme/alice", State("admin"), AliceAuditor));

            Assert.Contains("'alice' is the last admin of 'acme', so it is not demoted", failure.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData(null)]
        [InlineData("role-other")]
        public async Task Does_not_give_it_to_the_caller_who_is_an_admin_or_close_to_one(string? roleId)
        {
            Caller = "alice";

            var failure = await Assert.ThrowsAsync<StaysException>(() => UpdateAsync("acme/alice", State("admin", roleId), AliceAuditor));

            Assert.Contains("'alice' owns the access token", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Makes_an_admin_of_whoever_is_close_to_one_without_a_question()
        {
            Members.Setup(members => members.SetRoleAsync("acme", "alice", "admin", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State("admin"), await UpdateAsync("acme/alice", State("admin", Auditor), Alice.With("role", "admin")));
            Members.Verify();
        }

        [Fact]
        public async Task Is_refused_for_the_caller_in_a_preview_already()
        {
            Caller = "alice";
            Deployment = new Deployment();

            var failure = await Assert.ThrowsAsync<StaysException>(() => Resource.DiffAsync(
                Declared(AliceAuditor), new DiffQuery(State("admin"), PropertyMap.Empty, Checked(AliceAuditor), []), Cancel));

            Assert.Contains("is not demoted", failure.Message, StringComparison.Ordinal);
        }

        private ResourceContext Declared(PropertyMap inputs)
        {
            Check(inputs);
            return ContextOf("it");
        }
    }

    public sealed class OfAMemberTheRead : MemberTest
    {
        [Fact]
        public async Task Brings_an_import_that_alone()
        {
            MembersAre(PersonAuditor("admin"));

            var found = (await ImportAsync("acme/alice"))!;

            Assert.Equal(Map(("organization", "acme"), ("username", "alice"), ("roleId", Auditor)), found.Inputs);
            Assert.Empty(Diff(found.Properties, found.Inputs).Changes);
        }

        [Fact]
        public async Task Tells_that_it_was_taken_away()
        {
            MembersAre(Person(full: new GivenRole(BuiltIn, "Member", IsBuiltIn: true)));

            Assert.Equal(State(), (await ReadAsync("acme/alice", State(roleId: Auditor), Checked(AliceAuditor)))!.Properties);
        }

        [Fact]
        public async Task Takes_a_built_in_role_for_one_where_the_program_has_it_by_its_id()
        {
            MembersAre(Person(full: new GivenRole(BuiltIn, "Member", IsBuiltIn: true)));

            Assert.Equal(State(roleId: BuiltIn), (await ReadAsync("acme/alice", State(roleId: BuiltIn), Checked(Alice.With("roleId", BuiltIn))))!.Properties);
        }
    }

    public sealed class OfManyMembers : ResourceTest
    {
        protected override IResource Resource => field ??= new OrgMembers(Cloud, Mock.Of<IRemovalPolicy>(), Clock).ToRunner();

        [Fact]
        public async Task An_import_leaves_them_out_and_a_read_takes_them_for_the_closest_role()
        {
            Member[] people =
            [
                new("ada", "", null, "", "admin", true, false),
                new("bob", "", null, "", "member", true, false) { FullRole = new GivenRole(Auditor, "Auditor", IsBuiltIn: false) },
            ];
            Members.Setup(members => members.ListWithAsync("acme", It.IsAny<IReadOnlyCollection<string>>(), Cancel)).ReturnsAsync(people);

            Assert.Equal((List("ada"), List()), await ReadAsync(null));
            Assert.Equal((List("ada"), List("bob")), await ReadAsync(Map(("admins", List("ada")), ("members", List("bob")))));

            async Task<(PropertyValue, PropertyValue)> ReadAsync(PropertyMap? inputs)
            {
                var known = inputs?.With("organization", "acme").With("billingManagers", List()).With("exclusive", false);
                var found = (await Resource.ReadAsync(ContextOf("it"), "acme", known ?? PropertyMap.Empty, known, Cancel))!.Properties;
                return (found["admins"], found["members"]);
            }
        }

        private static PropertyValue List(params IEnumerable<PropertyValue> logins) => new ListValue([.. logins]);
    }

    public sealed class OfATeam : ResourceTest
    {
        protected override IResource Resource => field ??= new Team(Cloud).ToRunner();

        private static PropertyMap Web { get; } = Map(("name", "web"), ("displayName", "Web"));

        private static PropertyMap State(string? roleId = null) => Map(
            ("organization", "acme"), ("teamType", "pulumi"), ("name", "web"), ("displayName", "Web"), ("description", ""), ("kind", "pulumi"),
            ("roleId", roleId));

        private static CloudTeam Found(params IReadOnlyList<string> roles) => new("pulumi", "web", "Web", "", [], null) { RoleIds = roles };

        [Fact]
        public async Task Is_given_when_the_team_is_made()
        {
            Users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User("acme", "", "", []) { Token = new TokenInfo("ci", "acme", "") });
            Teams.Setup(teams => teams.CreateAsync("acme", new NewTeam("web", "Web", ""), Cancel)).ReturnsAsync(Found());
            Teams.Setup(teams => teams.SetRoleAsync("acme", "web", Auditor, Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State(Auditor), await CreateAsync(Web.With("roleId", Auditor)));
            Teams.Verify();
        }

        [Fact]
        public async Task Is_changed_in_place()
        {
            Teams.Setup(teams => teams.SetRoleAsync("acme", "web", "other", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.False(Diff(State(Auditor), Web.With("roleId", "other")).Changes["roleId"].Replaces);
            Assert.Equal(State("other"), await UpdateAsync("acme/web", State(Auditor), Web.With("roleId", "other")));
            Teams.Verify();
        }

        [Fact]
        public async Task Is_taken_away_where_it_is_empty_whichever_it_is_by_now()
        {
            Teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Found("other"));
            Teams.Setup(teams => teams.RemoveRoleAsync("acme", "web", "other", Cancel)).Returns(Task.CompletedTask).Verifiable(Times.Once);

            Assert.Equal(State(""), await UpdateAsync("acme/web", State(Auditor), Web.With("roleId", "")));
            Teams.Verify();
        }

        [Fact]
        public async Task Is_left_alone_where_the_program_gives_none()
        {
            Assert.Empty(Diff(State(Auditor), Web).Changes);
            Assert.Equal(State(), await UpdateAsync("acme/web", State(Auditor), Web));
        }

        [Theory]
        [InlineData(null, null, "other")]
        [InlineData(Auditor, "other", "other")]
        [InlineData(Auditor, "")]
        public async Task Is_read_where_it_is_managed(string? before, string? read, params string[] found)
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(Found(found));

            Assert.Equal(State(read), (await ReadAsync("acme/web", State(before), Checked(Web.With("roleId", before ?? PropertyValue.Null))))!.Properties);
        }

        [Fact]
        public async Task Comes_with_an_import()
        {
            Teams.Setup(teams => teams.FindWithAsync("acme", "web", It.IsAny<IReadOnlyList<string>>(), Cancel)).ReturnsAsync(Found(Auditor));

            Assert.Equal((PropertyValue)Auditor, (await ImportAsync("acme/web"))!.Inputs["roleId"]);
        }

        [Fact]
        public async Task Says_what_may_be_wrong_with_an_id()
        {
            Teams.Setup(teams => teams.SetRoleAsync("acme", "web", Auditor, Cancel)).ThrowsAsync(Failure(CloudFailure.BadRequest));

            var failure = await Assert.ThrowsAsync<InitializationFailedException>(() => UpdateAsync("acme/web", State(), Web.With("roleId", Auditor)));

            Assert.Contains("'acme' has perhaps no role with the id 'role-auditor'", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Is_no_step_in_a_path() => Assert.Equal("roleId", OnlyFault(Web.With("roleId", "..")).Property);
    }

    public sealed class OfAToken : ResourceTest
    {
        protected override IResource Resource => field ??= new OrgAccessToken(Cloud, Clock).ToRunner();

        private static PropertyMap Ci { get; } = Map(("name", "ci"), ("roleId", Auditor));

        private static PropertyMap State(string? roleId, bool admin = false) => Map(
            ("organization", "acme"), ("name", "ci"), ("description", ""), ("expires", 0), ("admin", admin), ("roleId", roleId), ("tokenId", "t1"),
            ("value", new SecretValue("pul-value")), ("created", "2026-06-01T12:00:00Z"), ("lastUsed", 0), ("createdBy", "ada"));

        private static AccessToken Token(GivenRole? role, bool admin = false) => new("t1", "ci", "", Now, 0, 0, admin, "ada") { Role = role };

        [Fact]
        public async Task Is_asked_for_when_the_token_is_made()
        {
            Tokens.Setup(tokens => tokens.CreateAsync("acme", new NewOrgToken("ci", "", 0, false) { RoleId = Auditor }, It.IsAny<CancellationToken>()))
                .ReturnsAsync(new CreatedToken("t1", "pul-value"));
            Tokens.Setup(tokens => tokens.ListAsync("acme", TokenFilter.All, It.IsAny<CancellationToken>()))
                .ReturnsAsync([Token(new GivenRole(Auditor, "Auditor", IsBuiltIn: false), admin: true)]);

            Assert.Equal(State(Auditor, admin: true), await CreateAsync(Ci));
        }

        [Fact]
        public void Replaces_the_token() =>
            Assert.True(Diff(State("other"), Map(("description", ""), ("roleId", Auditor), ("name", "ci2"))).Changes["roleId"].Replaces);

        [Fact]
        public void Leaves_it_to_the_service_whether_the_token_is_an_admins() => Assert.Empty(Diff(State(Auditor, admin: true), Ci).Changes);

        [Fact]
        public void Goes_without_admin() => Assert.Equal(
            new CheckFailure("admin", "is computed from roleId, which is given too; give one of the two"), OnlyFault(Ci.With("admin", true)));

        [Theory]
        [InlineData(Auditor, Auditor, false, Auditor)]
        [InlineData(null, Auditor, false, Auditor)]
        [InlineData(null, BuiltIn, true, null)]
        [InlineData(BuiltIn, BuiltIn, true, BuiltIn)]
        [InlineData(Auditor, null, false, Auditor)]
        public async Task Is_read(string? before, string? found, bool isBuiltIn, string? read)
        {
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel))
                .ReturnsAsync(Token(found is null ? null : new GivenRole(found, "It", isBuiltIn)));

            Assert.Equal(State(read), (await ReadAsync("acme/t1", State(before), Checked(Map(("name", "ci"), ("roleId", before)))))!.Properties);
        }

        [Fact]
        public async Task Comes_with_an_import_instead_of_admin()
        {
            Tokens.Setup(tokens => tokens.FindAsync("acme", "t1", Cancel))
                .ReturnsAsync(Token(new GivenRole(Auditor, "Auditor", IsBuiltIn: false), admin: true));

            var found = (await ImportAsync("acme/t1"))!;

            Assert.Null(found.Inputs.Find("admin"));
            Assert.Empty(Diff(found.Properties, found.Inputs).Changes);
        }
    }
}
