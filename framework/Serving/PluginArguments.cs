namespace PulumiOrgs.Framework.Serving;

/// <summary>What the plugin was started with.</summary>
/// <param name="Engine">The engine that started it; null when somebody started it by hand for an engine to attach to.</param>
internal sealed record PluginArguments(EngineAddress? Engine)
{
    // The engine's own flags; --tracing has its value in an argument of its own.
    private static readonly string[] Flags = ["logtostderr", "v", Tracing];
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

        return new PluginArguments(engine);
    }

    private static bool IsFlag(string argument, bool ofEngine) =>
        argument.StartsWith('-') && (ofEngine || Flags.Contains(NameOf(argument), StringComparer.Ordinal));

    private static bool IsValue(IReadOnlyList<string> arguments, int index, bool ofEngine) =>
        index > 0 && arguments[index - 1].StartsWith('-') && (ofEngine || NameOf(arguments[index - 1]) == Tracing);

    private static string NameOf(string flag) => flag.TrimStart('-').Split('=')[0];
}
