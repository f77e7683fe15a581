using PulumiOrgs.Local.Engine.Deployments;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>What is under way, how long it has been, and how much is done: the part of the screen that moves.</summary>
/// <param name="time">The clock.</param>
internal sealed class ProgressView(TimeProvider time)
{
    private const int MaxRows = 16;

    private static readonly TimeSpan FrameLength = TimeSpan.FromMilliseconds(100);
    private static readonly string[] Frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

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
            if (result.Status == StepStatus.Failed)
            {
                _failed++;
            }
            else
            {
                _done++;
            }
        }
    }

    public IRenderable Render()
    {
        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_began);
            var frame = Frames[(int)(elapsed / FrameLength) % Frames.Length];
            var grid = new Grid().AddColumns(new GridColumn().NoWrap(), new GridColumn().NoWrap(), new GridColumn().NoWrap());
            foreach (var (step, began) in _running.Take(MaxRows))
            {
                grid.AddRow(
                    new Text($"{frame} {StepText.UnderWay(step.Op)}", new Style(StepText.ColorOf(step.Op))),
                    new Text($"{step.Urn.Type} {step.Urn.Name}"),
                    new Text(StepText.Duration(time.GetElapsedTime(began)), new Style(Color.Grey)));
            }

            var more = _running.Count > MaxRows ? $" ({_running.Count - MaxRows} not shown)" : "";
            var failed = _failed > 0 ? $", {_failed} failed" : "";
            var total = $"{frame} {_running.Count} under way{more}, {_done} done{failed}, {StepText.Duration(elapsed)}";
            return new Rows(grid, new Text(total, new Style(Color.Blue)));
        }
    }
}
