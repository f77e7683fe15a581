using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>A clock on which every wait is over at once and is remembered. Time limits of a try only pass when a test advances it.</summary>
public sealed class SkippingTime(TimeSpan timeLimit) : FakeTimeProvider
{
    // No wait is longer: what is, is the limit of something.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != timeLimit && dueTime <= LongestWait && dueTime != Timeout.InfiniteTimeSpan)
        {
            _waits.Enqueue(dueTime);
            _ = Task.Run(() => Advance(dueTime));
        }

        return timer;
    }
}
