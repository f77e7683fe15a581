using PulumiOrgs.Framework.Serving;

namespace PulumiOrgs.Framework.Tests.Serving;

public sealed class CallsUnderWayTests
{
    private readonly CallsUnderWay _calls = new();

    [Fact]
    public void A_run_that_begins_after_a_cancel_is_not_cancelled_and_the_one_before_stays_so()
    {
        var before = _calls.Cancelled;

        _calls.Cancel();
        _calls.BeginAnew();

        Assert.True(before.IsCancellationRequested);
        Assert.False(_calls.Cancelled.IsCancellationRequested);
        Assert.False(_calls.Stopped.IsCancellationRequested);
    }

    [Fact]
    public void A_run_that_begins_without_a_cancel_is_the_same()
    {
        var before = _calls.Cancelled;

        _calls.BeginAnew();
        _calls.Cancel();

        Assert.True(before.IsCancellationRequested);
    }

    [Fact]
    public void Nothing_begins_after_the_stop()
    {
        _ = _calls.StopAsync();
        _calls.BeginAnew();

        Assert.True(_calls.Cancelled.IsCancellationRequested);
        Assert.True(_calls.Stopped.IsCancellationRequested);
    }

    [Fact]
    public async Task A_stop_ends_with_the_last_call()
    {
        var (first, second) = (_calls.Begin(), _calls.Begin());

        first.Dispose();
        var stop = _calls.StopAsync();
        Assert.False(stop.IsCompleted);
        second.Dispose();

        await stop;
    }

    [Fact]
    public async Task A_stop_without_calls_is_over_at_once()
    {
        _calls.Begin().Dispose();

        await _calls.StopAsync();
    }
}
