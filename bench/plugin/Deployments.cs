using PulumiOrgs.Local.Engine;

namespace PulumiOrgs.Bench;

/// <summary>Whole commands: a program, an engine, the plugin and a cloud that takes its time.</summary>
internal static class Deployments
{
    private const int PageSize = 100;
    private const int TokenPageSize = 1000;

    /// <summary>Deploys, refreshes and deploys again, and measures nothing.</summary>
    public static async Task WarmUpAsync(Settings settings)
    {
        for (var round = 0; round < 3; round++)
        {
            await using var stack = await Stack.CreateAsync(settings);
            var size = new Size(Members: 500);
            await stack.PrepareAsync(EngineCommand.Up, size);
            await stack.PrepareAsync(EngineCommand.Refresh, size);
            await stack.PrepareAsync(EngineCommand.Up, size);
        }
    }

    /// <summary>A refresh reads each page of the two rosters once, however many members the program declares.</summary>
    public static async Task<IReadOnlyList<Figure>> RefreshMembersAsync(Settings settings, int organization, int declared)
    {
        await using var stack = await Stack.CreateAsync(settings);
        var size = new Size(Members: declared);
        await stack.PrepareAsync(EngineCommand.Up, size);
        // The caller is in the organization as well.
        stack.LetIn(from: declared + 1, count: organization - declared - 1);
        var run = await stack.MeasureAsync(EngineCommand.Refresh, size);
        return
        [
            Figure.Exactly("requests", run.Requests, 2 * Pages(organization, PageSize), ""),
            .. Times(run),
            Figure.AtMost("peak memory of the plugin", Megabytes(run.Peak), 120, "MB"),
        ];
    }

    /// <summary>A refresh of teams and of who is in them reads each team once.</summary>
    public static async Task<IReadOnlyList<Figure>> RefreshTeamsAsync(Settings settings, int teams, int memberships)
    {
        await using var stack = await Stack.CreateAsync(settings);
        stack.LetIn(from: 1, count: memberships);
        var size = new Size(Teams: teams, Memberships: memberships);
        await stack.PrepareAsync(EngineCommand.Up, size);
        var run = await stack.MeasureAsync(EngineCommand.Refresh, size);
        return [Figure.Exactly("requests", run.Requests, teams, ""), .. Times(run), Peak(run)];
    }

    /// <summary>A refresh of access tokens reads each page of them once.</summary>
    public static async Task<IReadOnlyList<Figure>> RefreshTokensAsync(Settings settings, int tokens)
    {
        await using var stack = await Stack.CreateAsync(settings);
        var size = new Size(Tokens: tokens);
        await stack.PrepareAsync(EngineCommand.Up, size);
        var run = await stack.MeasureAsync(EngineCommand.Refresh, size);
        return [Figure.Exactly("requests", run.Requests, Pages(tokens, TokenPageSize), ""), .. Times(run), Peak(run)];
    }

    /// <summary>An up that adds members asks for that and for nothing else.</summary>
    public static async Task<IReadOnlyList<Figure>> CreateMembersAsync(Settings settings, int members)
    {
        await using var stack = await Stack.CreateAsync(settings);
        var run = await stack.MeasureAsync(EngineCommand.Up, new Size(Members: members));
        return [Figure.Exactly("requests", run.Requests, members, ""), .. Times(run), Peak(run)];
    }

    /// <summary>An up that makes an organization's teams and tokens asks twice for each team and once for each person in it and each token.</summary>
    public static async Task<IReadOnlyList<Figure>> CreateTeamsAsync(Settings settings, int teams, int memberships, int tokens)
    {
        await using var stack = await Stack.CreateAsync(settings);
        stack.LetIn(from: 1, count: memberships);
        var run = await stack.MeasureAsync(EngineCommand.Up, new Size(Teams: teams, Memberships: memberships, Tokens: tokens));
        // The service puts whoever makes a team into it, and the program does not name them: so each is taken out again.
        var writes = (2 * teams) + (teams * memberships) + tokens;
        // Whose a token is, and when it ends, is in the listing of tokens alone.
        return [Figure.AtMost("requests", run.Requests, writes + Pages(tokens, TokenPageSize), ""), .. Times(run), Peak(run)];
    }

    /// <summary>An up that changes nothing asks the cloud nothing.</summary>
    public static async Task<IReadOnlyList<Figure>> ChangeNothingAsync(Settings settings, int members)
    {
        await using var stack = await Stack.CreateAsync(settings);
        var size = new Size(Members: members);
        await stack.PrepareAsync(EngineCommand.Up, size);
        var run = await stack.MeasureAsync(EngineCommand.Up, size);
        return
        [
            Figure.Exactly("requests", run.Requests, 0, ""),
            Figure.Plain("wall time of the command", run.Wall.TotalSeconds, "s"),
            Figure.AtMost("processor time of the plugin per resource", run.Cpu.TotalMilliseconds / size.Resources, 1, "ms"),
            Peak(run),
        ];
    }

    private static IEnumerable<Figure> Times(Run run) =>
    [
        Figure.Plain("wall time of the command", run.Wall.TotalSeconds, "s"),
        Figure.Plain("from the first request to the last answer", run.AtTheCloud.TotalSeconds, "s"),
        Cpu(run),
    ];

    private static Figure Cpu(Run run) => Figure.Plain("processor time of the plugin", run.Cpu.TotalSeconds, "s");

    private static Figure Peak(Run run) => Figure.Plain("peak memory of the plugin", Megabytes(run.Peak), "MB");

    private static double Megabytes(long bytes) => bytes / 1e6;

    private static int Pages(int entries, int size) => (entries + size - 1) / size;
}
