using System.Collections.Immutable;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>The example of a job that looks for drift and writes the text of an issue.</summary>
public sealed class AutomationTests
{
    private const string Roster = """
        admins: [admin]
        members: [bob, cleo]
        teams:
          - name: web
            members: [bob]
        """;

    [Fact]
    public async Task Writes_what_differs_and_takes_it_back_when_nothing_does()
    {
        await using var takeOver = await TakeOver.StartAsync(Seed);
        takeOver.Write("roster.yaml", Roster);

        var same = await RunAsync(takeOver);
        takeOver.BehindItsBack(static acme => acme.ChangeRole("cleo", OrganizationRole.Admin).WithMember(new Member { Login = "dan" }));
        var different = await RunAsync(takeOver);
        var issue = takeOver.Read("drift.md");
        var ignored = await RunAsync(takeOver, "dan");
        var shorter = takeOver.Read("drift.md");
        takeOver.BehindItsBack(static acme => acme.ChangeRole("cleo", OrganizationRole.Member).RemoveMember("dan"));
        var settled = await RunAsync(takeOver);

        Assert.Equal((0, 2, 2, 0), (same.ExitCode, different.ExitCode, ignored.ExitCode, settled.ExitCode));
        Assert.StartsWith("`acme` is not what its roster says.", issue, StringComparison.Ordinal);
        Assert.Contains("| `changed` | `person` | `cleo` | `role` | `member` | `admin` |", issue, StringComparison.Ordinal);
        Assert.Contains("In the organization, but not in the roster: `dan`.", issue, StringComparison.Ordinal);
        Assert.DoesNotContain("dan", shorter, StringComparison.Ordinal);
        Assert.False(takeOver.Has("drift.md"));
    }

    [Fact]
    public async Task Fails_and_writes_nothing_when_it_could_not_look()
    {
        await using var takeOver = await TakeOver.StartAsync(Seed);

        var result = await RunAsync(takeOver);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("roster.yaml", result.Error, StringComparison.Ordinal);
        Assert.False(takeOver.Has("drift.md"));
    }

    [Fact]
    public async Task Says_how_to_call_it()
    {
        await using var takeOver = await TakeOver.StartAsync(Seed);

        var result = await takeOver.ProgramAsync("Automation", "acme");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("usage: ", result.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> RunAsync(TakeOver takeOver, params string[] ignored) =>
        takeOver.ProgramAsync("Automation", ["acme", "roster.yaml", "drift.md", .. ignored]);

    private static Organization Seed(Organization acme) => acme
        .WithMember(new Member { Login = "bob" })
        .WithMember(new Member { Login = "cleo" })
        .AddTeam(new Team { Name = "web", DisplayName = "web", Members = ImmutableSortedDictionary<string, TeamRole>.Empty.Add("bob", TeamRole.Member) });
}
