using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class OrgMembersTests
{
    public abstract class OrgMembersTest(SharedProvider shared) : ResourceTest(shared, "OrgMembers")
    {
        protected IReadOnlyList<string> Writes => [.. Requests.Where(static request => !request.StartsWith("GET", StringComparison.Ordinal))];

        protected static PropertyMap People(string[] members, string[]? admins = null, string[]? billingManagers = null, bool adopt = false) => Map(
            ("members", Logins(members)),
            ("admins", admins is null ? null : Logins(admins)),
            ("billingManagers", billingManagers is null ? null : Logins(billingManagers)),
            ("adopt", adopt ? true : null));

        protected static PropertyValue Logins(params IEnumerable<string> logins) => List(logins.Select(static login => (PropertyValue)login!));
    }

    public sealed class TheCheck(SharedProvider shared) : OrgMembersTest(shared)
    {
        [Fact]
        public async Task Names_the_place_of_a_person_who_is_named_twice() => Assert.Equal(
            "members[3]: names 'Ada' whom admins[0] names too; a person has one role, so take one of the two out",
            await OnlyFaultAsync(People(["bob", "cleo", "dan", "Ada"], admins: ["ada"])));
    }

    public sealed class TheCreate(SharedProvider shared) : OrgMembersTest(shared)
    {
        [Fact]
        public async Task Adds_each_with_a_request_in_the_words_that_it_wants()
        {
            var made = await CreateAsync(People(["eve"], ["dan"], ["kim"]));

            Assert.Equal(Organization, made.Id);
            Assert.Equal(
                ["""POST members/dan {"role":"admin"}""", """POST members/eve {"role":"member"}""", """POST members/kim {"role":"billingManager"}"""],
                Writes.Order(StringComparer.Ordinal));
            Assert.Equal(5, Requests.Count);
            Assert.Equal(OrganizationRole.BillingManager, Observed.Members["kim"].Role);
        }

        [Fact]
        public async Task Records_who_was_reached_and_names_who_was_not()
        {
            Spoil("POST", "members/kim", new FaultAction.Answer(403));

            var failure = await FailureOfAsync(() => CreateAsync(People(["ada", "bob", "eve", "kim"])));

            var made = DetailOf<ErrorResourceInitFailed>(failure);
            Assert.Equal(Organization, made.Id);
            Assert.Equal(Logins("eve"), WireCodec.FromStruct(made.Properties)["members"]);
            Assert.Contains($"add ada, bob: already in '{Organization}'", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("add kim: 403", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Names_everybody_whom_it_had_no_time_for()
        {
            Spoil("POST", "members/kim", new FaultAction.Hang());

            var failure = await FailureOfAsync(() => CreateAsync(People(["eve", "kim"]), TimeSpan.FromSeconds(2)));

            Assert.Equal(Logins("eve"), WireCodec.FromStruct(DetailOf<ErrorResourceInitFailed>(failure).Properties)["members"]);
            Assert.Contains("not done within the 2 seconds", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("add kim: cancelled", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Takes_people_over_without_a_write()
        {
            var made = await CreateAsync(People(["Bob", "ada"], adopt: true));

            Assert.Empty(Writes);
            Assert.Equal(Logins("Bob", "ada"), made.Properties["members"]);
            Assert.False(made.Properties.ContainsKey("adopt"));
        }
    }

    public sealed class TheDiff(SharedProvider shared) : OrgMembersTest(shared)
    {
        [Fact]
        public async Task Names_each_person()
        {
            var made = await CreateAsync(People(["eve", "dan"]));

            Assert.Equal(
                new() { ["admins[0]"] = Kind.Add, ["members[0]"] = Kind.Delete },
                KindsOf(await DiffAsync(made, People(["DAN"], ["eve"]))));
        }
    }

    public sealed class TheRead(SharedProvider shared) : OrgMembersTest(shared)
    {
        [Fact]
        public async Task Has_those_whom_it_had_with_the_roles_that_they_have_now()
        {
            var made = await CreateAsync(People(["eve", "dan", "kim"]));
            Change(static organization => organization.ChangeRole("dan", OrganizationRole.Admin).RemoveMember("kim"));

            var found = (await ReadAsync(made))!;

            Assert.Equal((Logins("dan"), Logins("eve")), (found.Properties["admins"], found.Properties["members"]));
            Assert.Equal(
                new() { ["admins[0]"] = Kind.Delete, ["members[1]"] = Kind.Add, ["members[2]"] = Kind.Add },
                KindsOf(await DiffAsync(found, People(["eve", "dan", "kim"]))));
        }

        [Fact]
        public async Task Of_an_import_has_everybody()
        {
            var found = (await ImportAsync(Organization))!;

            Assert.Empty(KindsOf(await DiffAsync(found, People(["bob", "ada"], ["admin"]))));
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : OrgMembersTest(shared)
    {
        [Fact]
        public async Task Lets_all_come_before_anybody_goes()
        {
            var made = await CreateAsync(People(["eve", "dan"]));
            Cloud.Requests.Clear();

            await UpdateAsync(made, People(["kim"], ["dan"]));

            Assert.Equal(
                ["""POST members/kim {"role":"member"}""", """PATCH members/dan {"role":"admin"}""", "DELETE members/eve"],
                Writes.TakeLast(3));
        }

        [Fact]
        public async Task Makes_an_organization_exclusive()
        {
            var made = await CreateAsync(People([], ["admin"], adopt: true));

            var updated = await UpdateAsync(made, People([], ["admin"]).With("exclusive", true));

            Assert.Equal(["DELETE members/ada", "DELETE members/bob"], Writes.Order(StringComparer.Ordinal));
            Assert.Equal((PropertyValue)true, updated["exclusive"]);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : OrgMembersTest(shared)
    {
        [Fact]
        public async Task Removes_whom_it_had_and_leaves_the_caller()
        {
            var made = await CreateAsync(People(["eve"], ["admin"], adopt: true));

            await DeleteAsync(made);

            Assert.Equal(["admin", "ada", "bob"], Observed.Members.Keys.OrderBy(static login => login != "admin"));
        }
    }
}
