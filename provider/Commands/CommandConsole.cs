using Pulumi.Orgs;
using Spectre.Console;

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

    /// <summary>The process's standard input, output and error.</summary>
    public static CommandConsole OfProcess() =>
        new(Console.In, Create(Console.Out, Console.IsOutputRedirected), Create(Console.Error, Console.IsErrorRedirected));

    // Not through the console, which would break lines, and commands in them, where the window ends.
    public void Say(string text) => error.Profile.Out.Writer.WriteLine(Printable.Lines(text));

    public void Warn(string text) => Line(error, $"warning: {text}", new Style(Color.Yellow));

    public void Fail(string text) => Line(error, $"error: {text}", new Style(Color.Red));

    /// <summary>Shows bars for what is read, where somebody may be watching.</summary>
    /// <param name="read">Reads, and tells how far it is.</param>
    public async Task<T> WithProgressAsync<T>(Func<IProgress<ReadProgress>, Task<T>> read)
    {
        if (!error.Profile.Capabilities.Interactive || !error.Profile.Capabilities.Ansi)
        {
            return await read(Unwatched.Instance).ConfigureAwait(false);
        }

        return await error.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new CountColumn(), new ElapsedTimeColumn())
            .StartAsync(bars => read(new ProgressBars(bars)))
            .ConfigureAwait(false);
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(redirected
            ? new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                ColorSystem = ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(writer),
            }
            : new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = UnlimitedWidth;
        }

        return console;
    }

    private static void Line(IAnsiConsole console, string text, Style style)
    {
        // Names in a message are whatever their owners made them; they must not move the cursor of whoever reads it.
        console.Write(new Text(Printable.Lines(text), style));
        console.WriteLine();
    }

    private sealed class Unwatched : IProgress<ReadProgress>
    {
        public static readonly Unwatched Instance = new();

        public void Report(ReadProgress value)
        {
        }
    }
}
