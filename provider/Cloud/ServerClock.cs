namespace PulumiOrgs.Provider.Cloud;

/// <summary>The server's clock, as the <c>Date</c> of its last answer shows it.</summary>
/// <remarks>Between answers it is carried on by timestamps, which no setting of this machine's clock moves.</remarks>
internal sealed class ServerClock(TimeProvider time)
{
    /// <summary>By how much two times of the server may differ that are of the same moment: a <c>Date</c> has whole seconds, and an answer travels.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    private Reading? _last;

    /// <summary>Takes in the date of an answer that has just come.</summary>
    public void Read(DateTimeOffset? date)
    {
        if (date is { } shown)
        {
            Volatile.Write(ref _last, new Reading(shown, time.GetTimestamp()));
        }
    }

    /// <summary>What it showed at a moment, before or after an answer; null while there was none.</summary>
    public DateTimeOffset? At(long timestamp) =>
        Volatile.Read(ref _last) is { } last ? last.Date + time.GetElapsedTime(last.Timestamp, timestamp) : null;

    private sealed record Reading(DateTimeOffset Date, long Timestamp);
}
