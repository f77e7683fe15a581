using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>What an organization of some hundred people costs, in requests.</summary>
public sealed class ManyRequestsTests
{
    private const int PageSize = 20;
    private const int Members = 120;
    private const int Teams = 30;
    private const int Memberships = 10;

    // Two tokens are in the program besides.
    private const int Tokens = 2;

    [Fact]
    public async Task An_up_sends_one_request_for_each_thing_that_it_adds_and_none_when_nothing_is_new()
    {
        await using var workspace = await StartAsync();

        await workspace.SucceedAsync();
        var writes = workspace.Writes.Count;
        var reads = workspace.Requests.Except(workspace.Writes).ToList();
        await workspace.SucceedAsync();

        // The service puts the owner of the access token into each new team, who is taken out again.
        Assert.Equal(Members + (2 * Teams) + (Teams * Memberships) + Tokens, writes);
        // Who is there already is asked once, before anybody comes: the caller alone, so a page of each roster.
        Assert.Equal(["frontend", "backend"], reads.Select(KindOf).Where(static kind => kind != "tokens").OrderDescending());
        Assert.Empty(workspace.Requests);
    }

    [Fact]
    public async Task A_refresh_reads_each_page_and_each_team_once_however_much_of_them_the_program_declares()
    {
        await using var workspace = await StartAsync();
        await workspace.SucceedAsync();
        workspace.BehindItsBack(static organization => Enumerable.Range(1, Members)
            .Aggregate(organization, static (before, number) => before.WithMember(new Member { Login = $"stranger{number}" })));

        await workspace.SucceedAsync(EngineCommand.Refresh);

        // The caller is on the rosters too.
        const int pages = ((2 * Members) + 1 + PageSize - 1) / PageSize;
        Assert.Equal(
            [("frontend", pages), ("backend", pages), ("teams", Teams), ("tokens", 1)],
            workspace.Requests.CountBy(KindOf).Select(kind => (kind.Key, kind.Value))
                .OrderBy(kind => Array.IndexOf(["frontend", "backend", "teams", "tokens"], kind.Key)));
    }

    private static Task<Workspace> StartAsync() => Workspace.StartAsync(
        $$"""
        admins: [boss]
        members: [{{People(Members - 1)}}]
        teams:
        {{string.Join('\n', Enumerable.Range(1, Teams).Select(team => $"  - {{ name: team{team}, displayName: Team {team}, description: '', members: [{People(Memberships)}] }}"))}}
        """,
        new EmulatedCloudOptions { PageSize = PageSize });

    private static string People(int count) => string.Join(", ", Enumerable.Range(1, count).Select(number => $"person{number}"));

    private static string KindOf(string request) => request switch
    {
        _ when request.StartsWith("GET orgs/acme/members?type=frontend", StringComparison.Ordinal) => "frontend",
        _ when request.StartsWith("GET orgs/acme/members?type=backend", StringComparison.Ordinal) => "backend",
        _ when request.StartsWith("GET orgs/acme/teams/team", StringComparison.Ordinal) => "teams",
        _ when request.StartsWith("GET orgs/acme/tokens", StringComparison.Ordinal) => "tokens",
        _ => request,
    };
}
