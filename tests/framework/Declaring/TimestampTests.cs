using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

public sealed class TimestampTests
{
    [Fact]
    public void A_time_is_shown_in_utc() =>
        Assert.Equal("2026-06-01T10:00:07Z", Timestamp.Show(new DateTimeOffset(2026, 6, 1, 12, 0, 7, 900, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00Z")]
    [InlineData(-62_135_596_800, "0001-01-01T00:00:00Z")]
    [InlineData(-62_135_596_801, "-62135596801")]
    [InlineData(253_402_300_799, "9999-12-31T23:59:59Z")]
    [InlineData(253_402_300_800, "253402300800")]
    public void Seconds_are_shown_as_they_are_beyond_the_calendar(long seconds, string shown) => Assert.Equal(shown, Timestamp.Show(seconds));
}
