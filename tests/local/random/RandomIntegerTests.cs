using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Random.Tests;

public sealed class RandomIntegerTests() : RandomTest("random:index/randomInteger:RandomInteger")
{
    private static readonly PropertyMap Inputs = PropertyMap.Of(("min", -1), ("max", 1), ("seed", "s"));

    [Fact]
    public async Task Reaches_both_ends_and_nothing_beyond()
    {
        var made = new HashSet<double>();
        for (var i = 0; i < 200; i++)
        {
            made.Add(((NumberValue)(await MakeAsync(Inputs.Without("seed"))).Properties["result"]).Value);
        }

        Assert.Equal([-1, 0, 1], made.Order());
    }

    [Fact]
    public async Task Has_room_for_all_numbers_of_32_bits()
    {
        var made = await MakeAsync(PropertyMap.Of(("min", int.MinValue), ("max", int.MaxValue)));

        Assert.Equal(made.Id, made.Properties["result"].ToString());
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_number()
    {
        var wide = Inputs.With("max", int.MaxValue);

        Assert.Equal((await MakeAsync(wide)).Id, (await MakeAsync(wide)).Id);
        Assert.NotEqual((await MakeAsync(wide)).Id, (await MakeAsync(wide.With("seed", "t"))).Id);
    }

    [Fact]
    public async Task Is_imported_with_its_range_and_seed()
    {
        var found = await ImportAsync("0,-1,1,s");

        Assert.Equal("0", found.Id);
        Assert.Equal(Inputs.With("result", 0), found.Properties);
        await ChangesAsync(found, Inputs, Inputs.With("max", 2), Inputs.With("min", -2), Inputs.With("seed", "t"), Inputs.Without("seed"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1,2")]
    [InlineData("1,2,x")]
    [InlineData("9999999999,1,2")]
    public async Task An_import_of_anything_else_is_refused(string id) => await Assert.ThrowsAsync<InputException>(() => ImportAsync(id));

    [Fact]
    public void A_range_has_its_ends_in_order()
    {
        Assert.Equal("min is 2, which is more than max, 1", FaultOf(Inputs.With("min", 2)));
        Assert.Empty(Check(Inputs.With("min", PropertyValue.Unknown)).Failures);
    }
}
