using PulumiOrgs.Protocol;
using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>A run as lines of text: each step and each message once, when it comes, and what the run came to at its end.</summary>
internal static class RunText
{
    public static void Write(this IAnsiConsole console, IEnumerable<RunLine> lines)
    {
        foreach (var line in lines)
        {
            console.Write(new Text(line.Text + Environment.NewLine, new Style(line.Color)));
        }
    }

    /// <summary>A step that is over, and its differences. Nothing for what stays as it is or failed: the error says all.</summary>
    public static IEnumerable<RunLine> Of(StepResult result, bool preview)
    {
        var (step, status, duration, _) = result;
        if (status == StepStatus.Failed || step.Op is StepOp.Same or StepOp.Refresh)
        {
            return [];
        }

        var done = preview ? Planned(step.Op) : Done(step.Op);
        var took = preview ? "" : $" ({Duration(duration)})";
        // What was created is in the program as it stands: to be read in a preview, and no news afterwards.
        var changes = step.Op != StepOp.Create || preview ? step.Changes : [];
        return [new($"{Symbol(step.Op)} {done} {step.Urn.Type} {step.Urn.Name}{took}", ColorOf(step.Op)), .. changes.Select(Of)];
    }

    public static RunLine Of(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Info ? "" : $"{diagnostic.Severity.ToString().ToLowerInvariant()}: ";
        var about = diagnostic.Urn is { } urn ? $"{urn.Type} {urn.Name}: " : "";
        return new(severity + about + diagnostic.Message, diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => Color.Red,
            DiagnosticSeverity.Warning => Color.Yellow,
            _ => Color.Grey,
        });
    }

    /// <summary>What a run came to: what it took over, the stack's outputs, how much was done.</summary>
    public static IEnumerable<RunLine> Of(EngineResult result)
    {
        if (result.Imported is { } imported)
        {
            yield return new("");
            yield return new($"{imported.Type} '{imported.Urn.Name}' is now in the state, with the id {imported.Id}.");
            yield return new("Declare it in the program under this name with these inputs; then `up` has nothing to change:");
            foreach (var line in Of(imported.Inputs, Color.Green))
            {
                yield return line;
            }
        }

        if (result.Outputs is { Count: > 0 } outputs)
        {
            yield return new("");
            yield return new("Outputs:");
            foreach (var line in Of(outputs, Color.Default))
            {
                yield return line;
            }
        }

        yield return new("");
        yield return Summary(result);
    }

    private static string Duration(TimeSpan duration) => duration.TotalMinutes < 1
        ? FormattableString.Invariant($"{duration.TotalSeconds:0.0} s")
        : FormattableString.Invariant($"{(int)duration.TotalMinutes} min {duration.Seconds} s");

    private static RunLine Of(PropertyDifference change)
    {
        var (symbol, color, text) = change.Kind switch
        {
            PropertyChangeKind.Add or PropertyChangeKind.AddReplace => ("+", Color.Green, $"{change.New}"),
            PropertyChangeKind.Delete or PropertyChangeKind.DeleteReplace => ("-", Color.Red, $"{change.Old}"),
            _ => ("~", Color.Yellow, $"{change.Old} → {change.New}"),
        };
        return new($"    {symbol} {change.Path}: {text}{(change.Kind.IsReplace() ? " (forces replacement)" : "")}", color);
    }

    private static IEnumerable<RunLine> Of(PropertyMap properties, Color color) => properties
        .Where(static property => !PropertyDifference.IsInternal(property.Key))
        .OrderBy(static property => property.Key, StringComparer.Ordinal)
        .Select(property => new RunLine($"    {property.Key}: {property.Value}", color));

    private static RunLine Summary(EngineResult result)
    {
        var preview = result.Command == EngineCommand.Preview;
        var counts = result.Counts
            .GroupBy(count => preview && count.Key.IsChange() ? $"to {Planned(count.Key)}" : Done(count.Key))
            .OrderBy(static group => group.Any(static count => count.Key.IsChange()) ? 0 : 1)
            .ThenBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => $"{group.Sum(static count => count.Value)} {group.Key}")
            .ToList();
        var failed = result.Steps.Count(static step => step.Status == StepStatus.Failed);
        if (failed > 0)
        {
            counts.Add($"{failed} failed");
        }

        var done = counts.Count == 0 ? "nothing was done" : string.Join(", ", counts);
        var outcome = result.Succeeded ? "succeeded" : result.Cancelled ? "was cancelled" : "failed";
        return new($"{result.Command} {outcome} in {Duration(result.Duration)}: {done}", result.Succeeded ? Color.Green : Color.Red);
    }

    private static string Symbol(StepOp op) => op switch
    {
        StepOp.Create => "+",
        StepOp.Update => "~",
        StepOp.Delete or StepOp.DeleteReplaced => "-",
        StepOp.CreateReplacement => "±",
        StepOp.Import or StepOp.ImportReplacement => "=",
        StepOp.Read => ">",
        StepOp.Discard => "x",
        _ => " ",
    };

    private static Color ColorOf(StepOp op) => op switch
    {
        StepOp.Create or StepOp.Import => Color.Green,
        StepOp.Update => Color.Yellow,
        StepOp.Delete or StepOp.DeleteReplaced or StepOp.Discard => Color.Red,
        StepOp.CreateReplacement or StepOp.ImportReplacement => Color.Magenta1,
        _ => Color.Default,
    };

    /// <summary>What has been done.</summary>
    private static string Done(StepOp op) => op switch
    {
        StepOp.Create => "created",
        StepOp.Update => "updated",
        StepOp.Delete => "deleted",
        StepOp.CreateReplacement => "replaced",
        StepOp.DeleteReplaced => "deleted (replaced)",
        StepOp.Read => "read",
        StepOp.Refresh or StepOp.Same => "unchanged",
        StepOp.Import => "imported",
        StepOp.ImportReplacement => "imported (replacing)",
        _ => "forgotten",
    };

    /// <summary>What a preview says would be done.</summary>
    private static string Planned(StepOp op) => op switch
    {
        StepOp.CreateReplacement => "replace",
        StepOp.DeleteReplaced => "delete replaced",
        StepOp.ImportReplacement => "import replacing",
        StepOp.Discard => "forget",
        StepOp.Refresh or StepOp.Same => "unchanged",
        _ => op.Name(),
    };
}

/// <summary>Text and how it looks on a terminal.</summary>
internal readonly record struct RunLine(string Text, Color Color)
{
    public RunLine(string text)
        : this(text, Color.Default)
    {
    }
}
