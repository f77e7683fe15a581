using System.CommandLine;
using Spectre.Console;

namespace PulumiOrgs.Bench;

/// <summary>Measures all cases, or some, and prints one table.</summary>
internal sealed class BenchCommand : RootCommand
{
    // Wider than some terminals: a table that wraps its numbers is worse than one that the terminal wraps.
    private const int Width = 100;

    private static readonly IReadOnlyList<(string Name, string Title, Func<Settings, Task<IReadOnlyList<Figure>>> MeasureAsync)> Cases =
    [
        ("refresh-members", "refresh of 1,000 members in an organization of 1,000", static settings => Deployments.RefreshMembersAsync(settings, 1_000, 999)),
        ("refresh-few-members", "refresh of 10 members in an organization of 1,000", static settings => Deployments.RefreshMembersAsync(settings, 1_000, 10)),
        ("refresh-many-members", "refresh of 10,000 members in an organization of 10,000",
            static settings => Deployments.RefreshMembersAsync(settings, 10_000, 9_999)),
        ("refresh-teams", "refresh of 200 teams with 20 memberships each", static settings => Deployments.RefreshTeamsAsync(settings, 200, 20)),
        ("refresh-tokens", "refresh of 2,000 access tokens", static settings => Deployments.RefreshTokensAsync(settings, 2_000)),
        ("create-members", "up that adds 1,000 members", static settings => Deployments.CreateMembersAsync(settings, 1_000)),
        ("create-teams", "up that adds 50 teams of 10 people and 120 access tokens", static settings => Deployments.CreateTeamsAsync(settings, 50, 10, 120)),
        ("create-calls", "Check and Create of 2,000 members, without an engine", static settings => Calls.CreateAsync(settings, 2_000)),
        ("add-1000-in-one", "Check and Create of 1,000 members in one resource", static settings => Many.AddAsync(settings, 1_000)),
        ("preview-10000-one-change", "Check and Diff of 10,000 members in one, one change", static settings => Many.PreviewAsync(settings, 10_000, 9)),
        ("change-nothing", "up of 1,000 members without a change", static settings => Deployments.ChangeNothingAsync(settings, 1_000)),
        ("diff-calls", "Check and Diff of 10,000 members, without an engine", static settings => Calls.CheckAndDiffAsync(settings, 10_000)),
        ("start", "start of the plugin, median of 20", static settings => Start.MeasureAsync(settings, 20)),
    ];

    private readonly Option<string[]> _cases = new("--case")
    {
        Description = "What to measure; may be repeated (default: all)",
        HelpName = "NAME",
        DefaultValueFactory = static _ => [.. Cases.Select(static known => known.Name)],
    };

    private readonly Option<int> _latency = new("--latency-ms")
    {
        Description = "Milliseconds that the cloud takes for each request",
        DefaultValueFactory = static _ => 20,
    };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "How many resources the engine deals with at once",
        DefaultValueFactory = static _ => 16,
    };

    private readonly Option<FileInfo?> _plugin = new("--plugin")
    {
        Description = "The plugin to measure (default: the native binary, which is built, and the JIT build to compare its start with)",
        HelpName = "FILE",
    };

    private readonly Option<bool> _markdown = new("--markdown") { Description = "Print the table as Markdown" };

    public BenchCommand()
        : base("Measures the plugin against an emulated cloud that takes its time.")
    {
        _cases.AcceptOnlyFromAmong([.. Cases.Select(static known => known.Name)]);
        foreach (var option in (Option[])[_cases, _latency, _parallel, _plugin, _markdown])
        {
            Options.Add(option);
        }

        SetAction(MeasureAsync);
    }

    private async Task<int> MeasureAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        ForgetPulumi();
        var given = arguments.GetValue(_plugin);
        var settings = new Settings(
            given?.FullName ?? PluginBuild.Native(),
            given is null ? PluginBuild.Managed() : null,
            TimeSpan.FromMilliseconds(arguments.GetValue(_latency)),
            arguments.GetValue(_parallel));
        var chosen = arguments.GetValue(_cases) ?? [];
        var table = new Table { Border = arguments.GetValue(_markdown) ? TableBorder.Markdown : TableBorder.Rounded };
        table.AddColumns(
            new TableColumn("case").NoWrap(), new TableColumn("measured").RightAligned().NoWrap(), new TableColumn("goal").RightAligned().NoWrap(),
            new TableColumn("met").NoWrap());
        // The engine and the cloud of this process are compiled while it runs; what is measured is to find them ready.
        await Deployments.WarmUpAsync(settings);
        foreach (var (_, title, measure) in Cases.Where(known => chosen.Contains(known.Name)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Console.Error.WriteLineAsync($"{title} …");
            table.AddRow($"[bold]{Markup.Escape(title)}[/]");
            foreach (var figure in await measure(settings))
            {
                table.AddRow(
                    $"  {Markup.Escape(figure.Name)}", figure.Value, figure.Goal,
                    figure.Met switch { true => "[green]yes[/]", false => "[red]no[/]", null => "" });
            }
        }

        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, Width);
        AnsiConsole.Write(table);
        return 0;
    }

    // What is started here inherits this environment, and nobody's cloud or access token is to be measured.
    private static void ForgetPulumi()
    {
        foreach (var variable in Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(static name => name.StartsWith("PULUMI_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
