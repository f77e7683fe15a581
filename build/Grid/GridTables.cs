using System.Globalization;
using Spectre.Console;

namespace PulumiOrgs.Build.Grid;

/// <summary>Shows how far the grids are, and what came of them.</summary>
/// <param name="console">Where to.</param>
/// <param name="withScreens">Whether wrong cells are shown with all that they printed and asked.</param>
internal sealed class GridTables(IAnsiConsole console, bool withScreens)
{
    // A wider line is cut: the table is to be read, and --show has it all.
    private const int MessageWidth = 160;
    private const int Lines = 20;
    private const int Width = 200;

    /// <summary>Runs, and says now and then how far it is.</summary>
    public async Task<IReadOnlyList<T>> ProgressAsync<T>(
        string name, int count, Func<Action<T>, Task<IReadOnlyList<T>>> runAsync, Func<T, bool> isRight)
    {
        var (done, wrong) = (0, 0);
        var gate = new Lock();
        console.WriteLine($"{name}: {count} cells");
        return await runAsync(result =>
        {
            lock (gate)
            {
                done++;
                wrong += isRight(result) ? 0 : 1;
                if (done * Lines / count > (done - 1) * Lines / count)
                {
                    console.WriteLine($"{name}: {done} of {count}, {wrong} not right");
                }
            }
        });
    }

    /// <summary>Writes the table of the reference grid, or that by fault and by request; then what is wrong.</summary>
    public void Write(string name, IReadOnlyList<CellResult> results, TimeSpan duration)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, Width);
        if (results.Count == 0)
        {
            console.WriteLine($"{name}: no cell fits");
            return;
        }

        if (results.All(static result => result.Fault.IsReference))
        {
            WriteMatrix(results);
        }
        else
        {
            WriteCounts("fault", results, static result => result.Fault.Name);
            WriteCounts("request", results, static result => result.Moment.ToString());
        }

        WriteWrong(results.Where(static result => result.Outcome == Outcome.Wrong), static result =>
            ($"{result.Moment}", result.Fault.Name, $"{(result.FirstSucceeded ? "said done; " : "")}{string.Join("; ", result.Findings)}",
                result.Message, result.Screens));
        var lines = results.CountBy(static result => result.Outcome).OrderBy(static count => count.Key)
            .Select(static count => $"{count.Value} {Words(count.Key)}");
        console.MarkupLineInterpolated($"[bold]{name}[/]: {results.Count} cells in {Show(duration)}: {string.Join(", ", lines)}.");
    }

    /// <summary>Writes what came of the kill grid.</summary>
    public void Write(IReadOnlyList<KillResult> results, TimeSpan duration)
    {
        console.Profile.Width = Math.Max(console.Profile.Width, Width);
        WriteWrong(results.Where(static result => !result.IsRight), static result =>
            ($"{result.Kill.Title}", $"{result.Kill.Victim} {(result.Kill.AfterWork ? "after" : "before")} the work",
                string.Join("; ", result.Findings), "", result.Screens));
        console.MarkupLineInterpolated($"[bold]killed[/]: {results.Count} cells in {Show(duration)}: {results.Count(static result => result.IsRight)} right.");
    }

    private void WriteMatrix(IReadOnlyList<CellResult> results)
    {
        var faults = results.Select(static result => result.Fault).Distinct().ToList();
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn("request");
        table.AddColumns([.. faults.Select(static fault => new TableColumn(Markup.Escape(fault.Name)).Centered())]);
        foreach (var row in results.GroupBy(static result => result.Moment))
        {
            table.AddRow([Markup.Escape(row.Key.ToString()), .. faults.Select(fault => Sign(row.FirstOrDefault(result => result.Fault == fault)?.Outcome))]);
        }

        console.Write(table);
        console.MarkupLine("[green]held[/]: the first run; [yellow]second[/]: right after the second; [yellow]told[/]: cannot be, and " +
            "was said; [red]WRONG[/]; -: not met");
    }

    private void WriteCounts(string what, IReadOnlyList<CellResult> results, Func<CellResult, string> key)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(what);
        table.AddColumns([.. ((string[])["cells", "held", "second", "told", "wrong", "not met"])
            .Select(static title => new TableColumn(title).RightAligned())]);
        foreach (var row in results.GroupBy(key))
        {
            int Count(Outcome outcome) => row.Count(result => result.Outcome == outcome);
            table.AddRow([
                Markup.Escape(row.Key),
                .. ((int[])[row.Count(), Count(Outcome.Held), Count(Outcome.RightAfterSecond), Count(Outcome.Told)]).Select(static count => Number(count)),
                Count(Outcome.Wrong) is > 0 and var wrong ? $"[red]{wrong}[/]" : "",
                Number(Count(Outcome.NotMet)),
            ]);
        }

        console.Write(table);
    }

    private void WriteWrong<T>(IEnumerable<T> wrong, Func<T, (string Request, string Fault, string Finding, string Message, string Screens)> describe)
    {
        var lines = wrong.Select(describe).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("request", "what happened", "what is wrong at the end", "what the first run said");
        foreach (var (request, fault, finding, message, screens) in lines)
        {
            table.AddRow(Markup.Escape(request), Markup.Escape(fault), Markup.Escape(Short(finding)), Markup.Escape(Short(message)));
            if (withScreens)
            {
                console.WriteLine($"--- {request}, {fault}\n{screens}");
            }
        }

        console.Write(table);
    }

    private static string Sign(Outcome? outcome) => outcome switch
    {
        Outcome.Held => "[green]held[/]",
        Outcome.RightAfterSecond => "[yellow]second[/]",
        Outcome.Told => "[yellow]told[/]",
        Outcome.Wrong => "[red]WRONG[/]",
        _ => "-",
    };

    private static string Words(Outcome outcome) => outcome switch
    {
        Outcome.Held => "held at once",
        Outcome.RightAfterSecond => "right after the second run",
        Outcome.Told => "said what cannot be",
        Outcome.Wrong => "wrong",
        _ => "not met",
    };

    private static string Number(int count) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length > MessageWidth ? $"{text[..MessageWidth]}…" : text;

    private static string Show(TimeSpan duration) => $"{(int)duration.TotalMinutes}:{duration.Seconds:00}";
}
