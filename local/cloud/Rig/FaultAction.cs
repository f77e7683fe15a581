namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>What goes wrong with a request.</summary>
public abstract record FaultAction
{
    private FaultAction()
    {
    }

    /// <summary>Answers in the service's place, as a gateway in front of it would.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Html">Whether the body is a page of a web firewall rather than the service's JSON.</param>
    /// <param name="RetryAfter">The header of that name, seconds or a date; null for none.</param>
    public sealed record Answer(int Status, bool Html = false, string? RetryAfter = null) : FaultAction
    {
        /// <summary>JSON to answer with as it stands; null for an error of the service's shape.</summary>
        public string? Json { get; init; }

        /// <summary>Sends <c>Retry-After</c> as the date that is this long from now; null for none.</summary>
        public TimeSpan? RetryAfterDate { get; init; }

        /// <summary>Whether the service does the work first, and only its answer is replaced.</summary>
        public bool AfterWork { get; init; }
    }

    /// <summary>Breaks the connection before the work.</summary>
    public sealed record DropBefore : FaultAction;

    /// <summary>Does the work, then breaks the connection instead of answering.</summary>
    public sealed record DropAfter : FaultAction;

    /// <summary>Breaks the connection, and does the work only after that time: whoever looks meanwhile does not find it.</summary>
    public sealed record DropLate(TimeSpan Duration) : FaultAction;

    /// <summary>Does the work, then breaks the connection in the middle of the answer.</summary>
    public sealed record CutOff : FaultAction;

    /// <summary>Waits, then does the work and answers.</summary>
    public sealed record Delay(TimeSpan Duration) : FaultAction
    {
        /// <summary>Whether the work is done also when the caller has gone meanwhile.</summary>
        public bool Regardless { get; init; }
    }

    /// <summary>Never answers.</summary>
    /// <param name="AfterWork">Whether the work is done at least.</param>
    public sealed record Hang(bool AfterWork = false) : FaultAction;

    /// <summary>Does the work, and answers a byte now and then; the last one after that time.</summary>
    public sealed record Dribble(TimeSpan Duration) : FaultAction;

    /// <summary>Does the work and answers; from then on, for that time, connections are refused.</summary>
    public sealed record Shut(TimeSpan Duration) : FaultAction;

    /// <summary>Lets something else happen at that moment, such as the death of whoever asked.</summary>
    /// <param name="HappensAsync">What happens; its token is cancelled when the caller goes. Whether to go on with the request.</param>
    /// <param name="AfterWork">Whether it happens between the work and the answer rather than before the work.</param>
    public sealed record Meanwhile(Func<CancellationToken, Task<bool>> HappensAsync, bool AfterWork = false) : FaultAction;

    /// <summary>Does the work, and answers with what becomes of the body; the status stays.</summary>
    public sealed record Change(Func<byte[], byte[]> Body) : FaultAction;
}
