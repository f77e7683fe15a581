using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Display;
using PulumiOrgs.Local.Engine.Monitor;
using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Programs;
using PulumiOrgs.Local.Engine.Projects;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Local.Engine;

/// <summary>Runs one command on one stack, from the project's file to the result.</summary>
/// <param name="options">What to run.</param>
/// <param name="cloud">The cloud that providers talk to.</param>
/// <param name="display">Shows the run.</param>
/// <param name="time">The clock.</param>
public sealed class EngineRunner(EngineOptions options, ICloud cloud, IDisplay display, TimeProvider time)
{
    private const string Organization = "organization";

    /// <summary>How long a program may take to end once nothing more is begun.</summary>
    private static readonly TimeSpan ProgramGrace = TimeSpan.FromSeconds(10);

    private readonly RunLog _log = new(display);

    private bool Preview => options.Command == EngineCommand.Preview;

    /// <summary>Runs the command. Failures are reported and are in the result; nothing is thrown for them.</summary>
    /// <param name="stop">Begin nothing more, let what is under way end, and record it.</param>
    /// <param name="abort">Break off also what is under way.</param>
    public async Task<EngineResult> RunAsync(CancellationToken stop = default, CancellationToken abort = default)
    {
        var began = time.GetTimestamp();
        var result = new EngineResult { Command = options.Command, Succeeded = false };
        try
        {
            var project = PulumiProject.Find(options.ProgramDirectory);
            result = result with { Stack = $"{project.Name}/{options.Stack}" };
            display.OnBegin(options.Command, result.Stack);
            result = await RunAsync(project, stop, abort) with { Stack = result.Stack };
        }
        catch (Exception exception) when (exception
            is ProjectException
            or StateException
            or IncorrectPassphraseException
            or ProviderException
            or IOException
            or FormatException
            or UnauthorizedAccessException)
        {
            _log.OnDiagnostic(new Diagnostic(DiagnosticSeverity.Error, exception.Message));
        }
        catch (OperationCanceledException)
        {
            result = result with { Cancelled = true };
        }

        result = result with { Steps = _log.Steps, Diagnostics = _log.Diagnostics, Duration = time.GetElapsedTime(began) };
        display.OnEnd(result);
        return result;
    }

    /// <summary>Where a stack's state is.</summary>
    public static string StatePath(EngineOptions options, PulumiProject project) =>
        Path.GetFullPath(options.StateFile ?? Path.Combine(project.Directory, ".pulumi-local", $"{options.Stack}.json"));

    private async Task<EngineResult> RunAsync(PulumiProject project, CancellationToken stop, CancellationToken abort)
    {
        var path = StatePath(options, project);
        var file = new StateFile(path);
        using var hold = Preview ? null : file.Lock();
        var passphrase = new PassphraseSource(options.Environment, path + ".passphrase", options.Keys);
        var store = StateStore.Open(file, passphrase, time, readOnly: Preview);
        using var build = new DotnetBuild(options.Environment, folder => Tell($"building {folder}"));
        var program = options.Command is EngineCommand.Up or EngineCommand.Preview
            ? options.Program ?? ProgramFactory.Create(project, build, options.Environment, Organization)
            : null;
        if (program is not null)
        {
            await program.PrepareAsync(stop);
        }

        await using var connection = await cloud.ConnectAsync(Path.ChangeExtension(path, ".cloud.json"), stop);
        if (connection.Notice is { } notice)
        {
            Tell(notice);
        }

        var config = WithDefaults(StackConfig.Load(project, options.Stack, options.Config, passphrase), connection);
        var environment = new Dictionary<string, string>(options.Environment);
        foreach (var (name, value) in connection.Environment)
        {
            environment[name] = value;
        }

        var settings = new DeploymentOptions
        {
            Project = project.Name,
            Stack = options.Stack,
            Preview = Preview,
            Parallel = options.Parallel,
            ContinueOnError = options.ContinueOnError,
        };
        using var control = new RunControl(settings, stop, abort);
        var session = new MonitorSession(diagnostic => OnLogged(diagnostic, control));
        await using var monitor = await MonitorServer.StartAsync(session, stop);
        var host = new PluginHost(
            new PluginLocator(options.Provider, project.Providers, options.Environment, build),
            environment,
            monitor.Address,
            Preview,
            (package, line) => Tell($"{package}: {line}"),
            time);
        await using var registry = new ProviderRegistry(host, Preview, reference => Find(store, reference));
        await using var cancellation = stop.Register(() => _ = registry.CancelAsync());
        var context = new DeploymentContext(settings, store, registry, _log, control, time);
        var registrar = new Registrar(context, config.ForPackage);
        session.Begin(registrar, registry, abort);
        var run = new ProgramRun
        {
            Project = project,
            Stack = options.Stack,
            MonitorAddress = monitor.Address,
            EngineAddress = monitor.Address,
            Config = config,
            Preview = Preview,
            Parallel = options.Parallel,
            Output = Tell,
            Error = Tell,
        };
        return await CarryOutAsync(context, registrar, session, host, program, run, stop, abort);
    }

    private async Task<EngineResult> CarryOutAsync(
        DeploymentContext context,
        Registrar registrar,
        MonitorSession session,
        PluginHost host,
        IProgram? program,
        ProgramRun run,
        CancellationToken stop,
        CancellationToken abort)
    {
        WarnOfCutOff(context);
        IReadOnlyList<ResourceState?> imported = [];
        switch (options.Command)
        {
            case EngineCommand.Refresh:
                await RefreshAsync(context);
                break;
            case EngineCommand.Destroy:
                await new Deletion(context).RunAsync(context.State.Entries);
                break;
            case EngineCommand.Import:
                imported = await new Import(context, registrar, host).RunAsync(
                    options.ImportFile is { } path ? ImportFile.Read(path, options.Protect) : [options.Import!]);
                break;
            default:
                await new ProgramDeployment(context, registrar, session, time, ProgramGrace).RunAsync(program!, run, stop, abort);
                break;
        }

        await context.State.FlushAsync();
        return new EngineResult
        {
            Command = options.Command,
            Outputs = registrar.StackOutputs,
            Imported = imported is [var one] ? one : null,
            Cancelled = context.Control.Cancelled,
            Succeeded = !context.Control.Failed && !context.Control.Cancelled,
        };
    }

    private async Task RefreshAsync(DeploymentContext context)
    {
        if (options.ClearPendingCreates)
        {
            context.State.ForgetCutOff(static operation => operation.Kind == OperationKind.Creating);
        }

        await new Refresh(context).RunAsync();
        if (!context.Control.Failed && !context.Control.Cancelled)
        {
            // All that is recorded has been read anew; only creations have nothing that could be read.
            context.State.ForgetCutOff(static operation => operation.Kind != OperationKind.Creating);
        }
    }

    private StackConfig WithDefaults(StackConfig config, CloudConnection connection)
    {
        foreach (var (key, value) in connection.DefaultConfig)
        {
            if (!config.Has(key))
            {
                Tell($"{key} is not set; using '{value}'");
                config = config.With(key, value);
            }
        }

        return config;
    }

    private void WarnOfCutOff(DeploymentContext context)
    {
        var operations = context.State.CutOff;
        if (operations.Count == 0)
        {
            return;
        }

        var lines = operations.Select(static operation =>
            $"  * {operation.Resource.Urn}, interrupted while {operation.Kind.ToString().ToLowerInvariant()}");
        context.Report(DiagnosticSeverity.Warning, string.Join(
            Environment.NewLine,
            [
                $"an earlier run was cut off with {operations.Count} operation(s) under way. Whether they succeeded is not known:",
                .. lines,
                "`refresh` settles all but creations. If something that was being created is there, take it over with "
                + "`import TYPE NAME ID`; if it is not, forget it with `refresh --clear-pending-creates`.",
            ]));
    }

    private void OnLogged(Diagnostic diagnostic, RunControl control)
    {
        if (diagnostic.Severity == DiagnosticSeverity.Error)
        {
            control.MarkFailed();
        }

        _log.OnDiagnostic(diagnostic);
    }

    private void Tell(string message) => _log.OnDiagnostic(new Diagnostic(DiagnosticSeverity.Info, message));

    private static ResourceState? Find(StateStore store, ProviderReference reference) => store.Entries
        .Select(static entry => entry.State)
        .FirstOrDefault(state => state.Urn == reference.Urn && state.Id == reference.Id);
}
