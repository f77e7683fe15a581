using System.Text.RegularExpressions;
using Newtonsoft.Json;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>What is to go wrong. Of the rules that fit a request and are not used up, the one added first acts.</summary>
public sealed class FaultPlan
{
    private readonly Lock _changing = new();
    private readonly List<Entry> _entries = [];

    /// <summary>How long each request waits before it is looked at. May be changed while the cloud serves.</summary>
    public TimeSpan Latency { get; set; }

    /// <exception cref="ArgumentException">The path pattern is no regular expression, or a count makes no sense.</exception>
    public void Add(params IEnumerable<FaultRule> rules)
    {
        var entries = rules.Select(rule => new Entry(rule)).ToList();
        lock (_changing)
        {
            _entries.AddRange(entries);
        }
    }

    public void Clear()
    {
        lock (_changing)
        {
            _entries.Clear();
        }
    }

    internal FaultAction? Take(string method, string path, JToken? body)
    {
        lock (_changing)
        {
            foreach (var entry in _entries.Where(entry => entry.Fits(method, path, body)))
            {
                if (entry.Rule.Skip > 0)
                {
                    entry.Rule = entry.Rule with { Skip = entry.Rule.Skip - 1 };
                    continue;
                }

                entry.Rule = entry.Rule with { Times = entry.Rule.Times - 1 };
                if (entry.Rule.Times == 0)
                {
                    _entries.Remove(entry);
                }

                return entry.Rule.Action;
            }

            return null;
        }
    }

    private sealed class Entry
    {
        private readonly Regex? _path;

        public Entry(FaultRule rule)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rule.Skip, nameof(FaultRule.Skip));
            ArgumentOutOfRangeException.ThrowIfLessThan(rule.Times, 1, nameof(FaultRule.Times));
            Rule = rule;
            _path = rule.PathPattern is null ? null : new Regex(rule.PathPattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        }

        public FaultRule Rule { get; set; }

        public bool Fits(string method, string path, JToken? body) =>
            (Rule.Method is null || Rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            && _path?.IsMatch(path) != false
            && (Rule.Body is null || Rule.Body == body?.ToString(Formatting.None));
    }
}

/// <summary>Which requests an action is for.</summary>
public sealed record FaultRule
{
    /// <summary>The HTTP method; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>A regular expression that is looked for in the path as it is on the wire; null for any path.</summary>
    public string? PathPattern { get; init; }

    /// <summary>The JSON that is sent, without white space and without secrets, as the log has it; null for any or none.</summary>
    public string? Body { get; init; }

    /// <summary>How many of the requests that fit are let through first; where any fits, the index of the request that is meant.</summary>
    public int Skip { get; init; }

    /// <summary>How many of the others the action is for.</summary>
    public int Times { get; init; } = 1;

    public required FaultAction Action { get; init; }
}

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

    /// <summary>Does the work, and answers with what becomes of the body; the status stays.</summary>
    public sealed record Change(Func<byte[], byte[]> Body) : FaultAction;

    /// <summary>Lets something else happen at that moment, such as the death of whoever asked.</summary>
    /// <param name="HappensAsync">What happens; its token is cancelled when the caller goes. Whether to go on with the request.</param>
    /// <param name="AfterWork">Whether it happens between the work and the answer rather than before the work.</param>
    public sealed record Meanwhile(Func<CancellationToken, Task<bool>> HappensAsync, bool AfterWork = false) : FaultAction;
}
