using System.Globalization;
using System.Text.RegularExpressions;

namespace Pulumi.Orgs;

/// <summary>A span of time as programs in Go write it, the service among them: <c>2h30m</c>, <c>1.5h</c>, <c>90s</c>.</summary>
internal static partial class GoDuration
{
    // Go counts nanoseconds in 64 bits.
    private static readonly Dictionary<string, decimal> Nanoseconds = new()
    {
        ["ns"] = 1m,
        ["us"] = 1_000m,
        ["\u00b5s"] = 1_000m,
        ["\u03bcs"] = 1_000m,
        ["ms"] = 1_000_000m,
        ["s"] = 1_000_000_000m,
        ["m"] = 60_000_000_000m,
        ["h"] = 3_600_000_000_000m,
    };

    /// <summary>How many nanoseconds it is; null when the text is no duration, is below zero, or is one of more than 292 years.</summary>
    public static long? Parse(string text)
    {
        if (text == "0")
        {
            return 0;
        }

        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }

        try
        {
            var parts = match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures, static (number, unit) =>
                decimal.Parse(number.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * Nanoseconds[unit.Value]);
            return decimal.ToInt64(decimal.Truncate(parts.Sum()));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Whether two texts are the same span: <c>120m</c> is <c>2h</c>. Null is none, and so the same as null alone.</summary>
    public static bool AreSame(string? left, string? right) =>
        left == right || (left is not null && right is not null && Parse(left) is { } span && span == Parse(right));

    // No more digits than a number has that decimals hold exactly.
    [GeneratedRegex(
        @"\A\+?((?<number>[0-9]{1,20}(\.[0-9]{0,9})?|\.[0-9]{1,9})(?<unit>ns|us|\u00b5s|\u03bcs|ms|s|m|h))+\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
