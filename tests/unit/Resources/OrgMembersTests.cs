using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Tests.Resources;

public static class OrgMembersTests
{
    public abstract class OrgMembersTest : ResourceTest
    {
        private readonly Dictionary<string, string> _people = new(StringComparer.OrdinalIgnoreCase) { ["root"] = "admin" };

        protected OrgMembersTest()
        {
            Members.Setup(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(Roster).Callback(() => Listings++);
            Members.Setup(client => client.ListAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync(Roster);
            Members.Setup(client => client.ListWithAsync("acme", It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>())).ReturnsAsync(Roster);
            Members.Setup(client => client.FindAsync("acme", It.IsAny<string>(), It.IsAny<CancellationToken>()))
                .ReturnsAsync((string _, string login, CancellationToken _) => Roster()
                    .FirstOrDefault(member => member.Username.Equals(login, StringComparison.OrdinalIgnoreCase)));
            Members.Setup(client => client.AddAsync("acme", It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
                .Returns(async (string _, string login, string role, CancellationToken cancel) =>
                {
                    await WriteAsync($"add {login} {role}", cancel, () => _people[login] = role);
                    return Person(login, role);
                });
            Members.Setup(client => client.SetRoleAsync("acme", It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
                .Returns((string _, string login, string role, CancellationToken cancel) =>
                    WriteAsync($"set {login} {role}", cancel, () => _people[login] = role));
            Members.Setup(client => client.RemoveAsync("acme", It.IsAny<string>(), It.IsAny<CancellationToken>()))
                .Returns((string _, string login, CancellationToken cancel) => WriteAsync($"remove {login}", cancel, () => _people.Remove(login)));
            Users.Setup(users => users.GetCurrentAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new User("root", "", "", []));
            Teams.Setup(teams => teams.ListAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync([]);
        }

        protected override IResource Resource => field ??= new OrgMembers(Cloud, Policy.Object, Clock).ToRunner();

        protected Mock<IRemovalPolicy> Policy { get; } = new();

        /// <summary>What was written, in order.</summary>
        protected List<string> Written { get; } = [];

        /// <summary>How often everybody was listed afresh.</summary>
        protected int Listings { get; private set; }

        /// <summary>What a write fails with.</summary>
        protected Dictionary<string, Exception> Failing { get; } = [];

        protected static Member Person(string username, string role = "member") => new(username, username, null, "", role, true, false);

        protected static PropertyValue List(params IEnumerable<string> logins) => new ListValue([.. logins.Select(static login => (PropertyValue)login!)]);

        protected static PropertyMap Inputs(
            string[]? admins = null, string[]? members = null, string[]? billingManagers = null, bool exclusive = false, bool? adopt = null) => Map(
            ("organization", "acme"), ("admins", List(admins ?? [])), ("members", List(members ?? [])), ("billingManagers", List(billingManagers ?? [])),
            ("exclusive", exclusive), ("adopt", adopt is { } given ? given : null));

        protected void InOrganization(params IEnumerable<(string Login, string Role)> people)
        {
            foreach (var (login, role) in people)
            {
                _people[login] = role;
            }
        }

        protected static string[] People(int count) => [.. Enumerable.Range(1, count).Select(static number => $"p{number}")];

        protected async Task<InitializationFailedException> PartlyAsync(Func<Task> act) => await Assert.ThrowsAsync<InitializationFailedException>(act);

        private IReadOnlyList<Member> Roster() => [.. _people.Select(static person => Person(person.Key, person.Value))];

        private Task WriteAsync(string write, CancellationToken cancellationToken, Action done)
        {
            if (Failing.TryGetValue(write.Split(' ')[1], out var failure))
            {
                return Task.FromException(failure);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                return Task.FromCanceled(cancellationToken);
            }

            Written.Add(write);
            done();
            return Task.CompletedTask;
        }
    }

    public sealed class TheCheck : OrgMembersTest
    {
        [Fact]
        public void Takes_a_list_that_is_left_out_for_an_empty_one() => Assert.Equal(
            Map(("organization", "acme"), ("admins", List("ada")), ("members", List()), ("billingManagers", List()), ("exclusive", false)),
            Checked(Map(("admins", List("ada")))));

        [Fact]
        public void Names_the_place_of_who_is_in_two_lists() => Assert.Equal(
            new CheckFailure("members[1]", "names 'ADA' whom admins[0] names too; a person has one role, so take one of the two out"),
            OnlyFault(Map(("admins", List("ada")), ("members", List("bob", "ADA")))));

        [Fact]
        public void Names_the_place_of_who_is_in_a_list_twice() =>
            Assert.Equal("members[3]", OnlyFault(Map(("members", List("a", "b", "c", "b")))).Property);

        [Fact]
        public void Looks_at_what_is_known_of_a_list() => Assert.Equal(
            "members[2]",
            OnlyFault(Map(("members", new ListValue(["bob", PropertyValue.Unknown, "Bob"])))).Property);

        [Fact]
        public void Does_not_quote_a_secret() => Assert.DoesNotContain(
            "bob", OnlyFault(Map(("members", new SecretValue(List("bob", "bob"))))).Reason, StringComparison.Ordinal);

        [Fact]
        public void Refuses_a_login_that_could_change_a_path() =>
            Assert.Equal("billingManagers[1]", OnlyFault(Map(("billingManagers", List("ok", "..")))).Property);
    }

    public sealed class TheDiff : OrgMembersTest
    {
        [Fact]
        public void Names_each_person()
        {
            var diff = Diff(Inputs(admins: ["ada"], members: ["bob", "cleo"]), Inputs(admins: ["ADA", "bob"], members: ["cleo", "dan"]));

            Assert.Equal(["admins", "members"], diff.Changes.Keys.Order());
            Assert.Equal(["admins[1]", "members[0]", "members[1]"], diff.Changes.Values.SelectMany(static change => change.Entries.Keys).Order());
        }

        [Fact]
        public void Takes_another_order_for_the_same() =>
            Assert.Empty(Diff(Inputs(members: ["bob", "cleo"]), Inputs(members: ["CLEO", "bob"], adopt: true)).Changes);

        [Fact]
        public void Replaces_for_another_organization() =>
            Assert.True(Diff(Inputs(), Inputs().With("organization", "globex")).Changes["organization"].Replaces);
    }

    public sealed class TheCreate : OrgMembersTest
    {
        [Fact]
        public async Task Adds_each_with_one_request_and_lists_once()
        {
            var state = await CreateAsync(Inputs(admins: ["ada"], members: People(1000), billingManagers: ["dan"]));

            Assert.Equal(Inputs(admins: ["ada"], members: People(1000), billingManagers: ["dan"]), state);
            Assert.Equal((1002, 1), (Written.Count, Listings));
            Assert.Contains("add dan billing-manager", Written);
        }

        [Fact]
        public async Task Adds_the_rest_and_records_it_and_names_who_is_there_already_with_the_cure()
        {
            InOrganization(("bob", "member"), ("cleo", "admin"));

            var failure = await PartlyAsync(() => CreateAsync(Inputs(members: ["ada", "bob", "cleo"])));

            Assert.Equal(["add ada member"], Written);
            Assert.Equal(List("ada"), failure.Properties["members"]);
            Assert.Contains("2 people of 'acme' could not be dealt with", failure.Message, StringComparison.Ordinal);
            Assert.Contains(
                "add bob, cleo: already in 'acme'. To take over whoever is there, set `adopt` to true, or run `pulumi import orgs:index:OrgMembers it acme`",
                failure.Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Makes_nothing_where_nobody_was_reached()
        {
            InOrganization(("bob", "member"));

            await Assert.ThrowsAsync<ResourceException>(() => CreateAsync(Inputs(members: ["bob"])));
        }

        [Fact]
        public async Task Takes_over_whom_it_may_and_gives_roles_and_says_so_once()
        {
            InOrganization(("bob", "member"), ("cleo", "member"), ("dan", "admin"));

            var state = await CreateAsync(Inputs(admins: ["cleo"], members: ["bob", "dan"], adopt: true));

            Assert.Equal(Inputs(admins: ["cleo"], members: ["bob", "dan"]), state);
            Assert.Equal(["set cleo admin", "set dan member"], Written);
            Assert.Equal(["3 people are in the organization already: taken over, cleo (member → admin), bob (member as before), dan " +
                "(admin → member)"], Log.Infos);
        }

        [Fact]
        public async Task Takes_over_whom_the_stack_had_without_being_told()
        {
            InOrganization(("bob", "member"));
            Deployment = new Deployment();
            var bob = new ResourceContext("urn:pulumi:dev::acme::orgs:index:OrgMember::bob", "orgs:index:OrgMember") { Deployment = Deployment, Log = Log };
            var inputs = Map(("organization", "acme"), ("username", "bob"), ("role", "member"));
            Assert.NotNull(await new OrgMember(Cloud, Policy.Object, Clock).ToRunner().ReadAsync(bob, "acme/bob", inputs, inputs, Cancel));

            await CreateAsync(Inputs(members: ["bob"]));

            Assert.Empty(Written);
        }

        [Fact]
        public async Task Takes_over_somebody_who_came_meanwhile()
        {
            Failing["bob"] = Failure(CloudFailure.Conflict);
            Members.SetupSequence(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>())).ReturnsAsync([Person("root", "admin")]);
            InOrganization(("bob", "member"));

            Assert.Equal(List("bob"), (await CreateAsync(Inputs(members: ["bob"], adopt: true)))["members"]);
        }

        [Fact]
        public async Task Names_everybody_who_was_not_reached_and_each_reason_once()
        {
            foreach (var login in (string[])["dan", "eve"])
            {
                Failing[login] = new CloudException(CloudFailure.NotFound, $"add member {login}", "POST")
                {
                    Status = System.Net.HttpStatusCode.NotFound,
                    ServerMessage = $"Not Found: User '{login}' not found",
                };
            }

            Failing["kim"] = Failure(CloudFailure.Unavailable, mayHaveHappened: true);

            var failure = await PartlyAsync(() => CreateAsync(Inputs(members: ["ada", "dan", "eve", "kim"])));

            Assert.Equal(List("ada"), failure.Properties["members"]);
            Assert.Contains("3 people of 'acme'", failure.Message, StringComparison.Ordinal);
            Assert.Contains("add dan, eve: 404 Not Found: User '…' not found: no Pulumi account has that login", failure.Message, StringComparison.Ordinal);
            Assert.Contains("A person signs up at Pulumi Cloud", failure.Message, StringComparison.Ordinal);
            Assert.Contains("add kim: ", failure.Message, StringComparison.Ordinal);
            Assert.Contains("`adopt` takes over", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Names_everybody_whom_a_cancellation_left_out()
        {
            foreach (var login in (string[])["p2", "p3"])
            {
                Failing[login] = new OperationCanceledException();
            }

            var failure = await PartlyAsync(() => CreateAsync(Inputs(members: People(3))));

            Assert.Equal(List("p1"), failure.Properties["members"]);
            Assert.Contains("add p2, p3: cancelled", failure.Message, StringComparison.Ordinal);
            Assert.IsType<OperationCanceledException>(Assert.IsType<ResourceException>(failure.InnerException).InnerException);
        }

        [Fact]
        public async Task Removes_whoever_is_not_named_when_it_is_exclusive_after_all_have_come()
        {
            InOrganization(("bob", "member"), ("cleo", "stack-collaborator"));

            var state = await CreateAsync(Inputs(admins: ["root"], members: ["ada"], exclusive: true, adopt: true));

            Assert.Equal(["add ada member", "remove bob"], Written);
            Assert.Equal(Inputs(admins: ["root"], members: ["ada"], exclusive: true), state);
        }

        [Fact]
        public async Task Removes_nobody_before_all_have_come()
        {
            InOrganization(("bob", "member"));
            Failing["dan"] = Failure(CloudFailure.Forbidden);

            var failure = await PartlyAsync(() => CreateAsync(Inputs(admins: ["root"], members: ["ada", "dan"], exclusive: true, adopt: true)));

            Assert.Equal(["add ada member"], Written);
            Assert.Equal((PropertyValue)false, failure.Properties["exclusive"]);
        }

        [Fact]
        public async Task Keeps_to_the_limit_of_removals_and_records_who_stays()
        {
            InOrganization(People(8).Select(static login => (login, "member")));
            Policy.Setup(policy => policy.MaxRemovals).Returns(3);

            var failure = await PartlyAsync(() => CreateAsync(Inputs(admins: ["root"], exclusive: true, adopt: true)));

            Assert.Equal(["remove p1", "remove p2", "remove p3"], Written);
            Assert.Equal(List("p4", "p5", "p6", "p7", "p8"), failure.Properties["members"]);
            Assert.Single(failure.Message.Split('\n'), line => line.StartsWith("remove p", StringComparison.Ordinal)
                && line.Contains("this deployment may remove 3 people", StringComparison.Ordinal));
        }
    }

    public sealed class ThePreview : OrgMembersTest
    {
        [Fact]
        public async Task Tells_whom_it_would_take_over_and_names_a_handful()
        {
            InOrganization(People(8).Select(static login => (login, "member")));

            await PreviewAsync(Inputs(members: [.. People(8), "new"], adopt: true));

            Assert.Equal(
                [
                    "8 people are in the organization already: taken over, p1 (member as before), p2 (member as before), p3 (member as before), "
                    + "p4 (member as before), p5 (member as before) and 3 more",
                ],
                Log.Infos);
        }

        [Fact]
        public async Task Refuses_to_add_who_is_there()
        {
            InOrganization(("bob", "member"));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => PreviewAsync(Inputs(members: ["ada", "bob"])));

            Assert.Contains("add bob: already in 'acme'", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Of_people_who_are_all_new_tells_nothing_and_does_not_ask_who_deploys()
        {
            await PreviewAsync(Inputs(members: ["ada"]));

            Assert.Empty(Log.Infos);
            Users.Verify(users => users.GetCurrentAsync(It.IsAny<CancellationToken>()), Times.Never);
        }

        [Fact]
        public async Task Names_as_many_as_fit_without_a_count_of_the_rest()
        {
            InOrganization(People(5).Select(static login => (login, "member")));

            await PreviewAsync(Inputs(members: People(5), adopt: true));

            Assert.EndsWith("p5 (member as before)", Assert.Single(Log.Infos), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Warns_of_strangers_whom_an_exclusive_one_would_remove()
        {
            InOrganization(("bob", "member"));

            await PreviewAsync(Inputs(admins: ["root"], exclusive: true, adopt: true));

            Assert.Equal(["1 person of 'acme' whom the resource does not name and has not had so far will be removed, since it is " +
                "exclusive: bob"], Log.Warnings);
        }

        [Fact]
        public async Task Of_an_exclusive_one_that_names_everybody_warns_of_nobody()
        {
            await PreviewAsync(Inputs(admins: ["root"], exclusive: true, adopt: true));

            Assert.Empty(Log.Warnings);
        }

        [Fact]
        public async Task Refuses_to_remove_or_demote_the_caller()
        {
            Assert.Contains(
                "'root' owns the access token that this deployment uses, so it is not removed",
                (await Assert.ThrowsAsync<StaysException>(() => PreviewAsync(Inputs(exclusive: true)))).Message,
                StringComparison.Ordinal);
            Assert.Contains(
                "not demoted", (await Assert.ThrowsAsync<StaysException>(() => PreviewAsync(Inputs(members: ["root"], adopt: true)))).Message,
                StringComparison.Ordinal);
        }

        [Fact]
        public async Task Of_a_change_tells_the_same_and_once()
        {
            InOrganization(("bob", "member"), ("cleo", "member"));
            Deployment = new Deployment();

            Diff(Inputs(admins: ["root"]), Inputs(admins: ["root"], members: ["bob"], adopt: true));
            await UpdateAsync("acme", Inputs(admins: ["root"]), Inputs(admins: ["root"], members: ["bob"], adopt: true));

            Assert.Equal(["1 person is in the organization already: taken over, bob (member as before)"], Log.Infos);
        }

        [Fact]
        public void Of_a_change_refuses_what_is_sure_to_fail()
        {
            Deployment = new Deployment();

            Assert.Throws<StaysException>(() => Diff(Inputs(admins: ["root"]), Inputs(members: ["root"])));
            Assert.Throws<StaysException>(() => Diff(Inputs(admins: ["root"]), Inputs(members: ["ada"])));
        }

        [Fact]
        public void Of_a_change_of_roles_lists_nobody()
        {
            Deployment = new Deployment();

            Diff(Inputs(admins: ["ada"], members: ["bob"]), Inputs(admins: ["ada", "bob"]));

            Members.VerifyNoOtherCalls();
        }

        [Fact]
        public void Of_a_replacement_warns_that_the_caller_will_not_be_removed()
        {
            Deployment = new Deployment();

            var warning = Assert.Single(Diff(Inputs(members: ["bob", "ROOT"]), Inputs(members: ["bob"]).With("organization", "globex")).Warnings);

            Assert.Contains("'ROOT' owns the access token that this deployment uses, so it is not removed in 'acme'", warning, StringComparison.Ordinal);
        }

        [Fact]
        public void Of_a_replacement_without_the_caller_warns_of_nothing()
        {
            Deployment = new Deployment();

            Assert.Empty(Diff(Inputs(members: ["bob"]), Inputs(members: ["bob"]).With("organization", "globex")).Warnings);
        }

        [Fact]
        public void Of_a_list_that_is_not_known_yet_takes_nobody_for_gone()
        {
            Deployment = new Deployment();

            var diff = Diff(Inputs(admins: ["root"]), Inputs().With("admins", new ListValue(["ada", PropertyValue.Unknown])));

            Assert.Equal(
                [KeyValuePair.Create("admins[0]", ChangeKind.Add), KeyValuePair.Create("admins[1]", ChangeKind.Add)],
                Assert.Single(diff.Changes.Values).Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal));
        }
    }

    public sealed class TheRead : OrgMembersTest
    {
        [Fact]
        public async Task Has_those_of_the_state_with_the_roles_that_they_have_now_as_they_are_spelled()
        {
            InOrganization(("ada", "member"), ("bob", "admin"), ("stranger", "member"));

            var found = await ReadAsync("acme", Inputs(admins: ["Ada"], members: ["bob", "gone"]), Checked(Inputs(admins: ["Ada"], members: ["bob", "gone"])));

            Assert.Equal(Inputs(admins: ["bob"], members: ["Ada"]), found!.Properties);
        }

        [Fact]
        public async Task Has_everybody_when_it_is_exclusive()
        {
            InOrganization(("stranger", "member"), ("another", "member"), ("guest", "stack-collaborator"));

            var state = Inputs(admins: ["root"], exclusive: true);
            var found = await ReadAsync("acme", state, state);

            Assert.Equal(List("another", "stranger"), found!.Properties["members"]);
        }

        [Fact]
        public async Task Of_an_import_has_everybody_and_a_program_that_names_the_same_has_no_difference()
        {
            InOrganization(("bob", "member"), ("dan", "billing-manager"), ("ada", "member"));

            var found = await ImportAsync("acme");

            Assert.Equal("acme", found!.Id);
            Assert.Empty(Diff(found.Properties, Inputs(admins: ["root"], members: ["bob", "ada"], billingManagers: ["dan"])).Changes);
        }

        [Fact]
        public async Task Does_not_take_an_organization_that_cannot_be_seen_for_one_without_people()
        {
            Members.Setup(client => client.ListWithAsync("acme", It.IsAny<IReadOnlyCollection<string>>(), It.IsAny<CancellationToken>()))
                .ThrowsAsync(Failure(CloudFailure.NotFound));
            Teams.Setup(teams => teams.ListAsync("acme", It.IsAny<CancellationToken>())).ThrowsAsync(Failure(CloudFailure.NotFound));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => ReadAsync("acme", Inputs(members: ["bob"]), Inputs(members: ["bob"])));

            Assert.Contains("the access token's owner is not in it", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheUpdate : OrgMembersTest
    {
        public TheUpdate() => InOrganization(("ada", "admin"), ("bob", "member"), ("cleo", "member"), ("stranger", "member"));

        [Fact]
        public async Task Does_what_changed_and_lets_all_come_before_anybody_goes()
        {
            var state = await UpdateAsync("acme", Inputs(admins: ["ada"], members: ["bob", "cleo"]), Inputs(members: ["ada", "dan"], admins: ["bob"]));

            Assert.Equal(["add dan member", "set bob admin"], Written.Take(2));
            Assert.Equal(["remove cleo", "set ada member"], Written.Skip(2).Order());
            Assert.Equal(Inputs(admins: ["bob"], members: ["ada", "dan"]), state);
        }

        [Fact]
        public async Task Changes_roles_without_a_listing()
        {
            await UpdateAsync("acme", Inputs(members: ["bob", "cleo"]), Inputs(admins: ["bob"], billingManagers: ["cleo"]));

            Assert.Equal(0, Listings);
        }

        [Fact]
        public async Task Demotes_and_removes_many_admins_after_one_look_at_who_is_one()
        {
            InOrganization(People(20).Select(static login => (login, "admin")));
            Policy.Setup(policy => policy.AllowMassRemoval).Returns(true);

            await UpdateAsync("acme", Inputs(admins: People(20)), Inputs(members: People(10)));

            // One for who is an admin, and one for how many there are.
            Assert.Equal((20, 2), (Written.Count, Listings));
        }

        [Fact]
        public async Task Refuses_to_demote_the_caller_and_does_the_rest()
        {
            var failure = await PartlyAsync(() => UpdateAsync("acme", Inputs(admins: ["root", "ada"]), Inputs(members: ["root", "ada"])));

            Assert.Equal(["set ada member"], Written);
            Assert.Equal(List("root"), failure.Properties["admins"]);
            Assert.Contains(
                "demote root: 'root' owns the access token that this deployment uses, so it is not demoted", failure.Message, StringComparison.Ordinal);
            Assert.Contains("Name that person in `admins`", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Keeps_the_last_of_several_admins_who_are_all_to_go()
        {
            Users.Setup(users => users.GetCurrentAsync(It.IsAny<CancellationToken>())).ReturnsAsync(new User("robot", "", "", []));

            var failure = await PartlyAsync(() => UpdateAsync("acme", Inputs(admins: ["root", "ada"]), Inputs(members: ["root", "ada"])));

            Assert.Single(Written);
            Assert.Single(((ListValue)failure.Properties["admins"]).Items);
            Assert.Contains("is the last admin of 'acme'", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Leaves_who_goes_where_somebody_could_not_come_and_names_them()
        {
            Failing["dan"] = Failure(CloudFailure.Forbidden);

            var failure = await PartlyAsync(() => UpdateAsync("acme", Inputs(admins: ["ada"], members: ["bob", "cleo"]),
                Inputs(admins: ["cleo"], members: ["ada", "dan"])));

            Assert.Equal(["set cleo admin"], Written);
            Assert.Equal(Inputs(admins: ["cleo", "ada"], members: ["bob"]), failure.Properties);
            Assert.Contains("remove bob: left as before, since nobody goes before all have come", failure.Message, StringComparison.Ordinal);
            Assert.Contains("demote ada: left as before", failure.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData(CloudFailure.Conflict, "409 Conflict")]
        [InlineData(
            CloudFailure.Forbidden, "409 Conflict. The access token's owner may not do this: use the token of an admin of the organization.")]
        public async Task Names_whose_role_could_not_be_changed_and_the_cure_where_there_is_one(CloudFailure reason, string why)
        {
            Failing["bob"] = Failure(reason);

            var failure = await PartlyAsync(() => UpdateAsync("acme", Inputs(members: ["bob", "cleo"]), Inputs(admins: ["bob", "cleo"])));

            Assert.Equal(Inputs(admins: ["cleo"], members: ["bob"]), failure.Properties);
            Assert.EndsWith($"change the role of bob: {why}", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Of_who_is_there_already_prints_no_import_for_a_resource_that_exists()
        {
            var failure = await PartlyAsync(() => UpdateAsync("acme", Inputs(members: ["bob"]), Inputs(members: ["bob", "cleo"])));

            Assert.EndsWith("add cleo: already in 'acme'. To take over whoever is there, set `adopt` to true", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Is_not_exclusive_yet_where_it_could_not_find_out_who_else_is_there()
        {
            Members.Setup(client => client.ListFreshAsync("acme", It.IsAny<CancellationToken>())).ThrowsAsync(Failure(CloudFailure.Unavailable));

            var failure = await PartlyAsync(() => UpdateAsync("acme", Inputs(admins: ["ada"]), Inputs(admins: ["ada"], exclusive: true)));

            Assert.Empty(Written);
            Assert.Equal((PropertyValue)false, failure.Properties["exclusive"]);
            Assert.Contains("find who else is there: ", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Keeps_whom_the_program_declares_by_another_resource()
        {
            Deployment = new Deployment();
            Declare("bob");

            var state = await UpdateAsync("acme", Inputs(members: ["bob", "cleo"]), Inputs(members: ["cleo"]));

            Assert.Empty(Written);
            Assert.Equal(Inputs(members: ["cleo"]), state);
            Assert.Contains("bob (as 'bob') stays as it is: the program declares the person elsewhere", Log.Infos);
        }

        [Fact]
        public async Task Tells_of_all_whom_the_program_declares_by_other_resources_at_once()
        {
            Deployment = new Deployment();
            Declare("bob");
            Declare("cleo");

            await UpdateAsync("acme", Inputs(members: ["bob", "cleo"]), Inputs());

            Assert.Contains("bob (as 'bob'), cleo (as 'cleo') stay as they are: the program declares them elsewhere", Log.Infos);
        }

        private void Declare(string login) => Assert.Empty(new OrgMember(Cloud, Policy.Object, Clock).ToRunner().Check(
            new ResourceContext($"urn:pulumi:dev::acme::orgs:index:OrgMember::{login}", "orgs:index:OrgMember") { Deployment = Deployment! },
            Map(("organization", "acme"), ("username", login.ToUpperInvariant()), ("role", "member")), null, ConfigurationDefaults.None,
            new Autonaming(login, default, null, AutonamingMode.Propose)).Failures);
    }

    public sealed class TheDelete : OrgMembersTest
    {
        public TheDelete() => InOrganization(("ada", "admin"), ("bob", "member"), ("stranger", "member"));

        [Fact]
        public async Task Removes_those_whom_it_has_and_nobody_else()
        {
            await DeleteAsync("acme", Inputs(admins: ["ada"], members: ["bob", "gone"]));

            Assert.Equal(["remove ada", "remove bob", "remove gone"], Written.Order());
        }

        [Fact]
        public async Task Leaves_the_caller_and_warns()
        {
            await DeleteAsync("acme", Inputs(admins: ["root"], members: ["bob"]));

            Assert.Equal(["remove bob"], Written);
            Assert.Contains("'root' owns the access token", Assert.Single(Log.Warnings), StringComparison.Ordinal);
        }

        [Fact]
        public async Task Names_those_whom_the_limit_keeps()
        {
            Policy.Setup(policy => policy.MaxRemovals).Returns(1);

            var failure = await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync("acme", Inputs(admins: ["ada"], members: ["bob"])));

            Assert.Equal(["remove ada"], Written);
            Assert.Contains("1 person of 'acme'", failure.Message, StringComparison.Ordinal);
            Assert.Contains("remove bob: this deployment may remove 1 people", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class TheList : OrgMembersTest
    {
        [Fact]
        public async Task Has_one_for_the_organization() =>
            Assert.Equal([new ListedResource("acme", "acme")], await ListAsync(PropertyMap.Empty));

        [Fact]
        public async Task Has_none_for_an_organization_that_cannot_be_seen()
        {
            Teams.Setup(teams => teams.ListAsync("acme", It.IsAny<CancellationToken>())).ThrowsAsync(Failure(CloudFailure.NotFound));

            await Assert.ThrowsAsync<ResourceException>(() => ListAsync(PropertyMap.Empty));
        }
    }

    /// <summary>One person, declared by a resource of many and by one of its own.</summary>
    public sealed class TheDeployment : OrgMembersTest
    {
        private readonly IResource _one;

        public TheDeployment()
        {
            _one = new OrgMember(Cloud, Policy.Object, Clock).ToRunner();
            Deployment = new Deployment();
            InOrganization(("bob", "member"), ("cleo", "member"));
        }

        private ResourceContext BobsContext =>
            new("urn:pulumi:dev::acme::orgs:index:OrgMember::bob", "orgs:index:OrgMember") { Deployment = Deployment!, Log = Log };

        private static PropertyMap Bob => Map(
            ("organization", "acme"), ("username", "bob"), ("role", "member"), ("name", ""), ("avatarUrl", ""), ("knownToPulumi", true),
            ("virtualAdmin", false));

        private CheckResult CheckBob() => _one.Check(
            BobsContext, Map(("organization", "acme"), ("username", "bob")), null, ConfigurationDefaults.None,
            new Autonaming("bob", default, null, AutonamingMode.Propose));

        [Fact]
        public async Task Keeps_a_person_whose_own_resource_goes()
        {
            Checked(Inputs(members: ["Bob", "cleo"]));

            await _one.DeleteAsync(BobsContext, "acme/bob", Bob, Cancel);

            Assert.Empty(Written);
            Assert.Contains("'acme/bob' stays as it is: the program declares it as 'it'", Log.Infos);
        }

        [Fact]
        public async Task Keeps_people_who_have_resources_of_their_own_when_the_one_of_all_goes()
        {
            CheckBob();

            await DeleteAsync("acme", Inputs(members: ["bob", "cleo"]));

            Assert.Equal(["remove cleo"], Written);
        }

        [Fact]
        public async Task Keeps_in_the_state_whom_a_resource_of_their_own_was_to_take_over_and_could_not()
        {
            var inputs = CheckBob().Inputs;
            Failing["bob"] = Failure(CloudFailure.Forbidden);
            Members.Setup(client => client.FindAsync("acme", "bob", It.IsAny<CancellationToken>())).ReturnsAsync((Member?)null);
            await Assert.ThrowsAnyAsync<Exception>(() => _one.CreateAsync(BobsContext, inputs, preview: false, Cancel));

            var failure = await Assert.ThrowsAsync<ResourceException>(() => DeleteAsync("acme", Inputs(members: ["bob", "cleo"])));

            Assert.Equal(["remove cleo"], Written);
            Assert.Contains(
                "remove bob: the program declares the person as 'bob' too, and that could not be deployed", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Keeps_whom_another_resource_of_many_has()
        {
            Assert.Empty(Resource.Check(
                ContextOf("other"), Inputs(members: ["bob"]), null, ConfigurationDefaults.None,
                new Autonaming("other", default, null, AutonamingMode.Propose)).Failures);

            await DeleteAsync("acme", Inputs(members: ["bob", "cleo"]));

            Assert.Equal(["remove cleo"], Written);
        }

        [Fact]
        public void Is_warned_of_a_person_who_is_declared_both_ways_whichever_comes_first()
        {
            Check(Inputs(members: ["bob", "cleo"]));
            Assert.Contains("'acme/bob' as 'it'", Assert.Single(CheckBob().Warnings), StringComparison.Ordinal);

            Deployment!.Begin();
            Assert.Empty(CheckBob().Warnings);
            Assert.Contains("'acme/bob' as 'bob'", Assert.Single(Check(Inputs(members: ["bob", "cleo"])).Warnings), StringComparison.Ordinal);
        }
    }
}
