using System.Net;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public class RolesTests
{
    private static EmulatedCloudOptions Options => new()
    {
        Roles = [new CustomRole { Id = "boss", Name = "Boss", Description = "Nearly", ClosestRole = OrganizationRole.Admin }],
        Members = [new Member { Login = "bob" }],
    };

    [Fact]
    public async Task Are_the_services_own_and_the_organizations()
    {
        await using var cloud = await RunningCloud.StartAsync(Options);

        var roles = await cloud.Get("roles?uxPurpose=role");

        Assert.Equal(["Member", "Admin", "Billing Manager", "Boss"], roles.All("roles", "name"));
        Assert.Equal(["member", "admin", "billing-manager", ""], roles.All("roles", "defaultIdentifier"));
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("roles?uxPurpose=king")]
    public async Task Are_asked_for_by_their_purpose(string path)
    {
        await using var cloud = await RunningCloud.StartAsync(Options);

        (await cloud.Get(path)).MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Role purpose is not valid");
    }

    [Fact]
    public async Task Of_a_member_show_the_closest_built_in_one_beside()
    {
        await using var cloud = await RunningCloud.StartAsync(Options);

        Assert.Equal(HttpStatusCode.NoContent, (await cloud.Patch("members/bob", new { role = "member", fgaRoleId = "boss" })).Status);

        var bob = (await cloud.Get("members")).Body["members"]![1]!;
        Assert.Equal(("admin", "boss", "Boss"), ((string?)bob["role"], (string?)bob["fgaRole"]!["id"], (string?)bob["fgaRole"]!["name"]));
    }

    [Fact]
    public async Task Of_a_member_make_no_admin()
    {
        await using var cloud = await RunningCloud.StartAsync(Options);
        await cloud.Patch("members/bob", new { fgaRoleId = "boss" });

        (await cloud.Patch("members/admin", new { fgaRoleId = "boss" }))
            .MustRefuse(HttpStatusCode.BadRequest, "Bad Request: The organization must keep at least one admin.");
    }

    [Fact]
    public async Task Of_a_team_are_one_at_most()
    {
        await using var cloud = await RunningCloud.StartAsync(Options);
        await cloud.Post("teams/pulumi", new { name = "web" });
        var builtIn = BuiltInRole.Of(OrganizationRole.Member).Id;

        await cloud.Post($"teams/web/roles/{builtIn}", new { });
        await cloud.Post("teams/web/roles/boss", new { });

        Assert.Equal("boss", (string?)(await cloud.Get("teams/web")).Body.SelectToken("roleIds[0]"));
        Assert.Equal(["Boss"], (await cloud.Get("teams/web/roles")).All("roles", "name"));
        (await cloud.Delete($"teams/web/roles/{builtIn}")).MustRefuse(HttpStatusCode.NotFound, $"Not Found: Role '{builtIn}' not found");
        Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete("teams/web/roles/boss")).Status);
        Assert.Null((await cloud.Get("teams/web")).Body["roleIds"]);
    }

    [Fact]
    public async Task Of_a_team_must_be_enabled()
    {
        await using var cloud = await RunningCloud.StartAsync(Options);
        cloud.Cloud.State.Change("acme", static organization => organization.WithTeam(new Team { Name = "web", HasRolesEnabled = false }));

        (await cloud.Post("teams/web/roles/boss", new { })).MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Custom roles are not enabled for team 'web'.");
        await cloud.Post("teams/web/enable-team-roles", new { });

        Assert.Equal(HttpStatusCode.NoContent, (await cloud.Post("teams/web/roles/boss", new { })).Status);
        (await cloud.Post("teams/web/enable-team-roles", new { })).MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Role with this name already exists");
    }

    [Theory]
    [InlineData("boss", "")]
    [InlineData("5f0a3f6e-0000-4000-8000-000000000002", "admin")]
    public async Task Of_a_token_are_shown_in_the_listing(string roleId, string identifier)
    {
        await using var cloud = await RunningCloud.StartAsync(Options);

        await cloud.Post("tokens", new { name = "ci", roleID = roleId });

        var role = (await cloud.Get("tokens")).Body["tokens"]![0]!["role"]!;
        Assert.Equal((roleId, identifier), ((string?)role["id"], (string?)role["defaultIdentifier"]));
    }

    [Fact]
    public async Task That_do_not_exist_are_given_to_nothing()
    {
        await using var cloud = await RunningCloud.StartAsync(Options);
        await cloud.Post("teams/pulumi", new { name = "web" });

        foreach (var answer in (Answer[])[await cloud.Post("teams/web/roles/king", new { }), await cloud.Post("tokens", new { name = "ci", roleID = "king" })])
        {
            answer.MustRefuse(HttpStatusCode.BadRequest, "Bad Request: Invalid parameter 'roleID'.");
        }

        Assert.Empty(cloud.Cloud.State.Organization("acme").Tokens);
    }
}
