using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Tests.Declaring;

public sealed class PropertyNameTests
{
    private sealed record Args(string DisplayName, long Number);

    [Fact]
    public void A_property_has_its_name_on_the_wire() => Assert.Equal(
        ("displayName", "number"),
        ((string)PropertyName.Of<Args>(static args => args.DisplayName), (string)PropertyName.Of<Args>(static args => args.Number)));

    [Fact]
    public void What_is_no_property_has_no_name() => Assert.StartsWith(
        "args.ToString() is no property",
        Assert.Throws<ArgumentException>(() => PropertyName.Of<Args>(static args => args.ToString())).Message,
        StringComparison.Ordinal);
}
