using System.Collections.Concurrent;
using PulumiOrgs.Local.Engine.Deployments;
using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run on a terminal: above, line by line, what is done; below, moving, what is under way.</summary>
/// <param name="console">The terminal.</param>
/// <param name="time">The clock.</param>
public sealed class TerminalDisplay(IAnsiConsole console, TimeProvider time) : IDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly ProgressView _progress = new(time);
    private readonly ConcurrentQueue<(string Text, Color Color)> _lines = new();
    private readonly CancellationTokenSource _over = new();
    private Task _drawing = Task.CompletedTask;
    private bool _preview;

    public void OnBegin(EngineCommand command, string stack)
    {
        _preview = command == EngineCommand.Preview;
        console.Write(new Text($"{command} of {stack}", new Style(decoration: Decoration.Bold)));
        console.WriteLine();
        _drawing = Task.Run(() => console.Live(_progress.Render()).AutoClear(true).StartAsync(DrawAsync));
    }

    public void OnStepStarted(StepInfo step) => _progress.Start(step);

    public void OnStepFinished(StepResult result)
    {
        _progress.Finish(result);
        if (StepLine.Of(result, _preview) is { } line)
        {
            _lines.Enqueue((line, result.Status == StepStatus.Failed ? Color.Red : StepText.ColorOf(result.Step.Op)));
        }
    }

    public void OnDiagnostic(Diagnostic diagnostic) => _lines.Enqueue((StepLine.Of(diagnostic), diagnostic.Severity switch
    {
        DiagnosticSeverity.Error => Color.Red,
        DiagnosticSeverity.Warning => Color.Yellow,
        _ => Color.Grey,
    }));

    public void OnEnd(EngineResult result)
    {
        _over.Cancel();
        _drawing.GetAwaiter().GetResult();
        WriteLines();
        _over.Dispose();
        new ReportRenderer(console).Write(result);
    }

    private async Task DrawAsync(LiveDisplayContext live)
    {
        while (!_over.IsCancellationRequested)
        {
            WriteLines();
            live.UpdateTarget(_progress.Render());
            await Task.Delay(Refresh, time, _over.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    // Only the drawing thread writes: what others wrote would tear the moving part.
    private void WriteLines()
    {
        while (_lines.TryDequeue(out var line))
        {
            console.Write(new ClearedText(line.Text, new Style(line.Color)));
        }
    }
}
