using System.Diagnostics;
using System.Globalization;
using PulumiOrgs.Framework.Serving;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>The line that is written of something that was followed.</summary>
public sealed class ActivityLogTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 1, 2, 12, 0, 0, DateTimeKind.Utc);

    // A source of each test's own, for listeners hear of all that happens in a process.
    private readonly ActivitySource _source = new($"test-{Guid.NewGuid():N}");
    private readonly Lines _lines = new();
    private readonly ActivityLog _log;

    public ActivityLogTests() => _log = new ActivityLog([_source.Name], static text => text.Replace('\a', '?'), _lines);

    public void Dispose()
    {
        _log.Dispose();
        _source.Dispose();
        _lines.Dispose();
    }

    [Fact]
    public void Says_when_it_ended_how_long_it_took_and_what_is_known_of_it()
    {
        var span = Follow(static activity => activity.SetTag("rpc.system", "grpc").SetTag("answer", 4.5));

        Assert.Equal([$"2026-01-02T12:00:01.234Z 1234.0 ms Sing rpc.system=grpc answer=4.5 span={span}"], _lines.Written);
    }

    [Fact]
    public void Says_why_it_failed() => Assert.Equal(
        [$"2026-01-02T12:00:01.234Z 1234.0 ms Sing failed: out of tune; span={Follow(static song => song.SetStatus(ActivityStatusCode.Error, "out of tune"))}"],
        _lines.Written);

    [Fact]
    public void Says_what_it_is_a_part_of()
    {
        using var concert = _source.StartActivity("Play");
        Follow(static _ => { });

        Assert.EndsWith($" parent={concert!.SpanId}", Assert.Single(_lines.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_one_line_and_harmless_whatever_is_in_it()
    {
        Follow(static activity => activity.SetTag("song", "la\ala\r\nla\n"));

        Assert.Contains(" song=la?la la  span=", Assert.Single(_lines.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_same_in_every_country()
    {
        var (before, country) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        (country.NumberFormat.NumberDecimalSeparator, country.DateTimeFormat.TimeSeparator) = (",", ".");
        CultureInfo.CurrentCulture = country;
        Follow(static activity => activity.SetTag("answer", 4.5));
        CultureInfo.CurrentCulture = before;

        Assert.StartsWith("2026-01-02T12:00:01.234Z 1234.0 ms Sing answer=4.5 span=", Assert.Single(_lines.Written), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_of_nobody_else()
    {
        using var other = new ActivitySource($"{_source.Name}-other");
        other.StartActivity("Shout")?.Dispose();

        Assert.Empty(_lines.Written);
    }

    /// <summary>Follows something of 1.234 seconds.</summary>
    private ActivitySpanId Follow(Action<Activity> describe)
    {
        using var activity = _source.StartActivity("Sing")!.SetStartTime(Noon).SetEndTime(Noon.AddMilliseconds(1234));
        describe(activity);
        return activity.SpanId;
    }
}
