using System.Globalization;
using Pulumi.Orgs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PulumiOrgs.Provider.Commands;

/// <summary>
/// Where a command reads, and writes: its result to one place, and what it is about meanwhile to another, so that a result can be piped.
/// </summary>
/// <param name="input">What is piped into the command.</param>
/// <param name="output">The result. Plain lines, and tables without colour, when it is no terminal.</param>
/// <param name="error">Progress, warnings and errors.</param>
internal sealed class CommandConsole(TextReader input, IAnsiConsole output, IAnsiConsole error)
{
    // Lines in a file or a log are as long as they are; a width would break them.
    private const int UnlimitedWidth = 100_000;

    public TextReader Input { get; } = input;

    public IAnsiConsole Output { get; } = output;

    /// <summary>The same place, for lines that must not be broken where the window ends.</summary>
    public TextWriter Lines => Output.Profile.Out.Writer;

    /// <summary>The process's standard input, output and error.</summary>
    public static CommandConsole OfProcess() =>
        new(Console.In, Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected));

    // Not through the console, which would break lines, and commands in them, where the window ends.
    public void Say(string text) => error.Profile.Out.Writer.WriteLine(Printable.Lines(text));

    public void Warn(string text) => Line($"warning: {text}", Color.Yellow);

    public void Fail(string text) => Line($"error: {text}", Color.Red);

    /// <summary>Shows bars for what is read, where somebody may be watching.</summary>
    /// <param name="read">Reads, and tells how far it is; null: nobody wants to know.</param>
    public Task<T> WithProgressAsync<T>(Func<IProgress<ReadProgress>?, Task<T>> read) =>
        error.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? error.Progress()
                .AutoClear(true)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new CountColumn(),
                    new ElapsedTimeColumn())
                .StartAsync(context => read(new ProgressBars(context)))
            : read(null);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) };
        if (!redirected)
        {
            return AnsiConsole.Create(settings);
        }

        (settings.Ansi, settings.ColorSystem, settings.Interactive) = (AnsiSupport.No, ColorSystemSupport.NoColors, InteractionSupport.No);
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = UnlimitedWidth;
        return console;
    }

    private void Line(string text, Color color)
    {
        // Names in a message are whatever their owners made them; they must not move the cursor of whoever reads it.
        error.Write(new Text(Printable.Lines(text), new Style(color)));
        error.WriteLine();
    }

    /// <summary>One bar for each thing that is read.</summary>
    private sealed class ProgressBars(ProgressContext context) : IProgress<ReadProgress>
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

    /// <summary>How many are read, beside a bar: "12 of 60".</summary>
    private sealed class CountColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(task.IsIndeterminate
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $"{task.Value:N0} of {task.MaxValue:N0}"));
    }
}
