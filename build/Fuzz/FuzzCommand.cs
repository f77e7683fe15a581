using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace PulumiOrgs.Build.Fuzz;

/// <summary>Asks the plugin what no engine asks, in front of a cloud that answers what no cloud answers.</summary>
internal sealed class FuzzCommand : Command
{
    private readonly Option<double> _minutes = new("--minutes") { Description = "For how long", HelpName = "N", DefaultValueFactory = static _ => 10 };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "How many calls run at once",
        HelpName = "N",
        DefaultValueFactory = static _ => Environment.ProcessorCount * 32,
    };

    private readonly PluginOption _plugin = new();

    public FuzzCommand()
        : base("fuzz", "Calls the plugin with rubbish, before a cloud whose answers are rubbish now and then.")
    {
        Options.Add(_minutes);
        Options.Add(_parallel);
        Options.Add(_plugin);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var plugin = _plugin.FileOf(arguments);
        var duration = TimeSpan.FromMinutes(arguments.GetValue(_minutes));
        AnsiConsole.WriteLine($"fuzzing for {duration:g}");
        var result = await FuzzRun.RunAsync(plugin, duration, arguments.GetValue(_parallel), cancellationToken);
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("call");
        table.AddColumns([.. ((string[])["calls", "done", "refused", "slowest"]).Select(static title => new TableColumn(title).RightAligned())]);
        foreach (var (name, count) in result.Calls.OrderBy(static call => call.Key))
        {
            table.AddRow(
                name,
                Number(count.Calls),
                Number(count.Done),
                Number(count.Calls - count.Done),
                string.Create(CultureInfo.InvariantCulture, $"{count.Slowest.TotalSeconds:0.0} s"));
        }

        AnsiConsole.Write(table);
        foreach (var finding in result.Findings)
        {
            Console.WriteLine(finding);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"fuzz: {result.Calls.Values.Sum(static count => count.Calls):N0} calls, {result.ChangedAnswers:N0} changed answers, " +
            $"{result.Findings.Count} findings; the plugin took {result.PeakMemory / (1024.0 * 1024):0} MB at most."));
        return result.Findings.Count == 0 ? 0 : 1;
    }

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
