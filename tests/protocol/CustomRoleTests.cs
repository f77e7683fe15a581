using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>Roles that an organization made itself, of people, teams and tokens.</summary>
public static class CustomRoleTests
{
    private static readonly string Auditor = SharedProvider.Auditor.Id;

    private static readonly CustomRole Boss = new() { Id = "role-boss", Name = "Boss", ClosestRole = OrganizationRole.Admin };

    public sealed class OfAMember(SharedProvider shared) : ResourceTest(shared, "OrgMember")
    {
        private static PropertyMap Eve { get; } = Map(("username", "eve"));

        private static PropertyMap EveAuditor { get; } = Eve.With("roleId", Auditor);

        private IEnumerable<string> Writes => Requests.Where(static request => !request.StartsWith("GET", StringComparison.Ordinal));

        private (OrganizationRole Role, string? Custom) Role(string login) => (Observed.Members[login].Role, Observed.Members[login].CustomRoleId);

        [Fact]
        public async Task Adds_as_a_member_and_then_gives_it()
        {
            var eve = await CreateAsync(EveAuditor);

            Assert.Equal(["""POST members/eve {"role":"member"}""", $$"""PATCH members/eve {"fgaRoleId":"{{Auditor}}"}"""], Writes);
            Assert.Equal(((PropertyValue)"billing-manager", (PropertyValue)Auditor), (eve.Properties["role"], eve.Properties["roleId"]));
            Assert.Equal(eve, await ReadAsync(eve));
            Assert.Empty(KindsOf(await DiffAsync(eve, EveAuditor)));
        }

        [Fact]
        public async Task Asks_nothing_more_of_an_organization_whose_people_have_none()
        {
            var ada = (await ImportAsync($"{Organization}/ada"))!;

            Assert.Null(ada.Properties.Find("roleId"));
            Assert.Equal(["GET members?type=backend", "GET members?type=frontend"], Requests.Order());
        }

        [Fact]
        public async Task Keeps_in_the_state_whom_it_added_where_it_could_not_be_given()
        {
            Spoil("PATCH", "members/eve", new FaultAction.Answer(403));

            var failure = await FailureOfAsync(() => CreateAsync(EveAuditor));

            var kept = DetailOf<ErrorResourceInitFailed>(failure);
            var properties = WireCodec.FromStruct(kept.Properties);
            Assert.Equal($"{Organization}/eve", kept.Id);
            Assert.Null(properties.Find("roleId"));
            var half = new Existing(kept.Id, properties, WireCodec.FromStruct(kept.Inputs));
            Assert.Equal(new() { ["roleId"] = Kind.Add }, KindsOf(await DiffAsync(half, EveAuditor)));
            Assert.Equal((PropertyValue)Auditor, (await UpdateAsync(half, EveAuditor))["roleId"]);
        }

        [Fact]
        public async Task Changes_to_it_and_back_in_place()
        {
            var ada = (await ImportAsync($"{Organization}/ada"))!;
            var auditor = Map(("username", "ada"), ("roleId", Auditor));

            var changed = new Existing(ada.Id, await UpdateAsync(ada, auditor), await CheckedAsync(auditor));
            Assert.Equal((OrganizationRole.BillingManager, Auditor), Role("ada"));
            Assert.Equal(new() { ["roleId"] = Kind.Delete, ["role"] = Kind.Update }, KindsOf(await DiffAsync(changed, Map(("username", "ada")))));
            var back = await UpdateAsync(changed, Map(("username", "ada")));

            Assert.Equal(ada.Properties, back);
            Assert.Equal((OrganizationRole.Member, null), Role("ada"));
        }

        [Fact]
        public async Task Foresees_what_becomes_of_the_roles()
        {
            var ada = (await ImportAsync($"{Organization}/ada"))!;
            var auditor = Map(("username", "ada"), ("roleId", Auditor));

            var given = await UpdateAsync(ada, auditor, preview: true);
            var taken = await UpdateAsync(new Existing(ada.Id, ada.Properties.With("roleId", Auditor), await CheckedAsync(auditor)),
                Map(("username", "ada")), preview: true);

            Assert.True(given["role"].IsUnknown);
            Assert.Equal((PropertyValue)Auditor, given["roleId"]);
            Assert.Equal(((PropertyValue)"member", null), (taken["role"], taken.Find("roleId")));
        }

        [Fact]
        public async Task Finds_that_it_was_taken_away_and_gives_it_again()
        {
            var eve = await CreateAsync(EveAuditor);
            Change(static organization => organization.ChangeRole("eve", OrganizationRole.Member));

            // Another process has no listing of a moment ago.
            var found = (await ReadAsync(eve, calls: Destroyer))!;

            Assert.Equal(new() { ["roleId"] = Kind.Add }, KindsOf(await DiffAsync(found, EveAuditor)));
        }

        [Fact]
        public async Task Brings_an_import_that_alone()
        {
            Change(static organization => organization.ChangeRole("bob", Auditor));

            var bob = (await ImportAsync($"{Organization}/bob"))!;

            Assert.Equal(Map(("organization", Organization), ("username", "bob"), ("roleId", Auditor)), bob.Inputs);
            Assert.Empty(KindsOf(await DiffAsync(bob, bob.Inputs)));
        }

        [Fact]
        public async Task Is_not_given_to_the_caller()
        {
            Change(static organization => organization.WithRole(Boss).ChangeRole("bob", OrganizationRole.Admin));
            var admin = (await ImportAsync($"{Organization}/admin"))!;

            var failure = await FailureOfAsync(() => UpdateAsync(admin, Map(("username", "admin"), ("roleId", Boss.Id))));

            Assert.Contains("'admin' owns the access token that this deployment uses, so it is not demoted", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Equal((OrganizationRole.Admin, null), Role("admin"));
            Assert.Empty(Writes);
        }

        [Fact]
        public async Task Says_what_is_wrong_with_an_id_that_there_is_not()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Eve.With("roleId", "role-king")));

            Assert.Contains("perhaps no role with the id 'role-king'; the function `getOrgRoles` tells", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Does_not_go_with_a_role() =>
            Assert.Equal("role: is computed from roleId, which is given too; give one of the two", await OnlyFaultAsync(EveAuditor.With("role", "admin")));
    }

    public sealed class OfATeam(SharedProvider shared) : ResourceTest(shared, "Team")
    {
        private static PropertyMap Web { get; } = Map(("name", "web"));

        [Fact]
        public async Task Is_given_changed_and_taken_away_in_place()
        {
            Change(static organization => organization.WithRole(Boss));
            var web = await CreateAsync(Web.With("roleId", Auditor));
            Assert.Equal(Auditor, Observed.Team("web").RoleId);
            Assert.Equal(web, await ReadAsync(web));

            var boss = new Existing(web.Id, await UpdateAsync(web, Web.With("roleId", Boss.Id)), web.Inputs);
            Assert.Equal(Boss.Id, Observed.Team("web").RoleId);
            await UpdateAsync(boss, Web.With("roleId", ""));

            Assert.Null(Observed.Team("web").RoleId);
        }

        [Fact]
        public async Task Is_left_alone_where_the_program_gives_none()
        {
            var web = await CreateAsync(Web);
            Change(static organization => organization.SetTeamRole("web", Auditor));

            var found = (await ReadAsync(web))!;

            Assert.Null(found.Properties.Find("roleId"));
            Assert.Empty(KindsOf(await DiffAsync(found, Web)));
            Assert.Empty(KindsOf(await DiffAsync((await ImportAsync(web.Id))!, Web.With("members", List()))));
        }

        [Fact]
        public async Task Is_enabled_first_for_a_team_that_was_made_before_there_were_roles()
        {
            Change(static organization => organization.WithTeam(new Team { Name = "web", DisplayName = "Web", HasRolesEnabled = false }));
            var web = (await ImportAsync($"{Organization}/web"))!;

            await UpdateAsync(web, web.Inputs.With("roleId", Auditor));

            Assert.Equal(Auditor, Observed.Team("web").RoleId);
            Assert.Equal(
                [$"POST teams/web/roles/{Auditor}", "POST teams/web/enable-team-roles", $"POST teams/web/roles/{Auditor}"],
                Requests.Where(static request => request.StartsWith("POST", StringComparison.Ordinal)));
        }
    }

    public sealed class OfAToken(SharedProvider shared) : ResourceTest(shared, "OrgAccessToken")
    {
        [Fact]
        public async Task Is_what_the_token_is_made_with_and_found_again_by_an_import()
        {
            var ci = await CreateAsync(Map(("name", "ci"), ("roleId", Auditor)));

            Assert.Equal(Auditor, Assert.Single(Observed.Tokens).RoleId);
            Assert.Equal(ci, await ReadAsync(ci));
            var imported = (await ImportAsync(ci.Id))!;
            Assert.Equal(((PropertyValue)Auditor, null), (imported.Inputs["roleId"], imported.Inputs.Find("admin")));
            Assert.Empty(KindsOf(await DiffAsync(imported, imported.Inputs)));
        }

        [Fact]
        public async Task Takes_a_new_token_where_it_changes()
        {
            var ci = await CreateAsync(Map(("roleId", Auditor)));

            Assert.Equal(Kind.DeleteReplace, KindsOf(await DiffAsync(ci, Map()))["roleId"]);
        }
    }
}
