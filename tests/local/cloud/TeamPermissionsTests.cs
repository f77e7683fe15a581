using System.Net;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public class TeamPermissionsTests
{
    private static readonly object Prod = new { projectName = "website", stackName = "prod" };
    private static readonly object Secrets = new { projectName = "default", envName = "secrets" };

    private static async Task<RunningCloud> WithWebTeamAsync(EmulatedCloudOptions? options = null)
    {
        var cloud = await RunningCloud.StartAsync(options);
        await cloud.Post("teams/pulumi", new { name = "web" });
        return cloud;
    }

    private static object Stack(int permission, string stack = "prod") => new { projectName = "website", stackName = stack, permission };

    private static object Environment(string permission, string? maxOpenDuration = null) =>
        new { projectName = "default", envName = "secrets", permission, maxOpenDuration };

    private static Task<Answer> ChangeAsync(RunningCloud cloud, string change, object what) =>
        cloud.Patch("teams/web", new JObject { [change] = JToken.FromObject(what) }.ToString());

    private static async Task<string> GrantedAsync(RunningCloud cloud, string list) =>
        (await cloud.Get("teams/web")).Body[list]!.ToString(Formatting.None);

    public class OfAStack
    {
        [Fact]
        public async Task Is_added_changed_and_removed()
        {
            await using var cloud = await WithWebTeamAsync();

            Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(cloud, "addStackPermission", Stack(101))).Status);
            Assert.Equal("""[{"projectName":"website","stackName":"prod","permission":101}]""", await GrantedAsync(cloud, "stacks"));

            await ChangeAsync(cloud, "editStackPermission", Stack(103));
            Assert.Equal("""[{"projectName":"website","stackName":"prod","permission":103}]""", await GrantedAsync(cloud, "stacks"));

            await ChangeAsync(cloud, "removeStack", Prod);
            Assert.Equal("[]", await GrantedAsync(cloud, "stacks"));
        }

        [Fact]
        public async Task Is_set_when_it_is_added_to_a_team_that_has_it_whatever_its_case()
        {
            await using var cloud = await WithWebTeamAsync();
            await ChangeAsync(cloud, "addStackPermission", Stack(101));

            Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(cloud, "addStackPermission", Stack(102, "PROD"))).Status);
            Assert.Equal("""[{"projectName":"website","stackName":"prod","permission":102}]""", await GrantedAsync(cloud, "stacks"));
        }

        [Theory]
        [InlineData(0)]
        [InlineData(1)]
        [InlineData(104)]
        public async Task Is_none_that_nobody_gives(int permission)
        {
            await using var cloud = await WithWebTeamAsync();

            (await ChangeAsync(cloud, "addStackPermission", Stack(permission)))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Invalid stack permission.");
        }

        [Fact]
        public async Task Needs_a_stack_of_the_organization_where_these_are_known()
        {
            await using var cloud = await WithWebTeamAsync(new() { Stacks = ["website/prod"] });

            Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(cloud, "addStackPermission", Stack(101, "Prod"))).Status);
            (await ChangeAsync(cloud, "addStackPermission", Stack(101, "dev")))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: Stack 'website/dev' not found");
            Assert.Equal("""[{"projectName":"website","stackName":"prod","permission":101}]""", await GrantedAsync(cloud, "stacks"));
        }

        [Theory]
        [InlineData("editStackPermission")]
        [InlineData("removeStack")]
        public async Task Is_not_found_when_the_team_has_none(string change)
        {
            await using var cloud = await WithWebTeamAsync();

            (await ChangeAsync(cloud, change, Stack(101)))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'web' has no permission on stack 'website/prod'.");
        }

        [Theory]
        [InlineData("website", "")]
        [InlineData(null, "prod")]
        [InlineData("acme/website", "prod")]
        public async Task Needs_a_project_and_a_name(string? projectName, string stackName)
        {
            await using var cloud = await WithWebTeamAsync();

            (await ChangeAsync(cloud, "addStackPermission", new { projectName, stackName, permission = 101 }))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: 'projectName' and 'stackName' must be given, without slashes.");
        }
    }

    public class OfAnEnvironment
    {
        [Fact]
        public async Task Is_added_changed_and_removed_and_its_duration_told_as_Go_does()
        {
            await using var cloud = await WithWebTeamAsync();

            await ChangeAsync(cloud, "addEnvironmentPermission", Environment("open", "90m"));
            Assert.Equal(
                """[{"projectName":"default","envName":"secrets","permission":"open","maxOpenDuration":"1h30m0s"}]""",
                await GrantedAsync(cloud, "environments"));

            await ChangeAsync(cloud, "editEnvironmentPermission", Environment("write"));
            Assert.Equal("""[{"projectName":"default","envName":"secrets","permission":"write"}]""", await GrantedAsync(cloud, "environments"));

            await ChangeAsync(cloud, "removeEnvironment", Secrets);
            Assert.Equal("[]", await GrantedAsync(cloud, "environments"));
        }

        [Theory]
        [InlineData("none", null, "Invalid environment permission.")]
        [InlineData("admin", "1d", "Invalid duration '1d'.")]
        [InlineData("admin", "", "Invalid duration ''.")]
        public async Task Is_refused_where_it_is_none(string permission, string? duration, string reason)
        {
            await using var cloud = await WithWebTeamAsync();

            (await ChangeAsync(cloud, "addEnvironmentPermission", Environment(permission, duration)))
                .MustRefuse(HttpStatusCode.BadRequest, $"Bad Request: {reason}");
        }

        [Fact]
        public async Task Needs_an_environment_of_the_organization_where_these_are_known()
        {
            await using var cloud = await WithWebTeamAsync(new() { Environments = ["default/other"] });

            (await ChangeAsync(cloud, "addEnvironmentPermission", Environment("read")))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: Environment 'default/secrets' not found");
        }
    }

    public sealed class Kept : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-cloud-");

        private EmulatedCloudOptions Options => new()
        {
            DataFile = Path.Combine(_folder.FullName, "cloud.json"),
            Stacks = ["website/prod"],
            Environments = ["default/secrets"],
        };

        public void Dispose() => _folder.Delete(recursive: true);

        [Fact]
        public async Task Are_there_again_after_a_restart()
        {
            await using (var cloud = await WithWebTeamAsync(Options))
            {
                await ChangeAsync(cloud, "addStackPermission", Stack(102));
                await ChangeAsync(cloud, "addEnvironmentPermission", Environment("open", "2h"));
            }

            await using var again = await RunningCloud.StartAsync(Options);
            var organization = again.Cloud.State.Organization("acme");
            Assert.Equal(StackPermission.Write, organization.Team("WEB").Stacks["Website/Prod"]);
            Assert.Equal(
                new EnvironmentGrant { Permission = EnvironmentPermission.Open, MaxOpenDuration = TimeSpan.FromHours(2) },
                organization.Team("web").Environments["default/secrets"]);
            Assert.Contains("WEBSITE/prod", organization.Stacks!);
        }
    }
}
