using System.Net;

namespace PulumiOrgs.Local.Cloud.Tests;

public class AccessTests
{
    private const string NoCredentials = "Unauthorized: No credentials provided or are invalid.";

    [Theory]
    [InlineData(null)]
    [InlineData("pul-of-nobody")]
    public async Task A_caller_without_a_known_token_is_turned_away(string? token)
    {
        await using var cloud = await RunningCloud.StartAsync();
        await using var stranger = cloud.As(token);

        (await stranger.Get("members")).MustRefuse(HttpStatusCode.Unauthorized, NoCredentials);
        (await stranger.Delete("/api/no/such/path")).MustRefuse(HttpStatusCode.Unauthorized, NoCredentials);
    }

    [Theory]
    [InlineData("members")]
    [InlineData("tokens")]
    [InlineData("teams")]
    [InlineData("teams/web")]
    [InlineData("teams/web/tokens")]
    [InlineData("hooks")]
    [InlineData("hooks/chat")]
    public async Task An_organization_that_does_not_exist_is_not_found(string path)
    {
        await using var cloud = await RunningCloud.StartAsync();

        (await cloud.Get($"/api/orgs/nowhere/{path}"))
            .MustRefuse(HttpStatusCode.NotFound, "Not Found: Organization 'nowhere' not found");
    }

    [Fact]
    public async Task An_organization_that_the_caller_is_not_in_is_not_found()
    {
        await using var cloud = await RunningCloud.StartAsync();
        await using var outsider = cloud.As(cloud.Cloud.IssueToken("mallory"));

        (await outsider.Get("members")).MustRefuse(HttpStatusCode.NotFound, "Not Found: Organization 'acme' not found");
        (await outsider.Delete("members/admin")).MustRefuse(HttpStatusCode.NotFound, "Not Found: Organization 'acme' not found");
    }

    [Fact]
    public async Task An_organization_answers_to_its_name_in_any_case()
    {
        await using var cloud = await RunningCloud.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await cloud.Post("/api/orgs/ACME/members/bob", new { role = "member" })).Status);
        Assert.Contains("bob", cloud.Cloud.State.Organization("acme").Members.Keys);
    }

    [Fact]
    public async Task A_mere_member_may_look_but_not_change()
    {
        await using var cloud = await RunningCloud.StartAsync();
        await cloud.Post("members/bob", new { role = "member" });
        await cloud.Post("teams/pulumi", new { name = "web" });
        await using var bob = cloud.As(cloud.Cloud.IssueToken("bob"));

        Assert.Equal(HttpStatusCode.OK, (await bob.Get("members")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.Get("tokens")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.Get("teams/web")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.Get("teams/web/tokens")).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.Get("hooks")).Status);
        foreach (var answer in new[]
        {
            await bob.Post("members/carol", new { role = "member" }),
            await bob.Patch("members/bob", new { role = "admin" }),
            await bob.Delete("members/admin"),
            await bob.Post("tokens", new { name = "ci" }),
            await bob.Delete("tokens/any"),
            await bob.Post("teams/pulumi", new { name = "other" }),
            await bob.Post("teams/github", new { githubTeamID = 1 }),
            await bob.Patch("teams/web", new { newDescription = "Mine now" }),
            await bob.Delete("teams/web"),
            await bob.Post("teams/web/tokens", new { name = "ci" }),
            await bob.Delete("teams/web/tokens/any"),
            await bob.Post("hooks"),
            await bob.Patch("hooks/chat"),
            await bob.Delete("hooks/chat"),
        })
        {
            answer.MustRefuse(HttpStatusCode.Forbidden, "Forbidden: You must be an admin of organization 'acme'.");
        }
    }

    [Fact]
    public async Task The_admin_of_a_team_may_change_that_team_only()
    {
        await using var cloud = await RunningCloud.StartAsync();
        await cloud.Post("members/bob", new { role = "member" });
        await cloud.Post("teams/pulumi", new { name = "web" });
        await cloud.Patch("teams/web", new { memberAction = "add", member = "bob" });
        await cloud.Patch("teams/web", new { memberAction = "promote", member = "bob" });
        await cloud.Post("teams/pulumi", new { name = "data" });
        await using var bob = cloud.As(cloud.Cloud.IssueToken("bob"));

        Assert.Equal(HttpStatusCode.NoContent, (await bob.Patch("teams/web", new { newDescription = "Ours" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await bob.Post("teams/web/tokens", new { name = "ci" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.Post("teams/data/tokens", new { name = "etl" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.Patch("teams/data", new { newDescription = "Ours" })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await bob.Delete("teams/web")).Status);
    }

    [Theory]
    [InlineData("{", "Bad Request: The request body is not JSON.")]
    [InlineData("{} {}", "Bad Request: The request body is not JSON.")]
    [InlineData("[]", "Bad Request: The request body must be a JSON object.")]
    [InlineData("""{"name":7}""", "Bad Request: 'name' must be a string.")]
    [InlineData("""{"expires":"soon"}""", "Bad Request: 'expires' must be an integer of 64 bits.")]
    [InlineData("""{"expires":99999999999999999999}""", "Bad Request: 'expires' must be an integer of 64 bits.")]
    [InlineData("""{"admin":1}""", "Bad Request: 'admin' must be true or false.")]
    public async Task A_malformed_body_is_refused(string body, string message)
    {
        await using var cloud = await RunningCloud.StartAsync();

        (await cloud.Post("tokens", body)).MustRefuse(HttpStatusCode.BadRequest, message);
    }

    [Fact]
    public async Task A_path_or_method_that_does_not_exist_gets_an_error_body_as_well()
    {
        await using var cloud = await RunningCloud.StartAsync();

        (await cloud.Get("/api/stacks")).MustRefuse(HttpStatusCode.NotFound, "Not Found: GET /api/stacks");
        (await cloud.Patch("tokens/1")).MustRefuse(
            HttpStatusCode.MethodNotAllowed, "Method Not Allowed: PATCH /api/orgs/acme/tokens/1");
    }
}
