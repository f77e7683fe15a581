using System.Globalization;

namespace PulumiOrgs.Framework.Declaring;

/// <summary>Points in time as properties and messages show them: ISO 8601 in UTC, to the second.</summary>
public static class Timestamp
{
    public static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The same for Unix seconds; a number beyond the calendar is shown as it is.</summary>
    public static string Show(long unixSeconds) =>
        unixSeconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && unixSeconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? Show(DateTimeOffset.FromUnixTimeSeconds(unixSeconds))
            : unixSeconds.ToString(CultureInfo.InvariantCulture);
}
