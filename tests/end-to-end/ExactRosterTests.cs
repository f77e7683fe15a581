using PulumiOrgs.Local.Engine;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>After an `up` the organization is what the roster says, and nothing else.</summary>
public sealed class ExactRosterTests
{
    private const string WithTheOwner = """
        admins: [admin, ada]
        members: [bob]
        teams:
          - { name: web, displayName: Web, description: The site, admins: [admin], members: [bob] }
          - { name: ops, displayName: Ops, description: Nights, members: [admin] }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_differs_right_after_an_up(bool bulk)
    {
        await using var workspace = await Workspace.StartAsync(await File.ReadAllTextAsync(Workspace.ExampleRoster, TestContext.Current.CancellationToken));
        await workspace.SucceedAsync(config: ConfigOf(bulk));

        var drift = await workspace.DriftAsync();

        Assert.True(drift.ExitCode == 0, drift.Output + drift.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_owner_of_the_access_token_is_in_the_teams_that_name_them(bool bulk)
    {
        await using var workspace = await Workspace.StartAsync(WithTheOwner);
        await workspace.SucceedAsync(config: ConfigOf(bulk));

        Assert.Equal(("admin=Admin bob=Member", "admin=Member"), (PeopleOf(workspace, "web"), PeopleOf(workspace, "ops")));
        await workspace.SucceedAsync(config: ConfigOf(bulk));
        Assert.Empty(workspace.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_differs_where_a_token_of_the_organization_makes_the_teams(bool bulk)
    {
        await using var workspace = await Workspace.StartAsync("admins: [ada]\nmembers: [bob, cleo]\n");
        var first = await workspace.SucceedAsync(config: ConfigOf(bulk));

        workspace.Write(Rosters.Small);
        var second = await workspace.RunAsync(
            EngineCommand.Up,
            config: ConfigOf(bulk),
            environment: workspace.Environment(
                ("PULUMI_ACCESS_TOKEN", Workspace.TokenOf(first, "release")), ("PULUMI_BACKEND_URL", workspace.Cloud.Url.ToString())));
        var drift = await workspace.DriftAsync();

        Assert.True(second.Succeeded, workspace.Screen);
        Assert.True(drift.ExitCode == 0, drift.Output + drift.Error);
        Assert.Equal("ada=Admin bob=Member", PeopleOf(workspace, "web"));
    }

    private static Dictionary<string, string> ConfigOf(bool bulk) => bulk ? new() { ["bulk"] = "true" } : [];

    private static string PeopleOf(Workspace workspace, string team) =>
        string.Join(' ', workspace.Organization.Team(team).Members.Select(static member => $"{member.Key}={member.Value}"));
}
