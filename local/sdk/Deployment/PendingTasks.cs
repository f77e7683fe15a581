namespace Pulumi;

/// <summary>The work that a program has started and not ended yet.</summary>
internal sealed class PendingTasks
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _failures = [];
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pending;
    private bool _isAwaited;

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_gate)
        {
            _pending++;
        }

        _ = ObserveAsync(task);
    }

    /// <summary>Waits until nothing is left to do, or something has failed; gives the failures until then.</summary>
    public async Task<ImmutableArray<Exception>> SettleAsync()
    {
        lock (_gate)
        {
            _isAwaited = true;
            SettleIfDone();
        }

        await _settled.Task;
        lock (_gate)
        {
            return [.. _failures];
        }
    }

    private async Task ObserveAsync(Task task)
    {
        Exception? failure = null;
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        lock (_gate)
        {
            // All that depends on what failed fails with the same exception; it counts once.
            if (failure is not null && !_failures.Contains(failure))
            {
                _failures.Add(failure);
            }

            _pending--;
            SettleIfDone();
        }
    }

    private void SettleIfDone()
    {
        if (_isAwaited && (_pending == 0 || _failures.Count > 0))
        {
            _settled.TrySetResult();
        }
    }
}
