using System.CommandLine;
using System.CommandLine.Invocation;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Drift;
using PulumiOrgs.Provider.Export;
using PulumiOrgs.Provider.Tokens;
using Spectre.Console;

namespace PulumiOrgs.Provider.Commands;

/// <summary>
/// What the plugin's binary does for a person at a terminal: take over an organization, compare it with a roster, and find tokens that
/// are nobody's.
/// </summary>
/// <param name="console">Where a command reads and writes.</param>
/// <param name="connect">Makes a client for an organization, at an API URL; null: at the one that the environment names.</param>
/// <param name="clock">The clock.</param>
internal sealed class OrgsCommandLine(CommandConsole console, Func<string, string?, ICloud> connect, TimeProvider clock)
{
    /// <summary>
    /// Whether the arguments are a person's. An engine gives flags and an address, and waits for a port; so whatever is not
    /// plainly a command starts the plugin.
    /// </summary>
    public static bool IsCommand(IReadOnlyList<string> arguments) =>
        arguments is ["export" or "drift" or "tokens" or "help" or "--help" or "-h" or "-?", ..] or ["--version"];

    /// <summary>Runs a command of this process. The answer is the exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var console = CommandConsole.OfProcess();
        return new OrgsCommandLine(
            console,
            (organization, apiUrl) => Connect(Environment.GetEnvironmentVariable, console.Say, organization, apiUrl),
            TimeProvider.System).InvokeAsync(arguments, new InvocationConfiguration());
    }

    /// <summary>Runs a command. The answer is the exit code.</summary>
    public Task<int> InvokeAsync(IReadOnlyList<string> arguments, InvocationConfiguration configuration)
    {
        var root = new RootCommand(
            "The Pulumi provider for the people, teams and tokens of a Pulumi Cloud organization. Pulumi starts it by itself; "
            + "the commands are for you. The access token is PULUMI_ACCESS_TOKEN, else the login of the Pulumi CLI.\n\n"
            + "Pulumi gives it `[--logtostderr] [-v=N] [--tracing ENDPOINT] HOST:PORT`, the engine's address, and it serves until the "
            + "engine is done or gone. From -v=7 on it writes a line on stderr for each call and each request, without what is in them: "
            + "`pulumi up --debug --logflow -v=7` shows these. Without an address it prints a port and serves whoever attaches with "
            + "PULUMI_DEBUG_PROVIDERS=orgs:PORT, until Ctrl-C.")
        {
            new ExportCommand(console, connect, clock),
            new DriftCommand(console, connect, clock),
            new TokensCommand(console, connect, clock),
        };
        root.Options.OfType<VersionOption>().Single().Action = new TellVersion(console);
        IReadOnlyList<string> spelled = arguments is ["help", ..] ? [.. arguments.Skip(1), "--help"] : arguments;
        return root.Parse(spelled).InvokeAsync(configuration);
    }

    /// <summary>Connects as the provider does: the same settings, looked for in the same places.</summary>
    /// <param name="environment">Reads a variable of the environment; null when it is not set.</param>
    /// <param name="say">Tells a user of long pauses.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="apiUrl">The URL of the API; null: the one that the environment names.</param>
    internal static OrgsConfiguration Connect(
        Func<string, string?> environment, Action<string> say, string organization, string? apiUrl)
    {
        var configuration = new OrgsConfiguration(
            environment,
            options => new CloudClient(options with
            {
                OnLongPause = (pause, _) =>
                {
                    say(OrgsFailures.Explain(pause));
                    return Task.CompletedTask;
                },
            }),
            isOfCommand: true);
        configuration.Configure(PropertyMap.Of(("organization", organization), ("apiUrl", apiUrl)));
        return configuration;
    }

    /// <summary>Tells the version as an engine is told it: without the commit of a build from a checkout.</summary>
    private sealed class TellVersion(CommandConsole console) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            console.Output.WriteLine(OrgsPackage.Version);
            return 0;
        }
    }
}
