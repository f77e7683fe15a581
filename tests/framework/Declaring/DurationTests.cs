using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

public static class DurationTests
{
    public sealed class TheParseMethod
    {
        [Theory]
        [InlineData("30d", 30 * 24)]
        [InlineData("720h", 720)]
        [InlineData("1d12h", 36)]
        [InlineData("P30D", 30 * 24)]
        [InlineData("90m", 1.5)]
        [InlineData("1d2h30m1800s", 27)]
        [InlineData("0s", 0)]
        [InlineData("PT0S", 0)]
        public void Reads_the_forms_that_people_write(string text, double hours) => Assert.Equal(TimeSpan.FromHours(hours), Duration.Parse(text));

        [Theory]
        [InlineData("")]
        [InlineData("30")]
        [InlineData("-P1D")]
        [InlineData("12h1d")]
        [InlineData("99999999999999d")]
        [InlineData("P99999999999999D")]
        [InlineData("soon")]
        [InlineData("30d\n")]
        [InlineData("\u0662d")]
        public void Reads_nothing_else(string text) => Assert.Null(Duration.Parse(text));
    }

    public sealed class TheRule
    {
        [Fact]
        public void Says_how_to_write_one() =>
            Assert.Equal("'soon' is no span of time; give one such as '30d', '720h' or 'P30D'", new DurationAttribute().Fault("soon"));

        [Fact]
        public void Takes_one() => Assert.Null(new DurationAttribute().Fault("30d"));
    }
}
