namespace PulumiOrgs.Framework.Serving;

/// <summary>The calls that are being answered, and what breaks them off.</summary>
internal sealed class CallsUnderWay
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource _run = new();
    private int _count;

    /// <summary>Ends everything.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Ends what belongs to the run of now.</summary>
    public CancellationToken Cancelled => Run.Token;

    private CancellationTokenSource Run
    {
        get
        {
            lock (_gate)
            {
                return _run;
            }
        }
    }

    /// <summary>Notes that a call began; to dispose of the answer is to note its end.</summary>
    public Call Begin()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Call(this);
    }

    /// <summary>Breaks the run off: what is under way, and what comes until the next run.</summary>
    public void Cancel() => Run.Cancel();

    /// <summary>Begins the next run if this one was broken off; what was under way stays so.</summary>
    public void BeginAnew()
    {
        lock (_gate)
        {
            if (_run.IsCancellationRequested && !_stop.IsCancellationRequested)
            {
                _run = new CancellationTokenSource();
            }
        }
    }

    /// <summary>Breaks everything off for good, and comes back when it has ended.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        Cancel();
        lock (_gate)
        {
            EndWhenIdle();
        }

        return _ended.Task;
    }

    private void EndWhenIdle()
    {
        if (_count == 0 && _stop.IsCancellationRequested)
        {
            _ended.TrySetResult();
        }
    }

    /// <summary>A call that is being answered.</summary>
    public readonly struct Call(CallsUnderWay calls) : IDisposable
    {
        public void Dispose()
        {
            lock (calls._gate)
            {
                calls._count--;
                calls.EndWhenIdle();
            }
        }
    }
}
