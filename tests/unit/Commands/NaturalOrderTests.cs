using CsCheck;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Tests.Commands;

public sealed class NaturalOrderTests
{
    private static readonly Gen<string> Names = Gen.String[Gen.Char["aAbB019-"], 0, 8];

    [Theory]
    [InlineData("p2", "p10")]
    [InlineData("p2-b", "p10-a")]
    [InlineData("a9", "B1")]
    [InlineData("P2", "p2")]
    [InlineData("p02", "p2")]
    [InlineData("p2", "p02a")]
    [InlineData("2", "10")]
    [InlineData("10", "a")]
    [InlineData("web", "web1")]
    [InlineData("web1", "webb")]
    [InlineData("", "a")]
    [InlineData(null, "")]
    [InlineData("p99999999999999999998", "p99999999999999999999")]
    [InlineData("p99999999999999999999", "p100000000000000000000")]
    public void Goes_by_numbers_then_by_letters_then_by_capitals(string? first, string? second)
    {
        Assert.True(Words.Order.Compare(first!, second!) < 0);
        Assert.True(Words.Order.Compare(second!, first!) > 0);
    }

    [Fact]
    public void Is_an_order() => Gen.Select(Names, Names, Names).Sample((a, b, c) =>
    {
        Assert.Equal(a == b, Words.Order.Compare(a, b) == 0);
        Assert.Equal(Math.Sign(Words.Order.Compare(a, b)), -Math.Sign(Words.Order.Compare(b, a)));
        Assert.False(Words.Order.Compare(a, b) < 0 && Words.Order.Compare(b, c) < 0 && Words.Order.Compare(a, c) >= 0, $"{a}, {b}, {c}");
    });
}
