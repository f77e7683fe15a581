using Spectre.Console;

namespace PulumiOrgs.Provider.Commands;

/// <summary>One bar for each thing that is read.</summary>
internal sealed class ProgressBars(ProgressContext context) : IProgress<ReadProgress>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProgressTask> _bars = [];

    public void Report(ReadProgress value)
    {
        lock (_gate)
        {
            if (!_bars.TryGetValue(value.What, out var bar))
            {
                _bars[value.What] = bar = context.AddTask(Markup.Escape(value.What));
            }

            bar.IsIndeterminate = value.Total is null;
            bar.MaxValue = Math.Max(1, value.Total ?? 1);
            bar.Value = value.Total is 0 ? 1 : value.Done;
        }
    }
}
