using System.Diagnostics;
using System.Globalization;

namespace PulumiOrgs.Framework.Serving;

/// <summary>Writes a line for each thing that was followed, when it has ended: when, how long, what, and what is known of it.</summary>
internal sealed class ActivityLog : IDisposable
{
    private readonly ActivityListener _listener;

    /// <param name="sources">Whose activities are written.</param>
    /// <param name="printable">Makes a text harmless to terminals that has names in it which others chose.</param>
    /// <param name="lines">Where the lines go; written to by several threads at once.</param>
    public ActivityLog(IReadOnlyList<string> sources, Func<string, string> printable, TextWriter lines)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name, StringComparer.Ordinal),
            Sample = static (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => lines.WriteLine(printable(Line(activity)).ReplaceLineEndings(" ")),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    // The ids at the end tell which request belongs to which call.
    private static string Line(Activity activity)
    {
        var end = activity.StartTimeUtc + activity.Duration;
        var failure = activity.Status == ActivityStatusCode.Error ? $" failed: {activity.StatusDescription};" : "";
        var tags = string.Concat(activity.TagObjects.Select(static tag => string.Create(CultureInfo.InvariantCulture, $" {tag.Key}={tag.Value}")));
        var parent = activity.ParentSpanId == default ? "" : $" parent={activity.ParentSpanId}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{end:yyyy-MM-ddTHH:mm:ss.fffZ} {activity.Duration.TotalMilliseconds:F1} ms {activity.DisplayName}{failure}{tags} span={activity.SpanId}{parent}");
    }
}
