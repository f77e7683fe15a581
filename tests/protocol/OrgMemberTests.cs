using Grpc.Core;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class OrgMemberTests
{
    public abstract class OrgMemberTest(SharedProvider shared) : ResourceTest(shared, "OrgMember")
    {
        protected static PropertyMap Eve(PropertyValue? role = null) => Person("eve", role);

        protected static PropertyMap Person(string username, PropertyValue? role = null) => Map(("username", username), ("role", role));

        /// <summary>A member whom the program took over.</summary>
        protected async Task<Existing> ManagedAsync(string username) => (await ImportAsync($"{Organization}/{username}"))!;

        /// <summary>Both rosters, each in as many pages.</summary>
        protected static IEnumerable<string> Listing(int pages) => new[] { "backend", "frontend" }
            .SelectMany(roster => Enumerable.Range(0, pages).Select(page => $"GET members?type={roster}{(page == 0 ? "" : "&next")}"));
    }

    public sealed class TheCheck(SharedProvider shared) : OrgMemberTest(shared)
    {
        [Fact]
        public async Task Fills_in_the_role() => Assert.Equal(
            Map(("organization", Organization), ("username", "eve"), ("role", "member")), await CheckedAsync(Eve()));

        [Fact]
        public async Task Takes_the_providers_organization_where_the_program_names_none() => Assert.Equal(
            (PropertyValue)"acme", (await CheckedAsync(Eve().With("organization", PropertyValue.Null)))["organization"]);

        [Theory]
        [InlineData("", "is empty; give a name")]
        [InlineData("..", "'..' is not a name, but a step in a path; give a name")]
        [InlineData(".", "'.' is not a name, but a step in a path; give a name")]
        [InlineData("eve/../bob", "'eve/../bob' has a slash; names have none")]
        [InlineData("eve\\bob", "'eve\\bob' has a slash; names have none")]
        [InlineData("eve\n", "has a control character; names have none")]
        [InlineData("eve adams", "'eve adams' has white space; names have none")]
        public async Task Refuses_a_login_that_would_leave_its_place_in_a_path(string username, string reason) =>
            Assert.Equal($"username: {reason}", await OnlyFaultAsync(Person(username)));

        [Fact]
        public async Task Refuses_a_login_that_is_too_long() =>
            Assert.Equal("username: has 101 characters; at most 100 are allowed", await OnlyFaultAsync(Person(new string('e', 101))));

        [Fact]
        public async Task Wants_a_login() => Assert.Equal("username: is missing; it is required", await OnlyFaultAsync(PropertyMap.Empty));

        [Fact]
        public async Task Names_the_roles_that_there_are() =>
            Assert.Equal("role: 'owner' is unknown; use 'member' or 'admin' or 'billing-manager'", await OnlyFaultAsync(Eve("owner")));

        [Fact]
        public async Task Refuses_a_number_for_a_role() => Assert.Equal("role: is a number; give a string", await OnlyFaultAsync(Eve(7.0)));

        [Fact]
        public async Task Refuses_a_path_for_an_organization() => Assert.Equal(
            "organization: 'acme/beta' has a slash; names have none", await OnlyFaultAsync(Eve().With("organization", "acme/beta")));

        [Theory]
        [InlineData("userName", "does not exist; did you mean 'username'?")]
        [InlineData("shoeSize", "does not exist; there are 'organization', 'username', 'role', 'roleId', 'adopt'")]
        [InlineData("email", "is set by the provider; leave it out")]
        public async Task Refuses_a_property_that_does_not_exist(string property, string reason) =>
            Assert.Equal($"{property}: {reason}", await OnlyFaultAsync(Eve().With(property, "x")));

        [Fact]
        public async Task Tells_everything_that_is_wrong_at_once()
        {
            var failures = (await CheckAsync(Person("..", "owner").With("adopt", "yes"))).Failures;

            Assert.Equal(["username", "role", "adopt"], failures.Select(failure => failure.Property));
        }

        [Fact]
        public async Task Keeps_unknowns_and_secrets()
        {
            var inputs = await CheckedAsync(Map(("username", PropertyValue.Unknown), ("role", new SecretValue("admin"))));

            Assert.Equal(
                Map(("organization", Organization), ("username", PropertyValue.Unknown), ("role", new SecretValue("admin"))), inputs);
        }

        [Fact]
        public async Task Does_not_show_a_secret_that_is_wrong() => Assert.Equal(
            "role: is not allowed (its value is secret, so it is not shown)", await OnlyFaultAsync(Eve(new SecretValue("owner"))));
    }

    public sealed class TheDiff(SharedProvider shared) : OrgMemberTest(shared)
    {
        [Fact]
        public async Task Sees_nothing_in_an_import_that_the_program_agrees_with() =>
            Assert.Empty(KindsOf(await DiffAsync(await ManagedAsync("ada"), Person("ADA", "member"))));

        [Fact]
        public async Task Changes_a_role_in_place()
        {
            var diff = await DiffAsync(await ManagedAsync("ada"), Person("ada", "admin"));

            Assert.Equal(new() { ["role"] = Kind.Update }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public async Task Replaces_for_another_person_and_adds_the_new_one_first()
        {
            var diff = await DiffAsync(await ManagedAsync("ada"), Eve());

            Assert.Equal(new() { ["username"] = Kind.UpdateReplace }, KindsOf(diff));
            Assert.False(diff.DeleteBeforeReplace);
        }

        [Fact]
        public async Task Takes_an_unknown_for_a_change() => Assert.Equal(
            new() { ["username"] = Kind.UpdateReplace, ["role"] = Kind.Update },
            KindsOf(await DiffAsync(await ManagedAsync("ada"), Map(("username", PropertyValue.Unknown), ("role", PropertyValue.Unknown)))));

        [Fact]
        public async Task Ignores_what_the_program_ignores() =>
            Assert.Empty(KindsOf(await DiffAsync(await ManagedAsync("ada"), Person("ada", "admin"), "role")));

        [Fact]
        public async Task Takes_adopt_for_no_change_of_the_person() =>
            Assert.Empty(KindsOf(await DiffAsync(await ManagedAsync("ada"), Person("ada").With("adopt", true))));
    }

    public sealed class TheCreate(SharedProvider shared) : OrgMemberTest(shared)
    {
        [Fact]
        public async Task Writes_nothing_in_a_preview() => Assert.Equal(
            Map(
                ("organization", Organization), ("username", PropertyValue.Unknown), ("role", "member"), ("name", PropertyValue.Unknown),
                ("email", PropertyValue.Unknown), ("avatarUrl", PropertyValue.Unknown), ("knownToPulumi", PropertyValue.Unknown),
                ("virtualAdmin", PropertyValue.Unknown)),
            await PreviewAsync(Map(("username", PropertyValue.Unknown))));

        [Fact]
        public async Task Takes_one_request()
        {
            var eve = await CreateAsync(Eve("admin"));

            Assert.Equal(["""POST members/eve {"role":"admin"}"""], Requests);
            Assert.Equal($"{Organization}/eve", eve.Id);
            Assert.Equal(
                Map(
                    ("organization", Organization), ("username", "eve"), ("role", "admin"), ("name", "Eve"), ("email", "eve@example.com"),
                    ("avatarUrl", "https://avatars.example.com/eve.png"), ("knownToPulumi", true), ("virtualAdmin", false)),
                eve.Properties);
        }

        [Fact]
        public async Task Keeps_secret_what_the_program_says_is_secret() =>
            Assert.Equal(new SecretValue("member"), (await CreateAsync(Eve(new SecretValue("member")))).Properties["role"]);

        [Fact]
        public async Task Prints_the_import_command_for_a_member()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Person("ada")));

            Assert.Contains($"add member ada to organization {Organization}", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains($"`pulumi import orgs:index:OrgMember it {Organization}/ada`", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Equal(["""POST members/ada {"role":"member"}"""], Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal)));
        }

        [Fact]
        public async Task Adopts_a_member_when_told_and_gives_the_role_wanted()
        {
            var ada = await CreateAsync(Person("ada", "admin").With("adopt", true));

            Assert.Equal((PropertyValue)"admin", ada.Properties["role"]);
            Assert.False(ada.Properties.ContainsKey("adopt"));
            Assert.Equal(
                [.. Listing(1), """PATCH members/ada {"role":"admin"}"""],
                [.. Requests.SkipLast(1).Order(), Requests[^1]]);
        }

        [Fact]
        public async Task Says_that_a_person_has_no_account()
        {
            var failure = await FailureOfAsync(() => CreateAsync(Person(SharedProvider.Stranger)));

            Assert.Contains("404 Not Found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("'nobody' has no Pulumi account", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("signs up", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Finds_out_whether_a_broken_request_was_done_and_does_what_is_left(bool done)
        {
            Spoil("POST", "members/eve", done ? new FaultAction.DropAfter() : new FaultAction.DropBefore());

            Assert.Equal($"{Organization}/eve", (await CreateAsync(Eve())).Id);
            Assert.True(Observed.TryFindMember("eve", out _));
            Assert.Equal(done ? 1 : 2, Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));
        }

        [Fact]
        public async Task Adopts_a_member_whose_answer_was_lost_when_told()
        {
            Spoil("POST", "members/eve", new FaultAction.DropAfter());

            Assert.Equal($"{Organization}/eve", (await CreateAsync(Eve().With("adopt", true))).Id);
        }
    }

    public sealed class TheRead(SharedProvider shared) : OrgMemberTest(shared)
    {
        [Fact]
        public async Task Fills_inputs_and_outputs_of_an_import()
        {
            var ada = await ManagedAsync("ada");

            Assert.Equal(await CheckedAsync(Person("ada")), ada.Inputs);
            Assert.Equal($"{Organization}/ada", ada.Id);
            Assert.Equal((PropertyValue)"ada@example.com", ada.Properties["email"]);
            Assert.Equal(Listing(1), Requests.Order());
        }

        [Fact]
        public async Task Finds_whoever_stands_on_the_second_page()
        {
            Change(organization => organization.WithMember(Login("zoe")));

            Assert.Equal("zoe", (await ManagedAsync("zoe")).Text("username"));
            Assert.Equal(Listing(2), Requests.Order());
        }

        [Fact]
        public async Task Finds_whoever_stands_on_the_backend_roster_alone()
        {
            Change(organization => organization.WithMember(Login("eve") with { InFrontend = false, KnownToPulumi = false }));

            var eve = await ManagedAsync("eve");

            Assert.Equal((PropertyValue)false, eve.Properties["knownToPulumi"]);
            Assert.False(eve.Properties.ContainsKey("email"));
        }

        [Fact]
        public async Task Finds_whoever_stands_on_the_frontend_roster_alone()
        {
            Change(organization => organization.WithMember(Login("eve") with { InBackend = false }));

            Assert.Equal($"{Organization}/eve", (await ManagedAsync("eve")).Id);
        }

        [Fact]
        public async Task Does_not_take_whoever_never_joined_for_a_member()
        {
            Change(organization => organization.WithMember(Login("eve") with { Role = OrganizationRole.PotentialMember, InFrontend = false }));

            Assert.Null(await ImportAsync($"{Organization}/eve"));
        }

        [Fact]
        public async Task Sees_a_role_that_was_changed_behind_its_back()
        {
            var ada = await CreateAsync(Person("eve"));
            Change(organization => organization.ChangeRole("eve", OrganizationRole.Admin));

            var found = (await ReadAsync(ada))!;

            Assert.Equal((PropertyValue)"admin", found.Properties["role"]);
            Assert.Equal((PropertyValue)"admin", found.Inputs["role"]);
            Assert.Equal(new() { ["role"] = Kind.Update }, KindsOf(await DiffAsync(found, Person("eve"))));
        }

        [Fact]
        public async Task Keeps_id_and_inputs_as_they_were_when_nothing_changed()
        {
            var eve = await CreateAsync(Person("EVE", new SecretValue("member")).With("adopt", true));

            Assert.Equal(eve, await ReadAsync(eve));
        }

        [Fact]
        public async Task Answers_an_empty_id_when_the_person_has_left()
        {
            var ada = await CreateAsync(Eve());
            Change(organization => organization.RemoveMember("eve"));

            Assert.Null(await ReadAsync(ada));
        }

        [Fact]
        public async Task Fails_rather_than_take_a_failed_listing_for_an_absence()
        {
            Spoil("GET", "members", new FaultAction.Answer(403), times: 2);

            var failure = await FailureOfAsync(() => ManagedAsync("ada"));

            Assert.Contains($"could not list the members of organization {Organization}: 403 Forbidden", failure.Status.Detail, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("ada")]
        [InlineData("acme/web/ada")]
        [InlineData("acme/")]
        [InlineData("acme/..")]
        public async Task Refuses_an_id_of_another_form(string id)
        {
            var failure = await FailureOfAsync(() => ImportAsync(id));

            Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
            Assert.Equal("id", Assert.Single(DetailOf<Pulumirpc.InputPropertiesError>(failure).Errors).PropertyPath);
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : OrgMemberTest(shared)
    {
        [Fact]
        public async Task Promotes_in_one_request()
        {
            var eve = await CreateAsync(Eve());

            Assert.Equal(eve.Properties.With("role", "admin"), await UpdateAsync(eve, Eve("admin")));
            Assert.Equal("""PATCH members/eve {"role":"admin"}""", Assert.Single(Requests.Skip(1)));
        }

        [Fact]
        public async Task Demotes_after_a_look_at_who_else_is_admin()
        {
            var eve = await CreateAsync(Eve("admin"));

            await UpdateAsync(eve, Eve());

            Assert.Equal(OrganizationRole.Member, Observed.Members["eve"].Role);
            Assert.Equal([.. Listing(2), """PATCH members/eve {"role":"member"}"""], [.. Requests.Skip(1).SkipLast(1).Order(), Requests[^1]]);
        }

        [Fact]
        public async Task Writes_nothing_in_a_preview()
        {
            var eve = await CreateAsync(Eve());

            Assert.Equal(eve.Properties.With("role", "admin"), await UpdateAsync(eve, Eve("admin"), preview: true));
            Assert.Single(Requests);
        }

        [Fact]
        public async Task Never_demotes_the_caller()
        {
            var admin = await ManagedAsync("admin");

            var failure = await FailureOfAsync(() => UpdateAsync(admin, Person("admin", "member")));

            Assert.Contains("'admin' owns the access token", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Equal(OrganizationRole.Admin, Observed.Members["admin"].Role);
        }

        [Fact]
        public async Task Says_that_the_person_has_left_and_what_to_do()
        {
            var eve = await CreateAsync(Eve());
            Change(organization => organization.RemoveMember("eve"));

            var failure = await FailureOfAsync(() => UpdateAsync(eve, Eve("admin")));

            Assert.Contains($"give member eve of organization {Organization} the role admin: 404 Not Found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains("`pulumi refresh`", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : OrgMemberTest(shared)
    {
        [Fact]
        public async Task Takes_one_request_after_a_look_at_who_is_there()
        {
            var eve = await CreateAsync(Eve());

            await DeleteAsync(eve);

            Assert.Equal("DELETE members/eve", Assert.Single(Requests.Skip(1), request => !request.StartsWith("GET members", StringComparison.Ordinal)));
            Assert.False(Observed.TryFindMember("eve", out _));
        }

        [Fact]
        public async Task Is_content_when_the_person_has_left()
        {
            var eve = await CreateAsync(Eve());
            Change(organization => organization.RemoveMember("eve"));

            await DeleteAsync(eve);
        }

        [Fact]
        public async Task Never_removes_the_caller()
        {
            var admin = await ManagedAsync("admin");

            var failure = await FailureOfAsync(() => DeleteAsync(admin));

            Assert.Contains("'admin' owns the access token", failure.Status.Detail, StringComparison.Ordinal);
            Assert.DoesNotContain(Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
        }

        [Fact]
        public async Task Does_not_take_an_organization_that_cannot_be_seen_for_a_person_who_has_left()
        {
            var eve = await CreateAsync(Eve());
            Cloud.State.Change(data => data with { Organizations = data.Organizations.Remove(Organization) });

            var failure = await FailureOfAsync(() => DeleteAsync(eve));

            Assert.Contains($"Organization '{Organization}' not found", failure.Status.Detail, StringComparison.Ordinal);
        }
    }
}
