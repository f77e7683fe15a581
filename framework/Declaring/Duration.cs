using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>A span of time as people write it: <c>30d</c>, <c>720h</c>, <c>1d12h30m</c>, or ISO 8601 (<c>P30D</c>).</summary>
public static partial class Duration
{
    /// <summary>Reads a span that is not negative; null when the text is none.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Units().Match(text) is { Success: true, Length: > 0 } match)
        {
            try
            {
                return TimeSpan.FromDays(Part(match, "d")) + TimeSpan.FromHours(Part(match, "h"))
                    + TimeSpan.FromMinutes(Part(match, "m")) + TimeSpan.FromSeconds(Part(match, "s"));
            }
            catch (OverflowException)
            {
                return null;
            }
        }

        try
        {
            return XmlConvert.ToTimeSpan(text) is var span && span >= TimeSpan.Zero ? span : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    private static double Part(Match match, string unit) => match.Groups[unit] is { Success: true } part
        ? double.Parse(part.ValueSpan, CultureInfo.InvariantCulture)
        : 0;

    [GeneratedRegex(@"\A((?<d>[0-9]+)d)?((?<h>[0-9]+)h)?((?<m>[0-9]+)m)?((?<s>[0-9]+)s)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}

/// <summary>A text that <see cref="Duration"/> reads.</summary>
public sealed class DurationAttribute : RuleAttribute
{
    public override string? Fault(object value) => value is string text && Duration.Parse(text) is null
        ? $"'{text}' is no span of time; give one such as '30d', '720h' or 'P30D'"
        : null;

    public override object? MeaningOf(string text) => Duration.Parse(text);
}
