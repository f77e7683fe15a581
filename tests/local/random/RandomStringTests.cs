using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Random.Tests;

public sealed class RandomStringTests() : RandomTest("random:index/randomString:RandomString")
{
    private static readonly PropertyMap Inputs = PropertyMap.Of(("length", 40));

    [Fact]
    public async Task Is_its_id_and_as_long_as_wanted()
    {
        var made = await MakeAsync(Inputs);

        Assert.Equal(40, made.Id.Length);
        Assert.Equal(made.Id, Text(made, "result"));
    }

    [Fact]
    public async Task Has_no_characters_but_those_that_are_allowed() => Assert.Matches(
        "^[a-z/]{40}$",
        (await MakeAsync(Inputs.With("upper", false).With("numeric", false).With("overrideSpecial", "/"))).Id);

    [Fact]
    public async Task Has_as_many_of_each_kind_as_asked_for()
    {
        var made = await MakeAsync(PropertyMap.Of(("length", 10), ("minLower", 1), ("minUpper", 2), ("minNumeric", 3), ("minSpecial", 4)));

        Assert.Equal(
            (1, 2, 3, 4),
            (
                made.Id.Count(char.IsAsciiLetterLower),
                made.Id.Count(char.IsAsciiLetterUpper),
                made.Id.Count(char.IsAsciiDigit),
                made.Id.Count(static c => !char.IsAsciiLetterOrDigit(c))));
    }

    [Fact]
    public async Task Is_imported_by_itself() => await ChangesAsync(
        await ImportAsync("a/b,c"),
        PropertyMap.Of(("length", 5)),
        PropertyMap.Of(("length", 6)),
        PropertyMap.Of(("length", 5), ("special", false)),
        PropertyMap.Of(("length", 5), ("minUpper", 1)),
        PropertyMap.Of(("length", 5), ("overrideSpecial", "!")));

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Equal(
            "length is 3, but minLower, minNumeric, minSpecial and minUpper ask for 4 characters",
            FaultOf(PropertyMap.Of(("length", 3), ("minLower", 2), ("minUpper", 2))));
        Assert.StartsWith(
            "lower is false",
            FaultOf(Inputs.With("lower", false).With("upper", false).With("numeric", false).With("special", false)),
            StringComparison.Ordinal);
        Assert.Empty(Check(PropertyMap.Of(("length", PropertyValue.Unknown), ("minLower", 2))).Failures);
    }
}
