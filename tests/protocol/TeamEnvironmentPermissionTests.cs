using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Kind = Pulumirpc.PropertyDiff.Types.Kind;

namespace PulumiOrgs.Provider.ProtocolTests;

public static class TeamEnvironmentPermissionTests
{
    public abstract class TeamEnvironmentPermissionTest : ResourceTest
    {
        protected TeamEnvironmentPermissionTest(SharedProvider shared)
            : base(shared, "TeamEnvironmentPermission") => Change(organization => organization.WithTeam(new Team { Name = "web" }));

        protected static PropertyMap Keys(string permission = "open", string? maxOpenDuration = "90m") =>
            Map(("team", "web"), ("environment", "keys"), ("permission", permission), ("maxOpenDuration", maxOpenDuration));
    }

    public sealed class TheCheck(SharedProvider shared) : TeamEnvironmentPermissionTest(shared)
    {
        [Fact]
        public async Task Fills_in_the_project() =>
            Assert.Equal(Keys().With("organization", Organization).With("project", "default"), await CheckedAsync(Keys()));

        [Fact]
        public async Task Says_how_a_duration_is_written() => Assert.Equal(
            "maxOpenDuration: '1d' is no span of time; give hours, minutes and seconds such as '2h', '90m' or '1h30m'",
            await OnlyFaultAsync(Keys(maxOpenDuration: "1d")));
    }

    public sealed class TheDiff(SharedProvider shared) : TeamEnvironmentPermissionTest(shared)
    {
        [Fact]
        public async Task Sees_nothing_in_the_same_span_of_time() =>
            Assert.Empty(KindsOf(await DiffAsync(await CreateAsync(Keys()), Keys(maxOpenDuration: "1h30m"))));

        [Fact]
        public async Task Changes_permission_and_duration_in_place() => Assert.Equal(
            new() { ["permission"] = Kind.Update, ["maxOpenDuration"] = Kind.Delete },
            KindsOf(await DiffAsync(await CreateAsync(Keys()), Keys("read", null))));

        [Fact]
        public async Task Replaces_for_another_project() =>
            Assert.Equal(new() { ["project"] = Kind.UpdateReplace }, KindsOf(await DiffAsync(await CreateAsync(Keys()), Keys().With("project", "aws"))));
    }

    public sealed class TheCreate(SharedProvider shared) : TeamEnvironmentPermissionTest(shared)
    {
        [Fact]
        public async Task Takes_one_request()
        {
            var keys = await CreateAsync(Keys());

            Assert.Equal(
                ["""PATCH teams/web {"addEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"open","maxOpenDuration":"90m"}}"""],
                Requests);
            Assert.Equal($"{Organization}/web/default/keys", keys.Id);
            Assert.Equal(keys.Inputs, keys.Properties);
        }

        [Fact]
        public async Task Says_that_an_environment_does_not_exist_and_how_one_is_made()
        {
            Change(organization => organization with { Environments = ["default/other"] });

            var failure = await FailureOfAsync(() => CreateAsync(Keys()));

            Assert.Contains("Environment 'default/keys' not found", failure.Status.Detail, StringComparison.Ordinal);
            Assert.Contains($"`pulumi env init {Organization}/default/keys`", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    public sealed class TheRead(SharedProvider shared) : TeamEnvironmentPermissionTest(shared)
    {
        [Fact]
        public async Task Keeps_a_duration_as_the_program_wrote_it()
        {
            var keys = await CreateAsync(Keys());

            Assert.Equal(keys, await ReadAsync(keys));
        }

        [Fact]
        public async Task Tells_a_duration_of_an_import_as_the_service_does()
        {
            var imported = (await ImportAsync((await CreateAsync(Keys())).Id))!;

            Assert.Equal("1h30m0s", imported.Text("maxOpenDuration"));
            Assert.Empty(KindsOf(await DiffAsync(imported, Keys())));
        }

        [Fact]
        public async Task Sees_what_was_changed_behind_its_back()
        {
            var keys = await CreateAsync(Keys());
            Change(organization => organization.AddTeamEnvironment("web", "default/keys", new EnvironmentGrant { Permission = EnvironmentPermission.None }));

            Assert.Equal(new() { ["permission"] = Kind.Update, ["maxOpenDuration"] = Kind.Add }, KindsOf(await DiffAsync((await ReadAsync(keys))!, Keys())));
        }

        [Fact]
        public async Task Answers_an_empty_id_when_it_was_taken_away()
        {
            var keys = await CreateAsync(Keys());
            Change(organization => organization.RemoveTeamEnvironment("web", "default/keys"));

            Assert.Null(await ReadAsync(keys));
        }
    }

    public sealed class TheUpdate(SharedProvider shared) : TeamEnvironmentPermissionTest(shared)
    {
        [Fact]
        public async Task Takes_one_request_for_both()
        {
            var keys = await CreateAsync(Keys());

            var updated = await UpdateAsync(keys, Keys("write", null));

            Assert.Equal(
                ["""PATCH teams/web {"editEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"write"}}"""], Requests.Skip(1));
            Assert.Equal(keys.Properties.With("permission", "write").Without("maxOpenDuration"), updated);
            Assert.Equal(new EnvironmentGrant { Permission = EnvironmentPermission.Write }, Observed.Teams["web"].Environments["default/keys"]);
        }
    }

    public sealed class TheDelete(SharedProvider shared) : TeamEnvironmentPermissionTest(shared)
    {
        [Fact]
        public async Task Takes_one_request_and_is_content_when_it_is_gone()
        {
            var keys = await CreateAsync(Keys());

            await DeleteAsync(keys);
            Assert.Equal("""PATCH teams/web {"removeEnvironment":{"projectName":"default","envName":"keys"}}""", Requests[^1]);
            Assert.Empty(Observed.Teams["web"].Environments);
            await DeleteAsync(keys);
        }
    }
}
