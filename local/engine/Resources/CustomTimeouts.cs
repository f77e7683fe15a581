using System.Globalization;

namespace PulumiOrgs.Local.Engine.Resources;

/// <summary>How long a provider may take, in seconds; 0 leaves it to the provider.</summary>
public sealed record CustomTimeouts(double Create, double Update, double Delete, double Read)
{
    public static CustomTimeouts None { get; } = new(0, 0, 0, 0);

    /// <summary>Reads a Go duration such as <c>1h5m</c> or <c>300ms</c> as seconds; an empty one is 0.</summary>
    /// <exception cref="FormatException">The text is no duration.</exception>
    public static double ParseSeconds(string duration)
    {
        var seconds = 0d;
        for (var rest = duration.AsSpan(); rest.Length > 0;)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0
                || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                throw new FormatException($"'{duration}' is not a duration such as 5m or 1h30m");
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAny("0123456789.");
            var unit = letters < 0 ? rest : rest[..letters];
            seconds += amount * SecondsPer(unit, duration);
            rest = rest[unit.Length..];
        }

        return seconds;
    }

    private static double SecondsPer(ReadOnlySpan<char> unit, string duration) => unit switch
    {
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        "ms" => 1e-3,
        "us" or "µs" or "μs" => 1e-6,
        "ns" => 1e-9,
        _ => throw new FormatException($"'{duration}' is not a duration such as 5m or 1h30m"),
    };
}
