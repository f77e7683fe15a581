using System.Net;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public class TeamsTests
{
    public class CreatingOne
    {
        [Fact]
        public async Task Answers_the_team_with_its_creator_as_admin()
        {
            await using var cloud = await RunningCloud.StartAsync();

            var created = await cloud.Post("teams/pulumi", new { name = "web", displayName = "Web", description = "The site" });

            Assert.Equal(HttpStatusCode.Created, created.Status);
            var expected = JObject.Parse(
                """
                {
                  "kind": "pulumi",
                  "name": "web",
                  "displayName": "Web",
                  "description": "The site",
                  "userRole": "admin",
                  "members": [
                    {
                      "name": "Admin",
                      "githubLogin": "admin",
                      "avatarUrl": "https://avatars.example.com/admin.png",
                      "role": "admin"
                    }
                  ],
                  "stacks": [],
                  "environments": []
                }
                """).ToString();
            Assert.Equal(expected, created.Body.ToString());
            Assert.Equal(expected, (await cloud.Get("teams/web")).Body.ToString());
        }

        [Fact]
        public async Task Adds_nobody_when_a_token_of_the_organization_makes_it()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await using var machine = cloud.As((string?)(await cloud.Post("tokens", new { name = "ci", admin = true })).Body["tokenValue"]);

            Assert.Empty((await machine.Post("teams/pulumi", new { name = "web" })).Body["members"]!);
        }

        [Theory]
        [InlineData("")]
        [InlineData("..")]
        [InlineData("a/b")]
        [InlineData("two words")]
        [InlineData("-web")]
        public async Task Refuses_a_name_that_can_be_none(string name)
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Post("teams/pulumi", new { name })).MustRefuse(
                HttpStatusCode.BadRequest,
                "Bad Request: Team name must be 1 to 100 letters, digits, hyphens, underscores or dots, the first a letter or digit.");
        }

        [Theory]
        [InlineData(100, HttpStatusCode.Created)]
        [InlineData(101, HttpStatusCode.BadRequest)]
        public async Task Takes_a_display_name_of_100_characters(int length, HttpStatusCode status)
        {
            await using var cloud = await RunningCloud.StartAsync();

            Assert.Equal(status, (await cloud.Post("teams/pulumi", new { name = "web", displayName = new string('w', length) })).Status);
        }

        [Fact]
        public async Task Refuses_a_name_that_is_taken_in_whichever_case()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("teams/pulumi", new { name = "web" });

            (await cloud.Post("teams/pulumi", new { name = "WEB" }))
                .MustRefuse(HttpStatusCode.Conflict, "Conflict: Team with this name already exists");
        }
    }

    public class TakingOneOverFromGitHub
    {
        [Fact]
        public async Task Answers_the_team_as_it_is_on_GitHub()
        {
            await using var cloud = await RunningCloud.StartAsync(new()
            {
                GitHubTeams = new Dictionary<long, GitHubTeam>
                {
                    [42] = new() { Name = "core", DisplayName = "Core", Description = "From GitHub", Members = ["bob"] },
                },
            });

            var created = await cloud.Post("teams/github", new { githubTeamID = 42 });

            Assert.Equal(HttpStatusCode.Created, created.Status);
            Assert.Equal(
                ("github", "core", "Core", "From GitHub", "bob", "none"),
                ((string?)created.Body["kind"], (string?)created.Body["name"], (string?)created.Body["displayName"],
                    (string?)created.Body["description"], created.All("members", "githubLogin").Single(), (string?)created.Body["userRole"]));
        }

        [Fact]
        public async Task Prefers_the_display_name_and_description_that_are_given()
        {
            await using var cloud = await RunningCloud.StartAsync();

            var team = (await cloud.Post("teams/github", new { name = "x", displayName = "X", description = "Y", githubTeamID = 7 })).Body;

            Assert.Equal(("github-team-7", "X", "Y"), ((string?)team["name"], (string?)team["displayName"], (string?)team["description"]));
        }

        [Fact]
        public async Task Needs_an_id_that_GitHub_knows()
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Post("teams/github", new { name = "x" })).MustRefuse(HttpStatusCode.BadRequest, "Bad Request: No TeamID provided.");
            (await cloud.Post("teams/github", new { githubTeamID = 1001 }))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: GitHub Team '1001' not found");
        }

        [Fact]
        public async Task Works_once()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("teams/github", new { githubTeamID = 1 });

            (await cloud.Post("teams/github", new { githubTeamID = 1 }))
                .MustRefuse(HttpStatusCode.Conflict, "Conflict: Team with this name already exists");
        }

        [Fact]
        public async Task Leaves_its_members_to_GitHub_and_its_description_to_us()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("teams/github", new { githubTeamID = 1 });

            foreach (var memberAction in new[] { "add", "remove", "promote", "demote" })
            {
                (await cloud.Patch("teams/github-team-1", new { memberAction, member = "admin" })).MustRefuse(
                    HttpStatusCode.BadRequest, "Bad Request: The members of team 'github-team-1' are managed by GitHub.");
            }

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Patch("teams/github-team-1", new { newDescription = "Ours" })).Status);
        }
    }

    public class Reading
    {
        [Fact]
        public async Task Lists_teams_without_their_members()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("teams/pulumi", new { name = "web" });
            await cloud.Post("teams/github", new { githubTeamID = 1 });

            var listed = await cloud.Get("teams");

            Assert.Equal(["github-team-1", "web"], listed.All("teams", "name"));
            Assert.All(listed.Body["teams"]!, team => Assert.Null(team["members"]));
        }

        [Fact]
        public async Task Finds_a_team_by_its_name_in_any_case()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("teams/pulumi", new { name = "web" });

            Assert.Equal("web", (string?)(await cloud.Get("teams/WEB")).Body["name"]);
            (await cloud.Get("teams/data")).MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'data' not found");
        }

        [Fact]
        public async Task Says_why_the_members_cannot_be_had()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Post("teams/github", new { githubTeamID = 1 });
            cloud.Cloud.State.Change("acme", acme => acme.WithTeam(acme.Team("github-team-1") with { ListMembersError = "GitHub is down" }));

            var team = await cloud.Get("teams/github-team-1");

            Assert.Equal("GitHub is down", (string?)team.Body["listMembersError"]);
            Assert.Empty(team.All("members", "githubLogin"));
        }
    }

    public class Changing
    {
        [Fact]
        public async Task Renames_and_describes()
        {
            await using var cloud = await WithWebTeamAsync();

            var answer = await cloud.Patch("teams/web", new { newDisplayName = "The web", newDescription = "All of it" });

            Assert.Equal(HttpStatusCode.NoContent, answer.Status);
            var team = (await cloud.Get("teams/web")).Body;
            Assert.Equal(("The web", "All of it"), ((string?)team["displayName"], (string?)team["description"]));
        }

        [Fact]
        public async Task Adds_promotes_demotes_and_removes_a_member()
        {
            await using var cloud = await WithWebTeamAsync();

            foreach (var (memberAction, role) in new[] { ("add", "member"), ("promote", "admin"), ("demote", "member"), ("remove", null) })
            {
                Assert.Equal(HttpStatusCode.NoContent, (await cloud.Patch("teams/web", new { memberAction, member = "BOB" })).Status);
                Assert.Equal(role, (string?)(await cloud.Get("teams/web")).Body.SelectToken("members[?(@.githubLogin == 'bob')].role"));
            }
        }

        [Theory]
        [InlineData("remove")]
        [InlineData("promote")]
        [InlineData("demote")]
        public async Task Does_not_find_who_is_not_in_the_team(string memberAction)
        {
            await using var cloud = await WithWebTeamAsync();

            (await cloud.Patch("teams/web", new { memberAction, member = "bob" }))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: User 'bob' is not a member of team 'web'.");
        }

        [Fact]
        public async Task Adds_only_members_of_the_organization()
        {
            await using var cloud = await WithWebTeamAsync();

            (await cloud.Patch("teams/web", new { memberAction = "add", member = "carol" }))
                .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: User 'carol' is not a member of organization 'acme'.");
        }

        [Fact]
        public async Task Refuses_to_add_someone_twice()
        {
            await using var cloud = await WithWebTeamAsync();

            (await cloud.Patch("teams/web", new { memberAction = "add", member = "Admin" }))
                .MustRefuse(HttpStatusCode.Conflict, "Conflict: User 'Admin' is already a member of team 'web'.");
        }

        [Theory]
        [InlineData("""{"memberAction":"invite","member":"bob"}""", "Invalid memberAction: expected add, remove, promote or demote.")]
        [InlineData("""{"memberAction":"add"}""", "'member' and 'memberAction' must be given together.")]
        [InlineData("""{"member":"bob"}""", "'member' and 'memberAction' must be given together.")]
        public async Task Refuses_what_it_does_not_understand(string body, string message)
        {
            await using var cloud = await WithWebTeamAsync();

            (await cloud.Patch("teams/web", body)).MustRefuse(HttpStatusCode.BadRequest, $"Bad Request: {message}");
        }

        [Fact]
        public async Task Changes_nothing_when_one_part_is_refused()
        {
            await using var cloud = await WithWebTeamAsync();

            await cloud.Patch("teams/web", new { newDescription = "Changed", memberAction = "add", member = "carol" });
            await cloud.Patch("teams/web", new { newDescription = "Changed", newDisplayName = new string('w', 101) });

            Assert.Equal("", cloud.Cloud.State.Organization("acme").Team("web").Description);
        }

        [Fact]
        public async Task Does_not_find_a_team_that_does_not_exist()
        {
            await using var cloud = await RunningCloud.StartAsync();

            (await cloud.Patch("teams/web", new { newDescription = "x" }))
                .MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'web' not found");
        }
    }

    public class Deleting
    {
        [Fact]
        public async Task Answers_nothing_and_then_finds_nothing()
        {
            await using var cloud = await WithWebTeamAsync();

            Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete("teams/Web")).Status);
            (await cloud.Delete("teams/web")).MustRefuse(HttpStatusCode.NotFound, "Not Found: Team 'web' not found");
        }

        [Fact]
        public async Task Leaves_the_name_free()
        {
            await using var cloud = await WithWebTeamAsync();
            await cloud.Delete("teams/web");

            Assert.Equal(HttpStatusCode.Created, (await cloud.Post("teams/pulumi", new { name = "web" })).Status);
        }
    }

    private static async Task<RunningCloud> WithWebTeamAsync()
    {
        var cloud = await RunningCloud.StartAsync(new() { Members = [new Member { Login = "bob" }] });
        await cloud.Post("teams/pulumi", new { name = "web" });
        return cloud;
    }
}
