using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PulumiOrgs.Provider.Commands;

/// <summary>How many are read, beside a bar: "12 of 60".</summary>
internal sealed class CountColumn : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.IsIndeterminate
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{task.Value:N0} of {task.MaxValue:N0}"));
}
