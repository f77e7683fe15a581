using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Protocol;
using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Writes what a run came to: what changed and how, the stack's outputs, what went wrong. Secrets stay hidden.</summary>
/// <param name="console">Where to.</param>
internal sealed class ReportRenderer(IAnsiConsole console)
{
    public void Write(EngineResult result)
    {
        WriteDifferences(result);
        WriteChanges(result);
        WriteImported(result.Imported);
        WriteOutputs(result.Outputs);
        WriteDiagnostics(result.Diagnostics);
        WriteSummary(result);
    }

    private static string Describe(PropertyValue? value) => value?.ToString() ?? "";

    private void WriteDifferences(EngineResult result)
    {
        // What was created is in the program as it stands: to be read in a preview, and no news afterwards.
        var changed = result.Steps.Select(static result => result.Step)
            .Where(step => step.Changes.Count > 0 && (step.Op != StepOp.Create || result.Command == EngineCommand.Preview));
        foreach (var step in changed.OrderBy(static step => step.Urn.Text, StringComparer.Ordinal))
        {
            console.WriteLine();
            Line($"{StepText.Symbol(step.Op)} {step.Urn.Type} {step.Urn.Name}", StepText.ColorOf(step.Op));
            foreach (var change in step.Changes)
            {
                WriteChange(change);
            }
        }
    }

    private void WriteChange(PropertyChange change)
    {
        var (symbol, color, text) = change.Kind switch
        {
            PropertyChangeKind.Add or PropertyChangeKind.AddReplace => ("+", Color.Green, Describe(change.New)),
            PropertyChangeKind.Delete or PropertyChangeKind.DeleteReplace => ("-", Color.Red, Describe(change.Old)),
            _ => ("~", Color.Yellow, $"{Describe(change.Old)} → {Describe(change.New)}"),
        };
        Line($"    {symbol} {change.Path}: {text}{(change.Kind.IsReplace() ? " (forces replacement)" : "")}", color);
    }

    private void WriteChanges(EngineResult result)
    {
        var changes = result.Steps
            .Where(static result => result.Step.Op is not (StepOp.Same or StepOp.Refresh) || result.Status == StepStatus.Failed)
            .ToList();
        if (changes.Count == 0)
        {
            return;
        }

        var table = Table("", "Operation", "Type", "Name", "Result");
        foreach (var (step, status, duration, _) in changes)
        {
            var style = new Style(status == StepStatus.Failed ? Color.Red : StepText.ColorOf(step.Op));
            table.AddRow(
                new Text(StepText.Symbol(step.Op), style),
                new Text(StepText.Planned(step.Op), style),
                new Text(step.Urn.Type),
                new Text(step.Urn.Name),
                new Text(Outcome(status, duration), style));
        }

        console.WriteLine();
        console.Write(table);

        string Outcome(StepStatus status, TimeSpan duration) => status == StepStatus.Failed
            ? "failed"
            : result.Command == EngineCommand.Preview ? "" : StepText.Duration(duration);
    }

    private void WriteImported(ResourceState? imported)
    {
        if (imported is null)
        {
            return;
        }

        console.WriteLine();
        console.WriteLine($"{imported.Type} '{imported.Urn.Name}' is now in the state, with the id {imported.Id}.");
        console.WriteLine("Declare it in the program under this name with these inputs; then `up` has nothing to change:");
        foreach (var (name, value) in imported.Inputs.OrderBy(static input => input.Key, StringComparer.Ordinal))
        {
            Line($"    {name}: {value}", Color.Green);
        }
    }

    private void WriteOutputs(PropertyMap? outputs)
    {
        if (outputs is null || outputs.Count == 0)
        {
            return;
        }

        var table = Table("Output", "Value");
        foreach (var (name, value) in outputs.OrderBy(static output => output.Key, StringComparer.Ordinal))
        {
            table.AddRow(new Text(name), new Text(value.ToString()));
        }

        console.WriteLine();
        console.Write(table);
    }

    private void WriteDiagnostics(IReadOnlyList<Diagnostic> diagnostics)
    {
        var grave = diagnostics.Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        if (grave.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.WriteLine("Diagnostics:");
        foreach (var about in grave.GroupBy(static diagnostic => diagnostic.Urn))
        {
            if (about.Key is { } urn)
            {
                console.WriteLine($"  {urn.Type} ({urn.Name}):");
            }

            foreach (var diagnostic in about)
            {
                WriteDiagnostic(diagnostic);
            }
        }
    }

    private void WriteDiagnostic(Diagnostic diagnostic)
    {
        var indent = diagnostic.Urn is null ? "  " : "    ";
        var lines = diagnostic.Message.ReplaceLineEndings("\n").Split('\n');
        Line(
            $"{indent}{diagnostic.Severity.ToString().ToLowerInvariant()}: {string.Join($"\n{indent}  ", lines)}",
            diagnostic.Severity == DiagnosticSeverity.Error ? Color.Red : Color.Yellow);
    }

    private void WriteSummary(EngineResult result)
    {
        var counts = result.Counts
            .Select(count => (Text: Name(count.Key), count.Key, Count: count.Value))
            .GroupBy(static count => count.Text)
            .OrderBy(static group => group.Min(static count => count.Key.IsChange() ? 0 : 1))
            .ThenBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => $"{group.Sum(static count => count.Count)} {group.Key}")
            .ToList();
        var failed = result.Steps.Count(static step => step.Status == StepStatus.Failed);
        if (failed > 0)
        {
            counts.Add($"{failed} failed");
        }

        var done = counts.Count == 0 ? "nothing was done" : string.Join(", ", counts);
        var outcome = result.Succeeded ? "succeeded" : result.Cancelled ? "was cancelled" : "failed";
        console.WriteLine();
        Line(
            $"{result.Command} {outcome} in {StepText.Duration(result.Duration)}: {done}",
            result.Succeeded ? Color.Green : Color.Red);

        string Name(StepOp op) => result.Command == EngineCommand.Preview && op.IsChange()
            ? $"to {StepText.Planned(op)}"
            : StepText.Done(op);
    }

    private static Table Table(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)).NoWrap());
        }

        return table;
    }

    private void Line(string text, Color color)
    {
        console.Write(new Text(text, new Style(color)));
        console.WriteLine();
    }
}
