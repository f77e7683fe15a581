using System.Globalization;
using System.Text.RegularExpressions;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Spans of time as the service, a Go program, reads and writes them.</summary>
public static partial class GoDuration
{
    private static readonly Dictionary<string, TimeSpan> Units = new()
    {
        ["ms"] = TimeSpan.FromMilliseconds(1),
        ["s"] = TimeSpan.FromSeconds(1),
        ["m"] = TimeSpan.FromMinutes(1),
        ["h"] = TimeSpan.FromHours(1),
    };

    /// <exception cref="RefusedException">400: it is none.</exception>
    public static TimeSpan Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            throw RefusedException.BadRequest($"Invalid duration '{text}'.");
        }

        try
        {
            return match.Groups["number"].Captures.Zip(match.Groups["unit"].Captures)
                .Aggregate(TimeSpan.Zero, static (sum, part) =>
                    sum + (Units[part.Second.Value] * double.Parse(part.First.ValueSpan, CultureInfo.InvariantCulture)));
        }
        catch (OverflowException)
        {
            throw RefusedException.BadRequest($"Invalid duration '{text}'.");
        }
    }

    /// <summary>All units from the largest that is not zero down to seconds: <c>2h0m0s</c>.</summary>
    public static string Show(TimeSpan span)
    {
        var hours = span.Ticks / TimeSpan.TicksPerHour;
        var seconds = (decimal)(span.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        return (hours, span.Minutes) switch
        {
            (0, 0) => Text($"{seconds:0.#######}s"),
            (0, var minutes) => Text($"{minutes}m{seconds:0.#######}s"),
            var (_, minutes) => Text($"{hours}h{minutes}m{seconds:0.#######}s"),
        };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A((?<number>[0-9]+(\.[0-9]+)?)(?<unit>ms|s|m|h))+\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
