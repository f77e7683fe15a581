using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace PulumiOrgs.Local.Engine.Commands;

/// <summary>The commands and their options.</summary>
/// <param name="runner">Carries them out.</param>
internal sealed class CommandLine(ICommandRunner runner)
{
    private readonly Option<DirectoryInfo> _program = Global<DirectoryInfo>(
        "--program", "DIR", "The project's folder (default: the one with Pulumi.yaml, from here upwards)");

    private readonly Option<string> _stack = Global<string>("--stack", "NAME", "Name of the stack", _ => EngineOptions.DefaultStack);

    private readonly Option<FileInfo> _state = Global<FileInfo>(
        "--state", "FILE", "The state (default: .pulumi-local/STACK.json in the project's folder)");

    private readonly Option<Uri> _cloud = Global<Uri>(
        "--cloud", "URL", "The Pulumi Cloud to talk to, with PULUMI_ACCESS_TOKEN (default: an emulated one)");

    private readonly Option<string> _provider = Global<string>(
        "--provider", "PATH", "A provider plugin, or a folder that holds one (default: as Pulumi.yaml or the PATH says)");

    private readonly Option<int> _parallel = Global(
        "--parallel", "N", "How many resources are dealt with at once", _ => EngineOptions.DefaultParallel);

    private readonly Option<Dictionary<string, string>> _config = Global<Dictionary<string, string>>(
        "--config", "KEY=VALUE", "A setting; a key without a namespace is the project's own");

    private readonly Option<bool> _json = Global<bool>("--json", null, "Print one JSON document at the end and nothing else");

    private readonly Option<bool> _continueOnError = Global<bool>(
        "--continue-on-error", null, "Go on with what does not need what failed");

    public RootCommand Build()
    {
        _cloud.CustomParser = ParseUrl;
        _parallel.CustomParser = ParseParallel;
        _config.CustomParser = ParseConfig;
        _config.Arity = ArgumentArity.OneOrMore;
        _state.Validators.Add(static result =>
        {
            if (result.Tokens is [{ Value: var path }, ..] && Directory.Exists(path))
            {
                result.AddError($"--state must be a file, but '{path}' is a folder");
            }
        });
        _stack.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string>() is { } name && !IsStackName(name))
            {
                result.AddError("--stack must be letters, digits, hyphens, underscores and periods");
            }
        });
        return new RootCommand("Runs a Pulumi program on this machine: a small deployment engine for trying providers out.")
        {
            _program,
            _stack,
            _state,
            _cloud,
            _provider,
            _parallel,
            _config,
            _json,
            _continueOnError,
            Deployment("preview", "Show what `up` would do", EngineCommand.Preview),
            Up(),
            Refresh(),
            Deployment("destroy", "Delete all that the stack made", EngineCommand.Destroy),
            Import(),
            State(),
        };
    }

    private static Option<T> Global<T>(
        string name, string? value, string description, Func<ArgumentResult, T>? otherwise = null)
    {
        return new(name) { Description = description, HelpName = value, DefaultValueFactory = otherwise, Recursive = true };
    }

    /// <summary>A name that can be part of a file's name and of a URN.</summary>
    private static bool IsStackName(string name) =>
        name.Length > 0 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static Uri? ParseUrl(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        result.AddError("--cloud must be an http or https URL");
        return null;
    }

    private static int ParseParallel(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens.Single().Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            return count;
        }

        result.AddError($"--parallel must be a whole number from 1 to {int.MaxValue}");
        return default;
    }

    private static Dictionary<string, string> ParseConfig(ArgumentResult result)
    {
        var settings = new Dictionary<string, string>();
        foreach (var token in result.Tokens)
        {
            if (token.Value.Split('=', 2) is not [{ Length: > 0 } key, var value])
            {
                result.AddError($"--config should be KEY=VALUE, not '{token.Value}'");
                continue;
            }

            settings[key] = value;
        }

        return settings;
    }

    private Command Deployment(string name, string description, EngineCommand command)
    {
        var deployment = new Command(name, description);
        deployment.SetAction((parsed, cancellationToken) => RunAsync(OptionsOf(parsed, command), parsed, cancellationToken));
        return deployment;
    }

    private Command Up()
    {
        var show = new Option<bool>("--show-secrets") { Description = "Show the stack's outputs that are secret" };
        var up = new Command("up", "Make things as the program says") { show };
        up.SetAction((parsed, cancellationToken) => RunAsync(
            OptionsOf(parsed, EngineCommand.Up) with { ShowSecrets = parsed.GetValue(show) }, parsed, cancellationToken));
        return up;
    }

    private Command Refresh()
    {
        var clear = new Option<bool>("--clear-pending-creates") { Description = "Forget creations that an earlier run was cut off in" };
        var refresh = new Command("refresh", "Record what has become of the stack's resources") { clear };
        refresh.SetAction((parsed, cancellationToken) => RunAsync(
            OptionsOf(parsed, EngineCommand.Refresh) with { ClearPendingCreates = parsed.GetValue(clear) },
            parsed,
            cancellationToken));
        return refresh;
    }

    private Command Import()
    {
        var type = new Argument<string>("TYPE") { Description = "Its type, such as orgs:index:Team", Arity = ArgumentArity.ZeroOrOne };
        var name = new Argument<string>("NAME") { Description = "The name that the program gives it", Arity = ArgumentArity.ZeroOrOne };
        var id = new Argument<string>("ID") { Description = "What the provider finds it by", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<FileInfo>("--file")
        {
            Description = "Take over all that this file names, as `pulumi import --file` does",
            HelpName = "FILE",
        };
        var protect = new Option<bool>("--protect") { Description = "Refuse to delete it" };
        var import = new Command("import", "Take over a resource that exists, or all that a file names") { type, name, id, file, protect };
        import.Validators.Add(result =>
        {
            var hasFile = result.GetResult(file) is not null;
            var given = new[] { type, name, id }.Count(argument => result.GetValue(argument) is { Length: > 0 });
            if (hasFile ? given > 0 : given < 3)
            {
                result.AddError("give TYPE, NAME and ID, or --file and none of them");
            }
        });
        import.SetAction((parsed, cancellationToken) =>
        {
            var options = OptionsOf(parsed, EngineCommand.Import);
            options = parsed.GetValue(file) is { } list
                ? options with { ImportFile = list.FullName, Protect = parsed.GetValue(protect) }
                : options with
                {
                    Import = new ImportRequest(
                        parsed.GetRequiredValue(type),
                        parsed.GetRequiredValue(name),
                        parsed.GetRequiredValue(id),
                        parsed.GetValue(protect)),
                };
            return RunAsync(options, parsed, cancellationToken);
        });
        return import;
    }

    // The command that is set here runs nothing: only where the state is matters.
    private Command State()
    {
        var urn = new Argument<string>("URN") { Description = "The resource" };
        var force = new Option<bool>("--force") { Description = "Also if it is protected" };
        var dependents = new Option<bool>("--target-dependents") { Description = "Also all that depend on it" };
        var delete = new Command("delete", "Take a resource out of the state, and leave it where it is") { urn, force, dependents };
        delete.SetAction((parsed, _) => runner.DeleteFromStateAsync(
            OptionsOf(parsed, EngineCommand.Preview),
            parsed.GetRequiredValue(urn),
            parsed.GetValue(force),
            parsed.GetValue(dependents)));
        var state = new Command("state", "Print the state as `pulumi stack export` would; secrets stay encrypted") { delete };
        state.SetAction(parsed => runner.PrintState(OptionsOf(parsed, EngineCommand.Preview)));
        return state;
    }

    private EngineOptions OptionsOf(ParseResult parsed, EngineCommand command)
    {
        var options = new EngineOptions
        {
            Command = command,
            Stack = parsed.GetRequiredValue(_stack),
            StateFile = parsed.GetValue(_state)?.FullName,
            Provider = parsed.GetValue(_provider),
            Parallel = parsed.GetValue(_parallel),
            Config = parsed.GetValue(_config) ?? [],
            ContinueOnError = parsed.GetValue(_continueOnError),
        };
        return parsed.GetValue(_program) is { } folder ? options with { ProgramDirectory = folder.FullName } : options;
    }

    private Task<int> RunAsync(EngineOptions options, ParseResult parsed, CancellationToken cancellationToken) =>
        runner.RunAsync(options, parsed.GetValue(_cloud), parsed.GetValue(_json), cancellationToken);
}
