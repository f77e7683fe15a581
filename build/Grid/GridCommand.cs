using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;

namespace PulumiOrgs.Build.Grid;

/// <summary>Runs the grids: what fails, at which request, and whether everything is right afterwards.</summary>
internal sealed class GridCommand : Command
{
    private const string Reference = "reference";
    private const string EveryFault = "faults";
    private const string Killed = "killed";

    private readonly Option<string[]> _only = new("--only")
    {
        Description = $"Which grid; may be repeated (default: {EveryFault} and {Killed}, which is all)",
        HelpName = "GRID",
        DefaultValueFactory = static _ => [EveryFault, Killed],
    };

    private readonly Option<string[]> _scenario = new("--scenario")
    {
        Description = $"Whose requests meet faults; may be repeated (default: all; {Reference} is of {Scenario.People.Name})",
        HelpName = "SCENARIO",
        DefaultValueFactory = static _ => [.. Scenario.All.Select(static scenario => scenario.Name)],
    };

    private readonly Option<string?> _at = new("--at")
    {
        Description = "Only requests whose title has this in it, such as \"POST tokens\"",
        HelpName = "TEXT",
    };

    private readonly Option<string?> _fault = new("--fault")
    {
        Description = "Only the fault of this name",
        HelpName = "NAME",
    };

    private readonly Option<bool> _withoutSlow = new("--without-slow") { Description = "Leave out faults that take more than a minute each" };

    private readonly Option<int> _parallel = new("--parallel")
    {
        Description = "How many cells run at once",
        HelpName = "N",
        DefaultValueFactory = static _ => Environment.ProcessorCount * 2,
    };

    private readonly PluginOption _plugin = new();

    private readonly Option<bool> _show = new("--show") { Description = "Print everything that each wrong cell printed and asked" };

    public GridCommand()
        : base("grid", "Runs the scenarios with each fault at each request, and with the plugin or the engine killed at each.")
    {
        _only.AcceptOnlyFromAmong(Reference, EveryFault, Killed);
        _scenario.AcceptOnlyFromAmong([.. Scenario.All.Select(static scenario => scenario.Name)]);
        foreach (var option in (Option[])[_only, _scenario, _at, _fault, _withoutSlow, _parallel, _plugin, _show])
        {
            Options.Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var plugin = _plugin.FileOf(arguments);
        var only = arguments.GetValue(_only) ?? [];
        var parallel = arguments.GetValue(_parallel);
        var tables = new GridTables(AnsiConsole.Console, arguments.GetValue(_show));
        var right = true;
        foreach (var scenario in Scenario.All.Where(scenario => arguments.GetValue(_scenario)!.Contains(scenario.Name)))
        {
            var hasReference = only.Contains(Reference) && scenario == Scenario.People;
            if (!hasReference && !only.Contains(EveryFault))
            {
                continue;
            }

            var grid = await FaultGrid.DiscoverAsync(scenario, plugin, cancellationToken);
            if (hasReference)
            {
                right &= await RunAsync(tables, Reference, grid, [.. grid.Reference.Where(cell => IsWanted(arguments, cell))], parallel, cancellationToken);
            }

            if (only.Contains(EveryFault))
            {
                right &= await RunAsync(
                    tables, $"{EveryFault}, {scenario.Name}", grid, [.. grid.All.Where(cell => IsWanted(arguments, cell))], parallel, cancellationToken);
            }
        }

        if (only.Contains(Killed))
        {
            var began = Stopwatch.GetTimestamp();
            var grid = await KillGrid.DiscoverAsync(plugin, cancellationToken);
            var results = await tables.ProgressAsync<KillResult>(
                Killed, grid.All.Count, onResult => grid.RunAsync(grid.All, parallel, onResult, cancellationToken), static result => result.IsRight);
            tables.Write(results, Stopwatch.GetElapsedTime(began));
            right &= results.All(static result => result.IsRight);
        }

        return right ? 0 : 1;
    }

    private static async Task<bool> RunAsync(
        GridTables tables, string name, FaultGrid grid, IReadOnlyList<(Moment Moment, Fault Fault)> cells, int parallel, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var results = await tables.ProgressAsync<CellResult>(
            name, cells.Count, onResult => grid.RunAsync(cells, parallel, thorough: true, onResult, cancellationToken), static result => result.IsRight);
        tables.Write(name, results, Stopwatch.GetElapsedTime(began));
        return results.All(static result => result.IsRight || result.Outcome == Outcome.NotMet);
    }

    private bool IsWanted(ParseResult arguments, (Moment Moment, Fault Fault) cell) =>
        !(cell.Fault.IsSlow && arguments.GetValue(_withoutSlow))
        && (arguments.GetValue(_fault) is not { } fault || fault == cell.Fault.Name)
        && (arguments.GetValue(_at) is not { } at || cell.Moment.ToString().Contains(at, StringComparison.OrdinalIgnoreCase));
}
