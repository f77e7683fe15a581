using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>What teams may do with stacks and environments, from a roster to the API.</summary>
public sealed class PermissionTests
{
    private const string Roster = """
        admins: [ada]
        teams:
          - name: web
            displayName: Web
            description: The site
            members: [ada]
            stacks:
              website/prod: write
              website/dev: admin
            environments:
              keys: { permission: open, maxOpenDuration: 90m }
              aws/login: read
        """;

    private static EmulatedCloudOptions Cloud => new()
    {
        Stacks = ["website/prod", "website/dev", "data/dev"],
        Environments = ["default/keys", "aws/login"],
    };

    private static IReadOnlyList<string> ChangesOf(Workspace workspace) =>
        [.. workspace.Writes.Where(static request => request.Contains("teams/web", StringComparison.Ordinal))
            .Select(static request => request[(request.IndexOf('{', StringComparison.Ordinal) + 2)..])];

    [Fact]
    public async Task What_a_roster_gives_is_given_with_one_request_each_and_a_second_run_asks_nothing()
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);

        await workspace.SucceedAsync();
        var given = workspace.Writes.Where(static request => request.Contains("Permission", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var second = await workspace.SucceedAsync();

        Assert.Equal(
            [
                """PATCH orgs/acme/teams/web {"addEnvironmentPermission":{"projectName":"aws","envName":"login","permission":"read"}}""",
                """PATCH orgs/acme/teams/web {"addEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"open","maxOpenDuration":"90m"}}""",
                """PATCH orgs/acme/teams/web {"addStackPermission":{"projectName":"website","stackName":"dev","permission":103}}""",
                """PATCH orgs/acme/teams/web {"addStackPermission":{"projectName":"website","stackName":"prod","permission":102}}""",
            ],
            given);
        Assert.Equal([StepOp.Same], second.Counts.Keys);
        Assert.Empty(workspace.Requests);
    }

    [Theory]
    [InlineData("prod: write", "prod: read", """editStackPermission":{"projectName":"website","stackName":"prod","permission":101}}""")]
    [InlineData("      website/dev: admin\n", "", """removeStack":{"projectName":"website","stackName":"dev"}}""")]
    [InlineData("    environments", "      data/dev: read\n    environments", """addStackPermission":{"projectName":"data","stackName":"dev","permission":101}}""")]
    [InlineData("open, max", "write, max", """editEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"write","maxOpenDuration":"90m"}}""")]
    [InlineData(", maxOpenDuration: 90m", "", """editEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"open"}}""")]
    [InlineData("\n      aws/login: read", "", """removeEnvironment":{"projectName":"aws","envName":"login"}}""")]
    public async Task An_edit_of_the_roster_is_one_write(string before, string after, string write)
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);
        await workspace.SucceedAsync();

        workspace.Write(Roster.ReplaceLineEndings("\n").Replace(before, after, StringComparison.Ordinal));
        await workspace.SucceedAsync();

        Assert.Equal([write], ChangesOf(workspace));
        Assert.Single(workspace.Writes);
    }

    [Fact]
    public async Task The_same_in_other_words_is_no_change()
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);
        await workspace.SucceedAsync();

        workspace.Write(Roster.Replace("90m", "1h30m", StringComparison.Ordinal)
            .Replace("website/prod", "Website/PROD", StringComparison.Ordinal).Replace("keys:", "default/Keys:", StringComparison.Ordinal));
        await workspace.SucceedAsync();

        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_refresh_reads_the_team_once_and_finds_what_was_changed_and_the_next_run_mends_exactly_that()
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);
        await workspace.SucceedAsync();
        await workspace.SucceedAsync(EngineCommand.Refresh);
        Assert.Single(workspace.Requests, static request => request.StartsWith("GET orgs/acme/teams", StringComparison.Ordinal));

        workspace.BehindItsBack(static organization => organization
            .AddTeamStack("web", "website/prod", StackPermission.Creator)
            .RemoveTeamStack("web", "website/dev")
            .AddTeamEnvironment("web", "default/keys", new EnvironmentGrant { Permission = EnvironmentPermission.Open })
            .AddTeamStack("web", "data/dev", StackPermission.Admin));
        await workspace.SucceedAsync(EngineCommand.Refresh);
        Assert.Empty(workspace.Writes);
        await workspace.SucceedAsync();

        Assert.Equal(
            [
                """addStackPermission":{"projectName":"website","stackName":"dev","permission":103}}""",
                """editEnvironmentPermission":{"projectName":"default","envName":"keys","permission":"open","maxOpenDuration":"90m"}}""",
                """editStackPermission":{"projectName":"website","stackName":"prod","permission":102}}""",
            ],
            ChangesOf(workspace).Order(StringComparer.Ordinal));
        // What no program declares is left alone.
        Assert.Equal(StackPermission.Admin, workspace.Organization.Team("web").Stacks["data/dev"]);
    }

    [Fact]
    public async Task A_renamed_team_may_do_all_that_it_may_before_the_old_one_goes()
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);
        await workspace.SucceedAsync();

        workspace.Write(Roster.Replace("name: web", "name: site", StringComparison.Ordinal));
        await workspace.SucceedAsync();

        Assert.Equal(["website/dev", "website/prod"], workspace.Organization.Team("site").Stacks.Keys);
        Assert.Equal(["aws/login", "default/keys"], workspace.Organization.Team("site").Environments.Keys);
        Assert.Equal("DELETE orgs/acme/teams/web", workspace.Writes[^1]);
    }

    [Fact]
    public async Task Both_kinds_can_be_imported_and_the_next_run_changes_nothing()
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);
        await workspace.SucceedAsync();
        File.Delete(workspace.StateFile);

        await ImportAsync("OrgMember", "ada");
        await ImportAsync("Team", "web");
        await ImportAsync("TeamMembership", "web/ada");
        await ImportAsync("TeamStackPermission", "web/website/prod");
        await ImportAsync("TeamStackPermission", "web/website/dev");
        await ImportAsync("TeamEnvironmentPermission", "web/default/keys");
        await ImportAsync("TeamEnvironmentPermission", "web/aws/login");
        var result = await workspace.SucceedAsync();

        Assert.DoesNotContain(workspace.Writes, static request => request.Contains("teams", StringComparison.Ordinal));
        Assert.Equal([StepOp.Same, StepOp.Create], result.Counts.Keys.Order());

        Task ImportAsync(string type, string id) =>
            workspace.SucceedAsync(EngineCommand.Import, new ImportRequest($"orgs:index:{type}", $"acme/{id}", $"acme/{id}", Protect: false));
    }

    [Fact]
    public async Task A_stack_that_does_not_exist_fails_alone_and_says_how_it_comes_to_be()
    {
        await using var workspace = await Workspace.StartAsync(Roster.Replace("website/dev", "website/staging", StringComparison.Ordinal), Cloud);

        var result = await workspace.UpAsync();

        Assert.False(result.Succeeded);
        Assert.Contains("`pulumi stack init acme/website/staging`", workspace.Screen, StringComparison.Ordinal);
        workspace.BehindItsBack(static organization => organization with { Stacks = organization.Stacks!.Add("website/staging") });
        await workspace.SucceedAsync();
        Assert.Equal(["website/prod", "website/staging"], workspace.Organization.Team("web").Stacks.Keys);
    }

    [Fact]
    public async Task Destroy_takes_away_what_it_gave()
    {
        await using var workspace = await Workspace.StartAsync(Roster, Cloud);
        await workspace.SucceedAsync();

        await workspace.SucceedAsync(EngineCommand.Destroy);

        Assert.Equal(4, workspace.Writes.Count(static request => request.Contains("\"remove", StringComparison.Ordinal)
            && request.Contains("projectName", StringComparison.Ordinal)));
        Assert.Empty(workspace.Organization.Teams);
    }
}
