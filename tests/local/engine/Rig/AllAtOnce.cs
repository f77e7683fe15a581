namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>Lets each go on when all have come: what waits for it can only end if it is done at the same time.</summary>
internal sealed class AllAtOnce(int count)
{
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    public Task ArriveAsync()
    {
        if (Interlocked.Increment(ref _arrived) == count)
        {
            _all.SetResult();
        }

        return _all.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
