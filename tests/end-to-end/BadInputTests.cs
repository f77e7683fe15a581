using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>What a user reads who got something wrong, and that nothing was written by then.</summary>
public sealed class BadInputTests
{
    [Fact]
    public async Task A_missing_token_names_the_settings_that_were_looked_at()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);

        var result = await workspace.RunAsync(EngineCommand.Preview, environment: workspace.Environment());

        Assert.False(result.Succeeded);
        Assert.All(
            ["orgs:accessToken", "PULUMI_ACCESS_TOKEN", "credentials.json", "https://api.pulumi.com"],
            setting => Assert.Contains(setting, workspace.Screen, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("somewhere", "'somewhere' is no URL of an API")]
    [InlineData("http://pulumi.example.com", "would send the access token unencrypted to another machine; use https")]
    public async Task An_address_that_no_token_may_be_sent_to_is_refused_in_a_preview(string apiUrl, string reason)
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);

        var result = await workspace.RunAsync(EngineCommand.Preview, config: new Dictionary<string, string> { ["orgs:apiUrl"] = apiUrl });

        Assert.False(result.Succeeded);
        Assert.Contains("apiUrl", workspace.Screen, StringComparison.Ordinal);
        Assert.Contains(reason, workspace.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_could_change_a_path_is_refused_in_a_preview()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single.Replace("name: web", "name: '..'", StringComparison.Ordinal));

        var result = await workspace.RunAsync(EngineCommand.Preview);

        Assert.False(result.Succeeded);
        Assert.Contains("roster.yaml:3:13: teams[0].name: '..' is not a name, but a step in a path", workspace.Screen, StringComparison.Ordinal);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_roster_that_contradicts_itself_is_refused_with_all_that_is_wrong_and_no_stack_trace()
    {
        await using var workspace = await Workspace.StartAsync("admins: [ada]\nmembers: [Ada]\nteams: [{ name: web, members: [bob] }]");

        var result = await workspace.RunAsync(EngineCommand.Preview);

        Assert.False(result.Succeeded);
        Assert.Contains("roster.yaml:2:11: members[0]: 'Ada' is in the organization twice", workspace.Screen, StringComparison.Ordinal);
        Assert.Contains("roster.yaml:3:32: teams[0].members[0]: 'bob' is in team 'web', but not in the organization", workspace.Screen,
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", workspace.Screen, StringComparison.Ordinal);
        // The stack itself may be registered by then, or not.
        Assert.All(result.Steps, step => Assert.Equal("pulumi:pulumi:Stack", step.Step.Urn.Type));
    }

    [Theory]
    [InlineData("admins: [ada]\nmembers: [corin, delia\nteams:\n  - name: web\n", "roster.yaml:3:1: is neither YAML nor JSON")]
    [InlineData("admins: [ada]\nmembers: &a [*a]\n", "roster.yaml:2:14: is neither YAML nor JSON: nothing above is named '&a'")]
    public async Task A_roster_that_is_none_is_refused_with_its_place_and_no_stack_trace(string roster, string problem)
    {
        await using var workspace = await Workspace.StartAsync(roster);

        var result = await workspace.RunAsync(EngineCommand.Preview);

        Assert.False(result.Succeeded);
        Assert.Contains(problem, workspace.Screen, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", workspace.Screen, StringComparison.Ordinal);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task Somebody_without_an_account_is_named_and_the_others_join()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small, new EmulatedCloudOptions { UnknownUsers = ["cleo"] });

        var result = await workspace.UpAsync();

        Assert.False(result.Succeeded);
        Assert.Contains("'cleo' has no Pulumi account", workspace.Screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_may_not_write_is_told_whose_token_to_use()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);
        workspace.BehindItsBack(organization => organization
            .AddMember(Rosters.Eve, OrganizationRole.Member, DateTimeOffset.UtcNow));

        var result = await workspace.RunAsync(
            EngineCommand.Up,
            environment: workspace.Environment(("PULUMI_ACCESS_TOKEN", workspace.Cloud.IssueToken("eve")),
                ("PULUMI_BACKEND_URL", workspace.Cloud.Url.ToString())));

        Assert.False(result.Succeeded);
        Assert.Contains("403 Forbidden", workspace.Screen, StringComparison.Ordinal);
        Assert.Contains("use the token of an admin of the organization", workspace.Screen, StringComparison.Ordinal);
    }
}
