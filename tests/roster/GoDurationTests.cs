using System.Globalization;
using CsCheck;
using Pulumi.Orgs;

namespace PulumiOrgs.Rosters.Tests;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("2h", 7_200_000_000_000)]
    [InlineData("+1h30m", 5_400_000_000_000)]
    [InlineData("1.5h", 5_400_000_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("1.s", 1_000_000_000)]
    [InlineData("1m1h", 3_660_000_000_000)]
    [InlineData("1s1ms1us1\u00b5s1\u03bcs1ns", 1_001_003_001)]
    [InlineData("2562047h47m16.854775807s", long.MaxValue)]
    public void Is_read_as_Go_reads_it(string text, long nanoseconds) => Assert.Equal(nanoseconds, GoDuration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("h")]
    [InlineData(".h")]
    [InlineData("2 h")]
    [InlineData("2H")]
    [InlineData("1d")]
    [InlineData("P1D")]
    [InlineData("-1h")]
    [InlineData("1h\n")]
    [InlineData("\u0662h")]
    [InlineData("2562047h47m16.854775808s")]
    [InlineData("99999999999999999999h99999999999999999999h")]
    public void Is_none_where_it_is_none_to_Go_or_below_zero(string text) => Assert.Null(GoDuration.Parse(text));

    [Theory]
    [InlineData("120m", "2h", true)]
    [InlineData("2h0m0s", "2h", true)]
    [InlineData("2h", "2h1ns", false)]
    [InlineData(null, "0s", false)]
    [InlineData(null, null, true)]
    [InlineData("soon", "soon", true)]
    [InlineData("soon", "later", false)]
    public void Is_the_same_when_it_lasts_as_long(string? left, string? right, bool areSame) => Assert.Equal(areSame, GoDuration.AreSame(left, right));

    [Fact]
    public void Whatever_hours_minutes_and_seconds_it_is_written_in_it_is_their_sum() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((hours, minutes, seconds) =>
            (hours * 3600L) + (minutes * 60L) + seconds
            == GoDuration.Parse(string.Create(CultureInfo.InvariantCulture, $"{hours}h{minutes}m{seconds}s")) / 1_000_000_000);
}
