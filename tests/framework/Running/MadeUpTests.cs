using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

public sealed class MadeUpTests
{
    private static RecordDescription Declared => RecordDescription.Of<Args>();

    private readonly List<CheckFailure> _failures = [];

    private sealed record Args
    {
        [Input("")]
        [Autonamed(20)]
        public string Name { get; init; } = "";

        [Input("")]
        [Autonamed(20)]
        public string Alias { get; init; } = "";

        [Input("", Default = "none", DefaultWith = nameof(Title))]
        public string Note { get; init; } = "";

        [Input("")]
        [DefaultFrom(nameof(Name))]
        public string Title { get; init; } = "";
    }

    private sealed record Kinds
    {
        [Input("", Default = "named")]
        public string Kind { get; init; } = "";

        [Input("")]
        [Autonamed(20, Where = nameof(Kind), Is = "named")]
        public string? Name { get; init; }
    }

    [Fact]
    public void Makes_each_name_that_is_missing_and_marks_it()
    {
        var named = Fill(PropertyMap.Of(("alias", "mine")));

        Assert.Matches("^it-[0-9a-f]{8}$", ((StringValue)named["name"]).Value);
        Assert.Equal((true, false), (MadeUp.IsMarked(named, "name"), MadeUp.IsMarked(named, "alias")));
    }

    [Fact]
    public void Marks_two_names_side_by_side() =>
        Assert.All(["name", "alias"], name => Assert.True(MadeUp.IsMarked(Fill(PropertyMap.Empty), name)));

    [Fact]
    public void Keeps_a_name_for_as_long_as_the_object_is_there()
    {
        var before = Fill(PropertyMap.Empty);

        Assert.Equal(before, Fill(PropertyMap.Empty, before));
    }

    [Fact]
    public void Makes_a_name_only_where_another_input_wants_one()
    {
        Assert.Null(FillKinds(PropertyMap.Of(("kind", "plain"))).Find("name"));
        Assert.Null(FillKinds(PropertyMap.Of(("kind", PropertyValue.Unknown))).Find("name"));
        Assert.NotNull(FillKinds(PropertyMap.Of(("kind", "named"))).Find("name"));
        Assert.NotNull(FillKinds(PropertyMap.Empty).Find("name"));
    }

    [Fact]
    public void Does_not_give_the_name_of_what_is_replaced_again_where_it_was_made_up()
    {
        var before = Fill(PropertyMap.Empty);
        var proposed = ((StringValue)before["name"]).Value;

        Assert.NotEqual(before["name"], Replace(before)["name"]);
        Assert.Equal(before["name"], Replace(PropertyMap.Of(("name", proposed)))["name"]);
        Assert.Equal(before["name"], Replace(before.Without("name"))["name"]);

        PropertyMap Replace(PropertyMap replaced) => MadeUp.Fill(
            Declared,
            PropertyMap.Of(("alias", "mine")),
            null,
            new Autonaming("it", default, proposed, AutonamingMode.Propose) { Replaced = replaced },
            _failures);
    }

    [Fact]
    public void Marks_a_name_once()
    {
        var before = Fill(PropertyMap.Empty);

        Assert.Equal(before, Fill(before.Without("name").Without("alias"), before));
    }

    [Fact]
    public void Says_why_no_name_may_be_made()
    {
        MadeUp.Fill(Declared, PropertyMap.Empty, null, new Autonaming("it", default, null, AutonamingMode.Disable), _failures);

        Assert.Equal(["name", "alias"], _failures.Select(failure => failure.Property));
    }

    [Fact]
    public void A_default_may_be_that_of_another_input_or_hold_only_with_it()
    {
        Assert.Equal(
            PropertyMap.Of(("name", "web"), ("title", "web")), Check.Run(Declared, PropertyMap.Of(("name", "web")), ConfigurationDefaults.None).Inputs);
        Assert.Equal(
            PropertyMap.Of(("title", "Web"), ("note", "none")), Check.Run(Declared, PropertyMap.Of(("title", "Web")), ConfigurationDefaults.None).Inputs);
    }

    private PropertyMap FillKinds(PropertyMap given) =>
        MadeUp.Fill(RecordDescription.Of<Kinds>(), given, null, new Autonaming("it", default, null, AutonamingMode.Propose), _failures);

    private PropertyMap Fill(PropertyMap given, PropertyMap? oldInputs = null)
    {
        var named = MadeUp.Fill(Declared, given, oldInputs, new Autonaming("it", default, null, AutonamingMode.Propose), _failures);
        Assert.Empty(_failures);
        return named;
    }
}
