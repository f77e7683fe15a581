using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>What a deployment makes, changes and asks, from a program to the API.</summary>
public sealed class DeploymentTests
{
    [Fact]
    public async Task The_example_makes_its_organization_and_a_second_run_asks_nothing()
    {
        await using var workspace = await Workspace.StartAsync(await File.ReadAllTextAsync(Workspace.ExampleRoster, TestContext.Current.CancellationToken));

        var first = await workspace.SucceedAsync();
        var members = workspace.Organization.Members.Count;
        var second = await workspace.SucceedAsync();

        Assert.Equal(41, members);
        Assert.Equal(8, workspace.Organization.Teams.Count);
        Assert.Equal(91, first.Counts[StepOp.Create]);
        Assert.Equal([KeyValuePair.Create(StepOp.Same, 91)], second.Counts);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task From_nothing_every_resource_takes_the_requests_that_it_needs()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);

        await workspace.SucceedAsync();

        Assert.Equal(
            [
                """PATCH orgs/acme/teams/web {"memberAction":"add","member":"ada"}""",
                """PATCH orgs/acme/teams/web {"memberAction":"add","member":"bob"}""",
                """PATCH orgs/acme/teams/web {"memberAction":"promote","member":"ada"}""",
                """PATCH orgs/acme/teams/web {"memberAction":"remove","member":"admin"}""",
                """POST orgs/acme/members/ada {"role":"admin"}""",
                """POST orgs/acme/members/bob {"role":"member"}""",
                """POST orgs/acme/members/cleo {"role":"member"}""",
                """POST orgs/acme/teams/pulumi {"name":"web","displayName":"Web","description":"The site"}""",
            ],
            workspace.Writes.Where(request => !request.StartsWith("POST orgs/acme/tokens", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Collection(
            workspace.Writes.Where(request => request.Contains("/tokens", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            request => Assert.StartsWith("""POST orgs/acme/tokens {"name":"ci-""", request, StringComparison.Ordinal),
            request => Assert.StartsWith("""POST orgs/acme/tokens {"name":"release-""", request, StringComparison.Ordinal));
        // Since the program takes over who is there, that is asked once.
        Assert.Equal(
            ["GET orgs/acme/members?type=backend", "GET orgs/acme/members?type=frontend", "GET orgs/acme/tokens?filter=all&maxResults=1000"],
            workspace.Requests.Except(workspace.Writes).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_preview_writes_nothing_and_asks_only_what_it_says()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);

        var preview = await workspace.SucceedAsync(EngineCommand.Preview);

        Assert.Equal(10, preview.Counts[StepOp.Create]);
        // Whether the organization can be seen, and who is in it already: the program takes people over.
        Assert.Equal(
            ["GET orgs/acme/members?type=backend", "GET orgs/acme/members?type=frontend", "GET orgs/acme/teams"],
            workspace.Requests.Order(StringComparer.Ordinal));
        Assert.False(File.Exists(workspace.StateFile));
    }

    [Theory]
    [InlineData("[ada]\nmembers:\n  - bob\n  - cleo", "[ada, cleo]\nmembers:\n  - bob", """PATCH orgs/acme/members/cleo {"role":"admin"}""")]
    [InlineData("displayName: Web,", "displayName: Website,", """PATCH orgs/acme/teams/web {"newDisplayName":"Website"}""")]
    [InlineData("description: The site", "description: What people see", """PATCH orgs/acme/teams/web {"newDescription":"What people see"}""")]
    [InlineData("  - cleo", "  - cleo\n  - dan", """POST orgs/acme/members/dan {"role":"member"}""")]
    [InlineData("  - cleo\n", "", "DELETE orgs/acme/members/cleo")]
    [InlineData("members: [bob]", "members: [bob, cleo]", """PATCH orgs/acme/teams/web {"memberAction":"add","member":"cleo"}""")]
    [InlineData("members: [bob]", "members: []", """PATCH orgs/acme/teams/web {"memberAction":"remove","member":"bob"}""")]
    [InlineData("admins: [ada], members: [bob]", "admins: [ada, bob], members: []", """PATCH orgs/acme/teams/web {"memberAction":"promote","member":"bob"}""")]
    public async Task An_edit_of_the_roster_is_one_write(string before, string after, string request)
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync();

        workspace.Write(Rosters.Small.Replace(before, after, StringComparison.Ordinal));
        await workspace.SucceedAsync();

        Assert.Equal([request], workspace.Writes);
    }

    [Fact]
    public async Task Somebody_who_leaves_is_taken_out_of_the_team_and_then_of_the_organization()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync();

        workspace.Write(Rosters.Small.Replace("  - bob\n", "", StringComparison.Ordinal).Replace("members: [bob]", "members: []", StringComparison.Ordinal));
        await workspace.SucceedAsync();

        Assert.Equal(["""PATCH orgs/acme/teams/web {"memberAction":"remove","member":"bob"}""", "DELETE orgs/acme/members/bob"], workspace.Writes);
    }

    [Fact]
    public async Task A_renamed_team_is_made_with_its_people_before_the_old_one_goes()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync();

        workspace.Write(Rosters.Small.Replace("name: web", "name: site", StringComparison.Ordinal));
        await workspace.SucceedAsync();

        var writes = workspace.Writes.ToList();
        Assert.Equal("""POST orgs/acme/teams/pulumi {"name":"site","displayName":"Web","description":"The site"}""", writes[0]);
        Assert.Equal("DELETE orgs/acme/teams/web", writes[^1]);
        Assert.Equal(["ada", "bob"], workspace.Organization.Team("site").Members.Keys.Order());
        Assert.False(workspace.Organization.Teams.ContainsKey("web"));
    }

    [Fact]
    public async Task A_token_with_another_description_is_made_under_another_name_before_the_old_one_goes()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        var first = await workspace.SucceedAsync();
        var old = workspace.Token("ci");

        var second = await workspace.SucceedAsync(config: new Dictionary<string, string> { ["ciDescription"] = "Deploys" });

        Assert.Collection(
            workspace.Writes,
            request => Assert.StartsWith("""POST orgs/acme/tokens {"name":"ci-""", request, StringComparison.Ordinal),
            request => Assert.Equal($"DELETE orgs/acme/tokens/{old.Id}", request));
        Assert.NotEqual(Workspace.TokenOf(first, "ci"), Workspace.TokenOf(second, "ci"));
    }

    [Fact]
    public async Task Refresh_finds_what_was_changed_behind_its_back_and_the_next_run_mends_exactly_that()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync();
        workspace.BehindItsBack(organization => organization
            .ChangeRole("cleo", OrganizationRole.Admin)
            .RemoveTeamMember("web", "bob")
            .WithTeam(organization.Team("web").WithDisplayName("Wibble")));
        workspace.BehindItsBack(organization => organization.RemoveTeamMember("web", "bob"));

        var refresh = await workspace.SucceedAsync(EngineCommand.Refresh);
        Assert.Empty(workspace.Writes);
        await workspace.SucceedAsync();

        Assert.Equal(
            ["acme/cleo", "acme/web", "acme/web/bob"],
            refresh.Steps.Where(result => result.Step.Op != StepOp.Same && (result.Step.Changes.Count > 0 || result.Step.Op != StepOp.Refresh))
                .Select(result => result.Step.Urn.Name).Order());
        Assert.Equal(
            [
                """PATCH orgs/acme/members/cleo {"role":"member"}""",
                """PATCH orgs/acme/teams/web {"memberAction":"add","member":"bob"}""",
                """PATCH orgs/acme/teams/web {"newDisplayName":"Web"}""",
            ],
            workspace.Writes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refresh_with_no_drift_reads_each_listing_once_and_finds_nothing()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync();

        await workspace.SucceedAsync(EngineCommand.Refresh);

        Assert.Equal(
            ["GET orgs/acme/members?type=backend", "GET orgs/acme/members?type=frontend", "GET orgs/acme/teams/web",
                "GET orgs/acme/tokens?filter=all&maxResults=1000"],
            workspace.Requests.Order(StringComparer.Ordinal));
        await workspace.SucceedAsync();
        Assert.Empty(workspace.Writes);
    }

    [Fact]
    public async Task Each_kind_of_resource_can_be_imported_and_the_next_run_changes_nothing()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);
        await workspace.SucceedAsync();
        var (ci, release) = (workspace.Token("ci"), workspace.Token("release"));
        File.Delete(workspace.StateFile);

        await workspace.SucceedAsync(EngineCommand.Import, new ImportRequest("orgs:index:OrgMember", "acme/bob", "acme/bob", Protect: false));
        await workspace.SucceedAsync(EngineCommand.Import, new ImportRequest("orgs:index:Team", "acme/web", "acme/web", Protect: false));
        await workspace.SucceedAsync(EngineCommand.Import, new ImportRequest("orgs:index:TeamMembership", "acme/web/bob", "acme/web/bob", Protect: false));
        await workspace.SucceedAsync(EngineCommand.Import, new ImportRequest("orgs:index:OrgAccessToken", "ci", $"acme/{ci.Id}", Protect: false));
        await workspace.SucceedAsync(EngineCommand.Import, new ImportRequest("orgs:index:OrgAccessToken", "release", $"acme/{release.Id}", Protect: false));
        var result = await workspace.SucceedAsync();

        // The component itself is not in the organization, so it cannot be imported.
        Assert.Equal(
            [KeyValuePair.Create(StepOp.Same, 6), KeyValuePair.Create(StepOp.Create, 1)],
            result.Counts.OrderByDescending(count => count.Value));
        Assert.Empty(workspace.Writes);
    }

    [Fact]
    public async Task An_import_of_what_is_not_there_says_so()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);

        var result = await workspace.RunAsync(EngineCommand.Import, new ImportRequest("orgs:index:OrgMember", "zed", "acme/zed", Protect: false));

        Assert.False(result.Succeeded);
        Assert.Contains("acme/zed", workspace.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Destroy_leaves_what_it_did_not_make()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        workspace.BehindItsBack(organization => organization
            .AddMember(Rosters.Eve, OrganizationRole.Member, DateTimeOffset.UtcNow)
            .AddTeam(new Team { Name = "legal", DisplayName = "Legal" }));
        await workspace.SucceedAsync();

        await workspace.SucceedAsync(EngineCommand.Destroy);

        Assert.Equal(["admin", "eve"], workspace.Organization.Members.Keys);
        Assert.Equal(["legal"], workspace.Organization.Teams.Keys);
        Assert.All(workspace.Organization.Tokens, token => Assert.NotNull(token.Deleted));
    }

    [Fact]
    public async Task A_token_whose_answer_was_lost_is_deleted_and_another_is_made_at_once()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);
        workspace.Cloud.Faults.Add(new FaultRule { Method = "POST", PathPattern = "/tokens$", Action = new FaultAction.DropAfter() });

        var result = await workspace.SucceedAsync();
        await workspace.SucceedAsync();

        Assert.Empty(workspace.Requests);
        Assert.Equal(2, workspace.Organization.Tokens.Count(token => token.Deleted is null));
        Assert.Single(workspace.Organization.Tokens, token => token.Deleted is not null);
        Assert.NotEmpty(Workspace.TokenOf(result, "ci"));
    }

    [Fact]
    public async Task A_preview_with_a_token_that_is_not_valid_says_so_once()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);

        var preview = await workspace.RunAsync(EngineCommand.Preview, environment: workspace.Environment(
            ("PULUMI_ACCESS_TOKEN", "pul-not-valid"), ("PULUMI_BACKEND_URL", workspace.Cloud.Url.ToString())));

        Assert.False(preview.Succeeded);
        Assert.Single(workspace.Requests);
        Assert.Single(preview.Diagnostics, diagnostic => diagnostic.Message.Contains("The access token is not valid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_token_is_on_the_screen_or_in_plain_text_in_the_state()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);

        var result = await workspace.SucceedAsync();
        await workspace.SucceedAsync(EngineCommand.Refresh);

        var written = workspace.Screen + await File.ReadAllTextAsync(workspace.StateFile, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(Workspace.TokenOf(result, "ci"), written, StringComparison.Ordinal);
        Assert.DoesNotContain(workspace.Cloud.AccessToken, written, StringComparison.Ordinal);
        Assert.Contains("[secret]", workspace.Screen, StringComparison.Ordinal);
    }
}
