namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Says how many steps may be under way, and whether another may begin.</summary>
public sealed class RunControl : IDisposable
{
    private readonly SemaphoreSlim _slots;
    private readonly CancellationToken _stop;
    private readonly bool _continueOnError;
    private volatile bool _failed;
    private volatile bool _broken;

    /// <param name="options">How the deployment goes about things.</param>
    /// <param name="stop">Begin nothing more; what is under way ends.</param>
    /// <param name="abort">Break off what is under way.</param>
    public RunControl(DeploymentOptions options, CancellationToken stop, CancellationToken abort)
    {
        _slots = new SemaphoreSlim(options.Parallel);
        _continueOnError = options.ContinueOnError || options.Preview;
        _stop = stop;
        Abort = abort;
    }

    /// <summary>Breaks off what is under way.</summary>
    public CancellationToken Abort { get; }

    public bool Failed => _failed;

    public bool Cancelled => _stop.IsCancellationRequested;

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
