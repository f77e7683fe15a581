using System.Globalization;

namespace PulumiOrgs.Framework.Serving;

/// <summary>What the plugin was started with.</summary>
/// <param name="Engine">The engine that started it; null when somebody started it by hand for an engine to attach to.</param>
/// <param name="Verbosity">How much is wanted in the logs, from 0 to 9 and above.</param>
internal sealed record PluginArguments(EngineAddress? Engine, int Verbosity)
{
    // The engine's own flags; --tracing has its value in an argument of its own. It tells where tracers of old send what they find.
    private static readonly string[] Flags = ["logtostderr", Verbose, Tracing];
    private const string Verbose = "v";
    private const string Tracing = "tracing";

    /// <summary>
    /// Reads <c>[--logtostderr] [-v=N] [--tracing ENDPOINT] [host:port]</c>. An engine may give flags that nobody knows yet,
    /// but always its address as the last argument: what comes without one was typed.
    /// </summary>
    /// <exception cref="ArgumentException">An argument makes no sense.</exception>
    public static PluginArguments Parse(IReadOnlyList<string> arguments)
    {
        var engine = arguments.Count > 0 ? EngineAddress.Parse(arguments[^1]) : null;
        for (var i = 0; i < arguments.Count - (engine is null ? 0 : 1); i++)
        {
            if (!IsFlag(arguments[i], engine is not null) && !IsValue(arguments, i, engine is not null))
            {
                throw new ArgumentException(
                    $"'{arguments[i]}' is neither a command nor the address of an engine (host:port)");
            }
        }

        return new PluginArguments(engine, VerbosityOf(arguments));
    }

    private static bool IsFlag(string argument, bool ofEngine) =>
        argument.StartsWith('-') && (ofEngine || Flags.Contains(NameOf(argument), StringComparer.Ordinal));

    private static bool IsValue(IReadOnlyList<string> arguments, int index, bool ofEngine) =>
        index > 0 && arguments[index - 1].StartsWith('-') && (ofEngine || NameOf(arguments[index - 1]) == Tracing);

    // Written as -v=9 or -v 9; what is no number asks for nothing.
    private static int VerbosityOf(IReadOnlyList<string> arguments) => arguments
        .Select((argument, index) => argument.StartsWith('-') && NameOf(argument) == Verbose
            ? argument.Contains('=') ? argument[(argument.IndexOf('=') + 1)..] : arguments.ElementAtOrDefault(index + 1)
            : null)
        .Select(static value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var level) ? level : 0)
        .DefaultIfEmpty()
        .Max();

    private static string NameOf(string flag) => flag.TrimStart('-').Split('=')[0];
}
