using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Random.Tests;

public sealed class RandomPetTests() : RandomTest("random:index/randomPet:RandomPet")
{
    [Fact]
    public async Task Is_its_id()
    {
        var made = await MakeAsync(PropertyMap.Empty);

        Assert.Matches("^[a-z]+-[a-z]+$", made.Id);
        Assert.Equal(PropertyMap.Of(("length", 2), ("separator", "-")), made.Properties);
    }

    [Fact]
    public async Task Has_as_many_words_as_wanted_after_its_prefix() => Assert.Matches(
        "^my_([a-z]+_){4}[a-z]+$", (await MakeAsync(PropertyMap.Of(("length", 5), ("separator", "_"), ("prefix", "my")))).Id);

    [Fact]
    public async Task Every_change_makes_a_new_one() => await ChangesAsync(
        await MakeAsync(PropertyMap.Empty),
        PropertyMap.Empty,
        PropertyMap.Of(("length", 3)),
        PropertyMap.Of(("separator", "")),
        PropertyMap.Of(("prefix", "x")),
        PropertyMap.Of(("keepers", PropertyMap.Of(("a", "b")))));

    [Fact]
    public async Task Cannot_be_imported() => await Assert.ThrowsAsync<InputException>(() => ImportAsync("merry-otter"));
}
