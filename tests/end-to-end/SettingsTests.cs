using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>What becomes of an organization when the settings around the program change.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Another_cloud_gets_everything_anew_and_the_old_one_is_left_empty()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await using var other = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions { AccessToken = workspace.Cloud.AccessToken }, TestContext.Current.CancellationToken);
        await workspace.SucceedAsync(config: ApiUrl(workspace.Cloud.Url));

        var preview = await workspace.SucceedAsync(EngineCommand.Preview, config: ApiUrl(other.Url));
        var up = await workspace.SucceedAsync(config: ApiUrl(other.Url));
        var again = await workspace.SucceedAsync(config: ApiUrl(other.Url));

        Assert.Equal(8, preview.Counts[StepOp.CreateReplacement]);
        Assert.Equal(8, up.Counts[StepOp.CreateReplacement]);
        Assert.Equal(8, up.Counts[StepOp.DeleteReplaced]);
        Assert.Equal([StepOp.Same], again.Counts.Keys);
        Assert.Equal(["ada", "admin", "bob", "cleo"], other.State.Organization("acme").Members.Keys.Order());
        Assert.Equal(["admin"], workspace.Organization.Members.Keys);
        Assert.Empty(workspace.Organization.Teams);
    }

    [Fact]
    public async Task The_same_cloud_in_other_words_changes_nothing()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Small);
        await workspace.SucceedAsync(config: ApiUrl(workspace.Cloud.Url));

        var inOtherWords = await workspace.SucceedAsync(
            config: new Dictionary<string, string> { ["orgs:apiUrl"] = $"HTTP://127.0.0.1:{workspace.Cloud.Url.Port}" });
        Assert.Equal([StepOp.Same], inOtherWords.Counts.Keys);
        Assert.Empty(workspace.Requests);

        var byEnvironment = await workspace.SucceedAsync();
        Assert.Equal([StepOp.Same], byEnvironment.Counts.Keys);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_setting_of_the_programs_own_is_warned_of_once_and_no_more()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);

        var up = await workspace.SucceedAsync(config: new Dictionary<string, string> { ["orgs:rosterFile"] = "roster.yaml" });

        Assert.StartsWith(
            "the provider has no setting 'rosterFile': left to the program; it has 'accessToken', 'apiUrl', 'organization'",
            Assert.Single(up.Diagnostics, static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_is_mistyped_is_refused_in_a_preview()
    {
        await using var workspace = await Workspace.StartAsync(Rosters.Single);

        var preview = await workspace.RunAsync(EngineCommand.Preview, config: new Dictionary<string, string> { ["orgs:organisation"] = "acme" });

        Assert.False(preview.Succeeded);
        Assert.Contains("does not exist; did you mean 'organization'?", workspace.Screen, StringComparison.Ordinal);
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_deployment_on_this_machine_does_without_the_proxy_of_the_environment()
    {
        Assert.SkipWhen(Built.WithRealPackage, "the package Pulumi itself asks the proxy for the engine on this machine, unless no_proxy has it");
        // Nobody listens there: what went to it would fail.
        const string proxy = "http://127.0.0.1:9";
        await using var workspace = await Workspace.StartAsync(Rosters.Single);

        var up = await workspace.RunAsync(EngineCommand.Up, environment: workspace.Environment(
            ("PULUMI_ACCESS_TOKEN", workspace.Cloud.AccessToken),
            ("PULUMI_BACKEND_URL", workspace.Cloud.Url.ToString()),
            ("http_proxy", proxy),
            ("all_proxy", proxy),
            ("no_proxy", "")));

        Assert.True(up.Succeeded, workspace.Screen);
    }

    private static Dictionary<string, string> ApiUrl(Uri url) => new() { ["orgs:apiUrl"] = url.ToString() };
}
