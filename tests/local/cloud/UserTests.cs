using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public class UserTests
{
    [Fact]
    public async Task A_person_sees_their_organizations_and_their_role_in_each()
    {
        await using var cloud = await RunningCloud.StartAsync(new() { Login = "ada", Organizations = ["acme", "umbrella"] });
        cloud.Cloud.State.Change("umbrella", umbrella => umbrella.WithMember(umbrella.Members["ada"] with { Role = OrganizationRole.Member }));

        var user = await cloud.Get("/api/user");

        Assert.Equal(("ada", "Ada", "ada@example.com"),
            ((string?)user.Body["githubLogin"], (string?)user.Body["name"], (string?)user.Body["email"]));
        Assert.Equal(["acme", "umbrella"], user.All("organizations", "githubLogin"));
        Assert.Equal(["admin", "member"], user.All("organizations", "role"));
        Assert.Null(user.Body["tokenInfo"]);
    }

    [Fact]
    public async Task A_person_sees_which_organizations_they_could_join()
    {
        await using var cloud = await RunningCloud.StartAsync(new()
        {
            Members = [new Member { Login = "bob", InFrontend = false, Role = OrganizationRole.PotentialMember }],
        });
        await using var bob = cloud.As(cloud.Cloud.IssueToken("bob"));

        var user = await bob.Get("/api/user");

        Assert.Empty(user.All("organizations", "githubLogin"));
        Assert.Equal(["acme"], user.All("potentialOrganizations", "githubLogin"));
    }

    [Fact]
    public async Task A_token_of_the_organization_says_what_it_is()
    {
        await using var cloud = await RunningCloud.StartAsync();
        await using var machine = cloud.As((string?)(await cloud.Post("tokens", new { name = "ci" })).Body["tokenValue"]);

        var user = await machine.Get("/api/user");

        Assert.Equal("acme", (string?)user.Body["githubLogin"]);
        Assert.Equal(["member"], user.All("organizations", "role"));
        Assert.True(JToken.DeepEquals(new JObject { ["name"] = "ci", ["organization"] = "acme", ["team"] = "" }, user.Body["tokenInfo"]));
    }
}
