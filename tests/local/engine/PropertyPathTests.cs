using CsCheck;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

public class PropertyPathTests
{
    private static readonly PropertyMap Olds = PropertyMap.Of(
        ("name", "old"),
        ("list", new ListValue(["a", "b"])),
        ("nested", PropertyMap.Of(("x", "old x"), ("y", "old y"))),
        ("secret", new SecretValue(PropertyMap.Of(("x", "old x")))),
        ("gone", "old"));

    private static readonly PropertyMap News = PropertyMap.Of(
        ("name", "new"),
        ("list", new ListValue(["A", "B"])),
        ("nested", PropertyMap.Of(("x", "new x"), ("z", "new z"))),
        ("secret", PropertyMap.Of(("x", "new x"))),
        ("added", "new"));

    [Theory]
    [InlineData("name", "\"old\"")]
    [InlineData("nested.x", "\"old x\"")]
    [InlineData("nested[\"x\"]", "\"old x\"")]
    [InlineData("list[1]", "\"b\"")]
    [InlineData("list[2]", null)]
    [InlineData("nowhere.x", null)]
    [InlineData("secret.x", "[secret]")]
    public void A_path_finds_what_stands_at_it(string path, string? expected) =>
        Assert.Equal(expected, PropertyPath.Parse(path).Find(Olds)?.ToString());

    [Theory]
    [InlineData("name", "name", "\"old\"")]
    [InlineData("nested.x", "nested.x", "\"old x\"")]
    [InlineData("nested.y", "nested.y", "\"old y\"")]
    [InlineData("nested.z", "nested.z", null)]
    [InlineData("list[0]", "list[0]", "\"a\"")]
    [InlineData("gone", "gone", "\"old\"")]
    [InlineData("added", "added", null)]
    [InlineData("secret.x", "secret.x", "[secret]")]
    public void A_reset_puts_the_old_value_back(string path, string place, string? expected)
    {
        Assert.True(PropertyPath.Parse(path).TryReset(Olds, News, out var result));
        Assert.Equal(expected, PropertyPath.Parse(place).Find(result)?.ToString());
    }

    [Theory]
    [InlineData("gone.deeper")]
    [InlineData("list[0].deeper")]
    [InlineData("nowhere")]
    [InlineData("nowhere.deeper")]
    public void A_reset_of_what_is_on_neither_side_changes_nothing(string path)
    {
        PropertyPath.Parse(path).TryReset(Olds.Without("gone"), News, out var result);
        Assert.Equal(News, result);
    }

    [Fact]
    public void A_reset_within_a_list_that_grew_says_that_it_could_not()
    {
        var news = News.With("list", new ListValue(["A", "B", "C"]));
        Assert.False(PropertyPath.Parse("list[2]").TryReset(Olds, news, out var result));
        Assert.Equal(news, result);
    }

    [Fact]
    public void Resetting_each_property_gives_the_old_ones_back() => Gen.Select(GenValue.Map, GenValue.Map).Sample(static (olds, news) =>
    {
        var result = news;
        foreach (var name in olds.Keys.Union(news.Keys))
        {
            Assert.True(PropertyPath.Parse(PropertyPath.Append("", name)).TryReset(olds, result, out result));
        }

        Assert.Equal(olds, result);
    });

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "a.b[0]", true)]
    [InlineData("a.b", "a", false)]
    [InlineData("a[1]", "a[2]", false)]
    public void A_path_contains_what_is_below_it(string path, string other, bool contains) =>
        Assert.Equal(contains, PropertyPath.Parse(path).Contains(PropertyPath.Parse(other)));

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a[\"x]")]
    public void What_is_no_path_is_refused(string text) => Assert.Throws<FormatException>(() => PropertyPath.Parse(text));

    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("a", "b", "a.b")]
    [InlineData("a", "b.c", "a[\"b.c\"]")]
    [InlineData("a", "say \"x\"", "a[\"say \\\"x\\\"\"]")]
    public void Odd_names_are_quoted_in_paths(string path, string name, string expected)
    {
        var appended = PropertyPath.Append(path, name);
        Assert.Equal(expected, appended);
        Assert.True(PropertyPath.Parse(appended).Contains(PropertyPath.Parse(appended)));
    }
}
