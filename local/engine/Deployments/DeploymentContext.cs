namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What all parts of one deployment share.</summary>
/// <param name="Project">The name of the project that is deployed.</param>
/// <param name="Options">The stack, and how to go about it.</param>
/// <param name="State">The stack's state.</param>
/// <param name="Registry">The providers.</param>
/// <param name="Events">Is told what happens.</param>
/// <param name="Control">Says whether to go on.</param>
/// <param name="Time">The clock.</param>
public sealed record DeploymentContext(
    string Project,
    EngineOptions Options,
    StateStore State,
    ProviderRegistry Registry,
    IDeploymentEvents Events,
    RunControl Control,
    TimeProvider Time)
{
    public bool Preview => Options.Command == EngineCommand.Preview;

    public Urn UrnOf(Urn? parent, string type, string name) => Urn.Create(Options.Stack, Project, parent, type, name);

    /// <summary>What manages a recorded resource; null for a component.</summary>
    /// <exception cref="ProviderException">Its provider cannot be had.</exception>
    public async Task<IResourceProvider?> ProviderOfAsync(StackResource resource) => !resource.Custom
        ? null
        : resource.Provider is { } reference ? await Registry.GetAsync(reference, Control.Abort) : Registry;

    public void Report(DiagnosticSeverity severity, string message, Urn? urn = null) =>
        Events.OnDiagnostic(new Diagnostic(severity, message, urn));

    /// <summary>Tells of an error, which fails the run.</summary>
    public void Fail(string message, Urn? urn = null)
    {
        Control.MarkFailed();
        Report(DiagnosticSeverity.Error, message, urn);
    }
}

/// <summary>Says how many steps may be under way, and whether another may begin.</summary>
/// <param name="options">How the deployment goes about things. A preview always goes on after an error.</param>
/// <param name="stop">Begin nothing more; what is under way ends.</param>
/// <param name="abort">Break off what is under way.</param>
public sealed class RunControl(EngineOptions options, CancellationToken stop, CancellationToken abort) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Parallel);
    private readonly bool _continueOnError = options.ContinueOnError || options.Command == EngineCommand.Preview;
    private volatile bool _failed;
    private volatile bool _broken;

    /// <summary>Breaks off what is under way.</summary>
    public CancellationToken Abort => abort;

    public bool Failed => _failed;

    public bool Cancelled => stop.IsCancellationRequested;

    /// <summary>Whether nothing more may begin.</summary>
    public bool Stopping => Cancelled || _broken || (_failed && !_continueOnError);

    public void MarkFailed() => _failed = true;

    /// <summary>Marks a failure after which nothing may go on, such as a state that cannot be written.</summary>
    public void MarkBroken()
    {
        _failed = true;
        _broken = true;
    }

    /// <summary>Waits for a turn; it ends when the answer is disposed of.</summary>
    public async Task<IDisposable> TurnAsync()
    {
        await _slots.WaitAsync(Abort);
        return new Turn(_slots);
    }

    public void Dispose() => _slots.Dispose();

    private sealed class Turn(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
