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
        public void Reads_the_forms_that_people_write(string text, double hours) => Assert.Equal(TimeSpan.FromHours(hours), Duration.Parse(text));

        [Theory]
        [InlineData("")]
        [InlineData("30")]
        [InlineData("-P1D")]
        [InlineData("12h1d")]
        [InlineData("99999999999999d")]
        [InlineData("30d\n")]
        [InlineData("\u0662d")]
        public void Reads_nothing_else(string text) => Assert.Null(Duration.Parse(text));
    }
}
