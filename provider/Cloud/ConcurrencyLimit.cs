namespace PulumiOrgs.Provider.Cloud;

/// <summary>Lets only so many tries be in flight at once: what the server bears, and never more than a maximum. First come, first served.</summary>
/// <remarks>
/// It adapts as TCP does: a 429 halves the limit, and a limit's worth of other answers raises it by one. What began before a
/// halving says nothing about the new limit, so a burst of 429 halves it once. A wait that the server asks for is everybody's:
/// until then no try begins.
/// </remarks>
internal sealed class ConcurrencyLimit : IDisposable
{
    private readonly int _maximum;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<Place>> _waiting = [];
    private int _limit;
    private int _inFlight;
    private int _halvings;
    private int _answersSinceChange;
    private long _heldBackAt;
    private TimeSpan _heldBackFor;
    private ITimer? _wakeUp;

    /// <param name="maximum">The limit to begin with, which is never exceeded; at least 1.</param>
    /// <param name="time">The clock for the waits that the server asks for.</param>
    public ConcurrencyLimit(int maximum, TimeProvider time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        (_maximum, _limit, _time) = (maximum, maximum, time);
    }

    private TimeSpan HeldBack => _heldBackFor == TimeSpan.Zero ? TimeSpan.Zero : _heldBackFor - _time.GetElapsedTime(_heldBackAt);

    /// <summary>Waits for a place. To dispose of it is to leave it to the next.</summary>
    public ValueTask<Place> EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<Place>> waiter;
        lock (_gate)
        {
            var heldBack = HeldBack;
            if (_waiting.Count == 0 && HasRoom(heldBack))
            {
                return ValueTask.FromResult(Take());
            }

            waiter = _waiting.AddLast(new TaskCompletionSource<Place>(TaskCreationOptions.RunContinuationsAsynchronously));
            WakeUpInTime(heldBack);
        }

        return new ValueTask<Place>(WaitAsync(waiter, cancellationToken));
    }

    /// <summary>Cancels those who wait.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _heldBackFor = TimeSpan.Zero;
            _wakeUp?.Dispose();
            foreach (var waiter in _waiting)
            {
                waiter.SetCanceled();
            }

            _waiting.Clear();
        }
    }

    private async Task<Place> WaitAsync(LinkedListNode<TaskCompletionSource<Place>> waiter, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => Abandon(waiter, cancellationToken));
        return await waiter.Value.Task;
    }

    private void Abandon(LinkedListNode<TaskCompletionSource<Place>> waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Who has been let in already keeps the place, and leaves it in the ordinary way.
            if (waiter.List is not null)
            {
                _waiting.Remove(waiter);
                waiter.Value.SetCanceled(cancellationToken);
            }
        }
    }

    private Place Take()
    {
        _inFlight++;
        return new Place(this, _halvings);
    }

    private void Leave()
    {
        lock (_gate)
        {
            _inFlight--;
            LetIn();
        }
    }

    private bool HasRoom(TimeSpan heldBack) => _inFlight < _limit && heldBack <= TimeSpan.Zero;

    // One look at the clock decides both: a wait that ended between two would let nobody in and set no timer.
    private void LetIn()
    {
        var heldBack = HeldBack;
        while (_waiting.First is { } first && HasRoom(heldBack))
        {
            _waiting.RemoveFirst();
            first.Value.SetResult(Take());
        }

        WakeUpInTime(heldBack);
    }

    private void WakeUpInTime(TimeSpan heldBack)
    {
        if (_wakeUp is null && _waiting.Count > 0 && heldBack > TimeSpan.Zero)
        {
            _wakeUp = _time.CreateTimer(static limit => ((ConcurrencyLimit)limit!).WakeUp(), this, heldBack, Timeout.InfiniteTimeSpan);
        }
    }

    private void WakeUp()
    {
        lock (_gate)
        {
            _wakeUp?.Dispose();
            _wakeUp = null;
            LetIn();
        }
    }

    private void Grow(int halvingsBefore)
    {
        lock (_gate)
        {
            if (halvingsBefore == _halvings && _limit < _maximum && ++_answersSinceChange >= _limit)
            {
                _limit++;
                _answersSinceChange = 0;
            }
        }
    }

    private bool Shrink(int halvingsBefore, TimeSpan wait)
    {
        lock (_gate)
        {
            var heldBack = HeldBack;
            if (halvingsBefore == _halvings)
            {
                _limit = Math.Max(1, _limit / 2);
                _halvings++;
                _answersSinceChange = 0;
            }

            if (wait > heldBack)
            {
                _heldBackAt = _time.GetTimestamp();
                _heldBackFor = wait;
            }

            return heldBack <= TimeSpan.Zero && wait > TimeSpan.Zero;
        }
    }

    /// <summary>The right to have one try in flight.</summary>
    public readonly struct Place : IDisposable
    {
        private readonly ConcurrencyLimit _limit;
        private readonly int _halvingsBefore;

        internal Place(ConcurrencyLimit limit, int halvingsBefore) => (_limit, _halvingsBefore) = (limit, halvingsBefore);

        /// <summary>The server bears this many.</summary>
        public void Answered() => _limit.Grow(_halvingsBefore);

        /// <summary>The server says that these are too many, and perhaps for how long it wants none. True: nobody has waited for it so far.</summary>
        public bool RateLimited(TimeSpan wait) => _limit.Shrink(_halvingsBefore, wait);

        /// <summary>Leaves the place to the next.</summary>
        public void Dispose() => _limit.Leave();
    }
}
