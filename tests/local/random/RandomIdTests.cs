using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Random.Tests;

public sealed class RandomIdTests() : RandomTest("random:index/randomId:RandomId")
{
    private static readonly PropertyMap Inputs = PropertyMap.Of(("byteLength", 4), ("keepers", PropertyMap.Of(("rotation", "1"))));

    [Fact]
    public async Task Has_the_bytes_in_all_spellings()
    {
        var made = await MakeAsync(Inputs.With("prefix", "ci-"));

        Assert.Matches("^ci-[0-9a-f]{8}$", Text(made, "hex"));
        Assert.Equal("ci-" + made.Id, Text(made, "b64Url"));
        var again = await ImportAsync($"ci-,{made.Id}");
        Assert.Equal((made.Id, made.Properties.Without("keepers")), (again.Id, again.Properties));
    }

    [Fact]
    public async Task Is_spelled_as_the_real_one_spells_it()
    {
        var found = await ImportAsync("a,b,__8AAQ");

        Assert.Equal("__8AAQ", found.Id);
        Assert.Equal(
            PropertyMap.Of(
                ("byteLength", 4), ("prefix", "a,b"), ("b64Std", "a,b//8AAQ=="), ("b64Url", "a,b__8AAQ"), ("dec", "a,b4294901761"), ("hex", "a,bffff0001")),
            found.Properties);
        Assert.Equal(PropertyMap.Of(("byteLength", 4), ("prefix", "a,b")), found.Inputs);
    }

    [Fact]
    public async Task Is_another_every_time() => Assert.NotEqual((await MakeAsync(Inputs)).Id, (await MakeAsync(Inputs)).Id);

    [Fact]
    public async Task Every_change_makes_a_new_one() => await ChangesAsync(
        await MakeAsync(Inputs),
        Inputs,
        Inputs.With("byteLength", 5),
        Inputs.With("prefix", "x"),
        Inputs.Without("keepers"),
        Inputs.With("keepers", PropertyMap.Of(("rotation", "2"))),
        Inputs.With("keepers", PropertyMap.Of(("rotation", PropertyValue.Unknown))));

    [Theory]
    [InlineData("no base64!")]
    [InlineData("prefix,")]
    [InlineData("A")]
    public async Task An_import_of_anything_else_is_refused(string id) =>
        Assert.Equal("id", Assert.Single((await Assert.ThrowsAsync<InputException>(() => ImportAsync(id))).Failures).Property);

    [Fact]
    public void Has_a_byte_at_least() => Assert.Equal("byteLength is 0; at least 1 is needed", FaultOf(PropertyMap.Of(("byteLength", 0))));
}
