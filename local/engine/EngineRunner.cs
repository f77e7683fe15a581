using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Display;
using PulumiOrgs.Local.Engine.Monitor;
using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Programs;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine;

/// <summary>Runs one command on one stack, from the project's file to the result.</summary>
/// <param name="options">What to run.</param>
/// <param name="cloud">The cloud that providers talk to.</param>
/// <param name="display">Shows the run.</param>
/// <param name="time">The clock.</param>
public sealed class EngineRunner(EngineOptions options, ICloudSource cloud, IDisplay display, TimeProvider time)
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
        catch (Exception exception) when (IsUsersAffair(exception) || exception is ProviderException)
        {
            _log.OnDiagnostic(new Diagnostic(DiagnosticSeverity.Error, exception.Message));
        }
        catch (OperationCanceledException)
        {
            result = result with { Cancelled = true };
        }

        result = result with { Steps = _log.Steps, Diagnostics = _log.Diagnostics, Duration = time.GetElapsedTime(began) };
        var shown = options.ShowSecrets && result.Outputs is { } outputs
            ? result with { Outputs = WireCodec.FromStruct(WireValues.ToStruct(outputs, secrets: false)) }
            : result;
        display.OnEnd(shown);
        return result;
    }

    /// <summary>Whether it tells of something that a user can mend: a project, a state or a file that is not as it should be.</summary>
    internal static bool IsUsersAffair(Exception exception) => exception
        is ProjectException or StateException or IncorrectPassphraseException
        or IOException or FormatException or UnauthorizedAccessException;

    private async Task<EngineResult> RunAsync(PulumiProject project, CancellationToken stop, CancellationToken abort)
    {
        var file = StateFile.Of(options, project);
        using var hold = Preview ? null : file.Lock();
        var passphrase = PassphraseSource.Beside(file, options);
        var store = StateStore.Open(file, passphrase, time, readOnly: Preview);
        using var build = new DotnetBuild(options.Environment, folder => Tell($"building {folder}"));
        var program = options.Command is EngineCommand.Up or EngineCommand.Preview
            ? options.Program ?? ProcessProgram.Of(project, build, options.Environment, Organization)
            : null;
        if (program is not null)
        {
            await program.PrepareAsync(stop);
        }

        await using var access = await cloud.ConnectAsync(Path.ChangeExtension(file.Path, ".cloud.json"), stop);
        if (access.Notice is { } notice)
        {
            Tell(notice);
        }

        var config = WithDefaults(StackConfig.Load(project, options.Stack, options.Config, passphrase, Warn), access);
        using var control = new RunControl(options, stop, abort);
        var session = new MonitorSession(diagnostic => OnLogged(diagnostic, control));
        await using var monitor = await MonitorServer.StartAsync(session, stop);
        var plugins = new PluginStarter(
            new PluginLocator(options.Provider, project.Providers, options.Environment, build),
            options.Environment.Concat(access.Environment).GroupBy(static variable => variable.Key)
                .ToDictionary(static variable => variable.Key, static variable => variable.Last().Value),
            monitor.Address,
            Preview,
            (package, line) => Tell($"{package}: {line}"),
            time);
        await using var registry = new ProviderRegistry(plugins, Preview, store.Find);
        await using var cancellation = stop.Register(() => _ = registry.CancelAsync());
        var context = new DeploymentContext(project.Name, options, store, registry, _log, control, time);
        var registrar = new Registrar(context, config.ForPackage);
        session.Begin(registrar, registry, abort);
        WarnOfCutOff(context);
        IReadOnlyList<StackResource?> imported = [];
        switch (options.Command)
        {
            case EngineCommand.Refresh:
                await RefreshAsync(context);
                break;
            case EngineCommand.Destroy:
                await new Deletion(context).RunAsync(context.State.Entries);
                break;
            case EngineCommand.Import:
                imported = await new Import(context, registrar, plugins).RunAsync(
                    options.ImportFile is { } path ? ImportFile.Read(path, options.Protect) : [options.Import!]);
                break;
            default:
                var run = new ProgramRun
                {
                    Project = project,
                    Stack = options.Stack,
                    MonitorAddress = monitor.Address,
                    Config = config,
                    Preview = Preview,
                    Parallel = options.Parallel,
                    Output = Tell,
                };
                await new ProgramDeployment(context, registrar, session, ProgramGrace).RunAsync(program!, run, stop);
                break;
        }

        await store.FlushAsync();
        return new EngineResult
        {
            Command = options.Command,
            Outputs = registrar.StackOutputs,
            Imported = imported is [var one] ? one : null,
            Cancelled = control.Cancelled,
            Succeeded = !control.Failed && !control.Cancelled,
        };
    }

    private async Task RefreshAsync(DeploymentContext context)
    {
        if (options.ClearPendingCreates)
        {
            context.State.StageUnchanged(static edit => edit.Forget(static operation => operation.Kind == OperationKind.Creating));
        }

        await new Refresh(context).RunAsync();
        if (!context.Control.Failed && !context.Control.Cancelled)
        {
            // All that is recorded has been read anew; only creations have nothing that could be read.
            context.State.StageUnchanged(static edit => edit.Forget(static operation => operation.Kind != OperationKind.Creating));
        }
    }

    private StackConfig WithDefaults(StackConfig config, CloudAccess access)
    {
        foreach (var (key, value) in access.DefaultConfig)
        {
            if (!config.Has(key))
            {
                Tell($"{key} is not set; using '{value}'");
                config = config.With(key, value);
            }
        }

        return config;
    }

    private static void WarnOfCutOff(DeploymentContext context)
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

    private void Warn(string message) => _log.OnDiagnostic(new Diagnostic(DiagnosticSeverity.Warning, message));
}

/// <summary>Keeps what happened in a run for its result, and shows it meanwhile.</summary>
/// <param name="display">Shows it.</param>
internal sealed class RunLog(IDisplay display) : IDeploymentEvents
{
    private readonly ConcurrentQueue<StepResult> _steps = [];
    private readonly ConcurrentQueue<Diagnostic> _diagnostics = [];
    private readonly ConcurrentDictionary<Diagnostic, bool> _grave = [];

    public IReadOnlyList<StepResult> Steps => [.. _steps];

    public IReadOnlyList<Diagnostic> Diagnostics => [.. _diagnostics];

    public void OnStepFinished(StepResult result)
    {
        if (!result.Step.IsInternal)
        {
            _steps.Enqueue(result);
            display.OnStepFinished(result);
        }
    }

    public void OnDiagnostic(Diagnostic diagnostic)
    {
        // Each error once, however many resources run into it.
        if (diagnostic.Severity == DiagnosticSeverity.Debug
            || (diagnostic.Severity >= DiagnosticSeverity.Warning && !_grave.TryAdd(diagnostic, true)))
        {
            return;
        }

        _diagnostics.Enqueue(diagnostic);
        display.OnDiagnostic(diagnostic);
    }
}
