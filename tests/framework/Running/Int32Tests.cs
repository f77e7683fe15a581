using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

public sealed class Int32Tests
{
    private static RecordDescription Declared => RecordDescription.Of<Box.State>();

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_whole_number_is_taken(double size)
    {
        Assert.Empty(FaultsOf(size));
        Assert.Equal((int)size, Declared.ToRecord<Box.State>(PropertyMap.Of(("size", size))).Size);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2147483648)]
    [InlineData(-2147483649)]
    [InlineData(double.NaN)]
    public void What_does_not_fit_is_refused(double size) =>
        Assert.Equal("is a number; give a whole number from -2147483648 to 2147483647", Assert.Single(FaultsOf(size)).Reason);

    [Fact]
    public void The_least_of_all_is_taken() =>
        Assert.Equal(int.MinValue, Declared.ToRecord<Box.State>(PropertyMap.Of(("size", int.MinValue))).Size);

    [Fact]
    public void What_is_too_small_is_refused() => Assert.Equal("is 0; at least 1 is needed", Assert.Single(FaultsOf(0)).Reason);

    private static IReadOnlyList<CheckFailure> FaultsOf(double size) =>
        Check.Run(Declared, PropertyMap.Of(("size", size)), ConfigurationDefaults.None).Failures;
}
