using System.CommandLine;
using System.CommandLine.Invocation;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Framework.Declaring;
using Spectre.Console;

namespace PulumiOrgs.Provider.Commands;

/// <summary>What the plugin's binary does for a person at a terminal: take over an organization, compare it with a roster, and find tokens that are
/// nobody's.</summary>
/// <param name="console">Where a command reads and writes.</param>
/// <param name="connect">Makes a client of the cloud that an API URL names; null: the one that the environment names.</param>
/// <param name="clock">The clock.</param>
internal sealed class OrgsCommandLine(CommandConsole console, Func<string, string?, ConnectedCloud> connect, TimeProvider clock)
{
    /// <summary>
    /// Whether the arguments are a person's. An engine gives flags and an address, and waits for a port; so whatever is not
    /// plainly a command starts the plugin.
    /// </summary>
    public static bool IsCommand(IReadOnlyList<string> arguments) =>
        arguments is ["export" or "drift" or "tokens" or "help" or "--help" or "-h" or "-?", ..] or ["--version"];

    /// <summary>Runs a command of this process. The answer is the exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var console = CommandConsole.OfProcess();
        var commands = new OrgsCommandLine(console, ConnectedCloud.Of, TimeProvider.System);
        return await commands.InvokeAsync(arguments, new InvocationConfiguration()).ConfigureAwait(false);
    }

    /// <summary>Runs a command. The answer is the exit code.</summary>
    public Task<int> InvokeAsync(IReadOnlyList<string> arguments, InvocationConfiguration configuration)
    {
        IReadOnlyList<string> spelled = arguments is ["help", ..] ? [.. arguments.Skip(1), "--help"] : arguments;
        return Build().Parse(spelled).InvokeAsync(configuration);
    }

    private static Option<string> Organization() => new("--organization")
    {
        Description = "The organization",
        HelpName = "NAME",
        Required = true,
    };

    private static Option<bool> Json() => new("--json") { Description = "Print one JSON document and nothing else" };

    private static Option<string> ApiUrl() => new("--api-url")
    {
        Description = "The URL of Pulumi Cloud's API (default: PULUMI_BACKEND_URL, PULUMI_API, https://api.pulumi.com)",
        HelpName = "URL",
    };

    private RootCommand Build()
    {
        var root = new RootCommand(
            "The Pulumi provider for the people, teams and tokens of a Pulumi Cloud organization. Pulumi starts it by itself; "
            + "the commands are for you. The access token is PULUMI_ACCESS_TOKEN, else the login of the Pulumi CLI.\n\n"
            + "Pulumi gives it `[--logtostderr] [-v=N] [--tracing ENDPOINT] HOST:PORT`, the engine's address, and it serves until the engine "
            + "is done or gone. Without an address it prints a port and serves whoever attaches with PULUMI_DEBUG_PROVIDERS=orgs:PORT, until Ctrl-C.")
        {
            Export(),
            Drift(),
            Tokens(),
        };
        root.Options.OfType<VersionOption>().Single().Action = new TellVersion(console);
        return root;
    }

    private Command Export()
    {
        var (organization, apiUrl) = (Organization(), ApiUrl());
        var output = new Option<FileInfo>("--output")
        {
            Description =
                $"The file to write for `pulumi import --file` (default: {ExportCommand.ImportFileName} in the program's folder, or here)",
            HelpName = "FILE",
        };
        var program = new Option<DirectoryInfo>("--program")
        {
            Description = "Write a C# program that declares all of it into this folder",
            HelpName = "DIR",
        };
        var force = new Option<bool>("--force") { Description = "Overwrite files that exist" };
        var export = new Command("export", "Write what takes an existing organization over: a file for `pulumi import`, and a program")
        {
            organization, apiUrl, output, program, force,
        };
        export.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(organization),
            parsed.GetValue(apiUrl),
            (cloud, name) => new ExportCommand(cloud, console, clock).RunAsync(
                new ExportOptions
                {
                    Organization = name,
                    ApiUrl = parsed.GetValue(apiUrl),
                    Output = parsed.GetValue(output)?.FullName,
                    Program = parsed.GetValue(program)?.FullName,
                    Force = parsed.GetValue(force),
                },
                cancellationToken)));
        return export;
    }

    private Command Drift()
    {
        var (organization, apiUrl) = (Organization(), ApiUrl());
        var roster = new Option<FileInfo>("--roster") { Description = "The roster: YAML or JSON", HelpName = "FILE", Required = true };
        var html = new Option<FileInfo>("--html")
        {
            Description = "Also write a page that shows who is in which team, and what differs",
            HelpName = "FILE",
        };
        var force = new Option<bool>("--force") { Description = "Write the page over a file that is no page of an earlier run" };
        var json = Json();
        var drift = new Command(
            "drift",
            "Compare an organization with a roster; the exit code is 0 when they agree, 2 when they differ, 1 when that is not known")
        {
            organization, apiUrl, roster, html, force, json,
        };
        drift.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(organization),
            parsed.GetValue(apiUrl),
            (cloud, name) => new DriftCommand(cloud, console, clock).RunAsync(
                new DriftOptions
                {
                    Organization = name,
                    RosterFile = parsed.GetRequiredValue(roster).FullName,
                    Html = parsed.GetValue(html)?.FullName,
                    Force = parsed.GetValue(force),
                    Json = parsed.GetValue(json),
                },
                cancellationToken)));
        return drift;
    }

    private Command Tokens()
    {
        var (organization, apiUrl) = (Organization(), ApiUrl());
        var states = new Option<string[]>("--unknown-to")
        {
            Description = "The state of a stack, as `pulumi stack export` writes it; - is the standard input; may be repeated",
            HelpName = "FILE",
            Required = true,
        };
        var json = Json();
        var tokens = new Command(
            "tokens",
            "Tell which access tokens no stack knows; the exit code is 0 when there are none, 2 when there are, 1 when that is not known")
        {
            organization, apiUrl, states, json,
        };
        tokens.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(organization),
            parsed.GetValue(apiUrl),
            (cloud, name) => new TokensCommand(cloud, console, clock).RunAsync(
                new TokensOptions
                {
                    Organization = name,
                    ApiUrl = parsed.GetValue(apiUrl),
                    States = parsed.GetRequiredValue(states),
                    Json = parsed.GetValue(json),
                },
                cancellationToken)));
        return tokens;
    }

    private async Task<int> RunAsync(string organization, string? apiUrl, Func<ICloud, string, Task<int>> run)
    {
        try
        {
            using var cloud = connect(organization, apiUrl);
            return await run(cloud.Cloud, organization).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure
            is CloudException
            or ResourceException
            or InputException
            or MissingConfigurationException
            or Pulumi.Orgs.RosterException
            or OperationCanceledException
            or IOException
            or UnauthorizedAccessException
            or ArgumentException)
        {
            console.Fail(OrgsFailures.Explain(failure) ?? failure.Message);
            return ExitCodes.Failure;
        }
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
