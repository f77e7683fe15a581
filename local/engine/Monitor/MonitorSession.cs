namespace PulumiOrgs.Local.Engine.Monitor;

/// <summary>
/// What a monitor serves. It listens before there is a deployment: providers must know where the engine is when they start,
/// and the deployment needs providers.
/// </summary>
/// <param name="log">Gets what programs and providers log.</param>
internal sealed class MonitorSession(Action<Diagnostic> log)
{
    private readonly TaskCompletionSource _programDone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Registrar? _registrar;
    private ProviderRegistry? _registry;

    public Registrar Registrar => _registrar ?? throw new RegistrationException("no deployment is under way");

    public ProviderRegistry Registry => _registry ?? throw new RegistrationException("no deployment is under way");

    /// <summary>Breaks off what is under way.</summary>
    public CancellationToken Abort { get; private set; }

    /// <summary>Ends when the program has said that it registers nothing more.</summary>
    public Task ProgramDone => _programDone.Task;

    public void Begin(Registrar registrar, ProviderRegistry registry, CancellationToken abort)
    {
        _registrar = registrar;
        _registry = registry;
        Abort = abort;
    }

    /// <summary>Lets the program go that waits for the deployment's end.</summary>
    public void End() => _over.TrySetResult();

    /// <summary>Notes that the program registers nothing more, and waits for the deployment's end.</summary>
    public Task ProgramDoneAsync(CancellationToken cancellationToken)
    {
        _programDone.TrySetResult();
        return _over.Task.WaitAsync(cancellationToken);
    }

    public void Log(Diagnostic diagnostic) => log(diagnostic);
}
