using CsCheck;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

public class PropertyComparisonTests
{
    [Fact]
    public void The_same_has_no_differences() => GenValue.Map.Sample(static map => PropertyComparison.Compare(map, map).Count == 0);

    [Fact]
    public void Differences_are_found_where_they_are()
    {
        var olds = PropertyMap.Of(("same", "x"), ("gone", 1), ("nested", PropertyMap.Of(("list", new ListValue(["a", "b"])))));
        var news = PropertyMap.Of(("same", "x"), ("added", true), ("nested", PropertyMap.Of(("list", new ListValue(["a", "c", "d"])))));

        Assert.Equal(
            [
                new("added", PropertyChangeKind.Add, null, true),
                new("gone", PropertyChangeKind.Delete, 1, null),
                new("nested.list[1]", PropertyChangeKind.Update, "b", "c"),
                new("nested.list[2]", PropertyChangeKind.Add, null, "d"),
            ],
            PropertyComparison.Compare(olds, news));
    }

    [Fact]
    public void Secrecy_alone_is_no_difference_and_differences_of_secrets_stay_secret()
    {
        var olds = PropertyMap.Of(("a", new SecretValue("1")), ("b", new SecretValue("1")));
        var news = PropertyMap.Of(("a", "1"), ("b", "2"));

        var change = Assert.Single(PropertyComparison.Compare(olds, news));
        Assert.Equal("b", change.Path);
        Assert.Equal(("[secret]", "[secret]"), (change.Old!.ToString(), change.New!.ToString()));
    }

    [Fact]
    public void A_providers_differences_are_told_with_their_values()
    {
        var diff = new ResourceDiff
        {
            Changed = true,
            Detailed = new Dictionary<string, PropertyChangeKind> { ["role"] = PropertyChangeKind.UpdateReplace },
        };

        var (olds, news) = (PropertyMap.Of(("role", "member")), PropertyMap.Of(("role", "admin")));
        var changes = PropertyComparison.Describe(diff, olds, PropertyMap.Empty, news);
        var change = Assert.Single(changes);
        Assert.Equal(new PropertyDifference("role", PropertyChangeKind.UpdateReplace, "member", "admin"), change);
    }
}
