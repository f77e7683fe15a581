using System.Collections.Concurrent;
using PulumiOrgs.Local.Engine.Deployments;
using Spectre.Console;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run on a terminal: above, line by line, what is done; in the last line, moving, what is under way.</summary>
/// <param name="console">The terminal.</param>
/// <param name="time">The clock.</param>
public sealed class TerminalDisplay(IAnsiConsole console, TimeProvider time) : IDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly Progress _progress = new(time);
    private readonly ConcurrentQueue<RunLine> _lines = new();
    private readonly CancellationTokenSource _over = new();
    private Task _drawing = Task.CompletedTask;
    private bool _preview;

    public void OnBegin(EngineCommand command, string stack)
    {
        _preview = command == EngineCommand.Preview;
        console.Write([new RunLine($"{command} of {stack}")]);
        _drawing = Task.Run(() => console.Status().StartAsync(Markup.Escape(_progress.ToString()), DrawAsync));
    }

    public void OnStepStarted(StepInfo step) => _progress.Start(step);

    public void OnStepFinished(StepResult result)
    {
        _progress.Finish(result);
        Add(RunText.Of(result, _preview));
    }

    public void OnDiagnostic(Diagnostic diagnostic) => Add([RunText.Of(diagnostic)]);

    public void OnEnd(EngineResult result)
    {
        _over.Cancel();
        _drawing.GetAwaiter().GetResult();
        _over.Dispose();
        Add(RunText.Of(result));
        WriteLines();
    }

    private void Add(IEnumerable<RunLine> lines)
    {
        foreach (var line in lines)
        {
            _lines.Enqueue(line);
        }
    }

    private async Task DrawAsync(StatusContext status)
    {
        while (!_over.IsCancellationRequested)
        {
            WriteLines();
            status.Status(Markup.Escape(_progress.ToString()));
            await Task.Delay(Refresh, time, _over.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    // Only the drawing thread writes: what others wrote would tear the moving part. That leaves a longer line behind, which each line
    // that takes its place is padded to erase.
    private void WriteLines()
    {
        while (_lines.TryDequeue(out var line))
        {
            console.Write([line with { Text = line.Text.PadRight(console.Profile.Width - 1) }]);
        }
    }
}

/// <summary>What is under way, how long it has been, and how much is done, in one line.</summary>
/// <param name="time">The clock.</param>
internal sealed class Progress(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<(StepInfo Step, long Began)> _running = [];
    private readonly long _began = time.GetTimestamp();
    private int _done;
    private int _failed;

    public void Start(StepInfo step)
    {
        lock (_gate)
        {
            _running.Add((step, time.GetTimestamp()));
        }
    }

    public void Finish(StepResult result)
    {
        lock (_gate)
        {
            _running.RemoveAll(running => running.Step.Key == result.Step.Key);
            _ = result.Status == StepStatus.Failed ? _failed++ : _done++;
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            var failed = _failed > 0 ? $", {_failed} failed" : "";
            // The oldest is the one that a user waits for.
            var oldest = _running is [var (step, began), ..]
                ? $": {RunText.UnderWay(step.Op)} {step.Urn.Name} {RunText.Duration(time.GetElapsedTime(began))}"
                : "";
            return $"{RunText.Duration(time.GetElapsedTime(_began))}, {_done} done{failed}, {_running.Count} under way{oldest}";
        }
    }
}
