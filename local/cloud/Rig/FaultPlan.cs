using System.Text.RegularExpressions;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>What is to go wrong. Of the rules that fit a request and are not used up, the one added first acts.</summary>
public sealed class FaultPlan
{
    private readonly Lock _changing = new();
    private readonly List<Entry> _entries = [];

    /// <summary>How long each request waits before it is looked at. May be changed while the cloud serves.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>The rules not used up, with what is left of their counts.</summary>
    public IReadOnlyList<FaultRule> Remaining
    {
        get
        {
            lock (_changing)
            {
                return [.. _entries.Select(entry => entry.Rule)];
            }
        }
    }

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

    internal FaultAction? Take(string method, string path)
    {
        lock (_changing)
        {
            foreach (var entry in _entries.Where(entry => entry.Fits(method, path)))
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

        public bool Fits(string method, string path) =>
            (Rule.Method is null || Rule.Method.Equals(method, StringComparison.OrdinalIgnoreCase)) && _path?.IsMatch(path) != false;
    }
}
