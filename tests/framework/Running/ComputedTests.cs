using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>An input that is computed from another one where the program gives that.</summary>
public sealed class ComputedTests
{
    private static RecordDescription Declared => RecordDescription.Of<Args>();

    private record Args
    {
        [Input("", Default = 0)]
        [ComputedFrom(nameof(Lasts))]
        public long End { get; init; }

        [Input("", WhenAbsent = Absence.NeverTold)]
        [Duration]
        public string? Lasts { get; init; }
    }

    [Fact]
    public void Has_its_default_where_the_other_is_not_given() =>
        Assert.Equal(PropertyMap.Of(("end", 0)), Checked(PropertyMap.Empty).Inputs);

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Is_no_input_where_the_other_is_given(int? end)
    {
        var result = Checked(PropertyMap.Of(("lasts", "1d"), ("end", end is { } given ? given : null)));

        Assert.Empty(result.Failures);
        Assert.Equal(PropertyMap.Of(("lasts", "1d")), result.Inputs);
    }

    [Fact]
    public void Is_no_input_where_the_other_is_not_known_yet() => Assert.Equal(
        PropertyMap.Of(("lasts", PropertyValue.Unknown)), Checked(PropertyMap.Of(("lasts", PropertyValue.Unknown), ("end", new SecretValue(0)))).Inputs);

    [Fact]
    public void Is_refused_beside_the_other() => Assert.Equal(
        new CheckFailure("end", "is computed from lasts, which is given too; give one of the two"),
        Assert.Single(Checked(PropertyMap.Of(("lasts", "1d"), ("end", 7))).Failures));

    [Fact]
    public void Is_believed_beside_the_other_while_it_is_not_known() =>
        Assert.Empty(Checked(PropertyMap.Of(("lasts", "1d"), ("end", PropertyValue.Unknown))).Failures);

    [Fact]
    public void Is_not_compared_where_the_other_is_given() =>
        Assert.Empty(Diff.Run(Declared, new DiffQuery(PropertyMap.Of(("end", 7), ("lasts", "1d")), PropertyMap.Empty, PropertyMap.Of(("lasts", "1d")), [])));

    [Fact]
    public void Is_compared_where_the_other_is_no_longer_given() => Assert.Equal(
        ["end"],
        Diff.Run(Declared, new DiffQuery(PropertyMap.Of(("end", 7), ("lasts", "1d")), PropertyMap.Empty, PropertyMap.Of(("end", 0)), [])).Keys);

    [Theory]
    [InlineData("1d", "24h", true)]
    [InlineData("P1D", "1d", true)]
    [InlineData("1d", "25h", false)]
    [InlineData("1d", "soon", false)]
    public void Two_spans_are_the_same_that_last_the_same(string left, string right, bool same) =>
        Assert.Equal(same, Diff.AreSame(Declared["lasts"], left, right));

    [Theory]
    [InlineData("1d", true)]
    [InlineData("24h", true)]
    [InlineData("2d", false)]
    public async Task Is_known_in_a_preview_for_as_long_as_the_other_stays(string lasts, bool known)
    {
        var state = PropertyMap.Of(("name", "it"), ("end", 7), ("lasts", "1d"));

        var foreseen = await new Thing().ToRunner().UpdateAsync(
            new ResourceContext("urn:pulumi:dev::acme::a:index:Thing::it", "a:index:Thing"), "it", state,
            PropertyMap.Of(("name", "it"), ("lasts", lasts)), preview: true, TestContext.Current.CancellationToken);

        Assert.Equal(known ? (PropertyValue)7 : PropertyValue.Unknown, foreseen["end"]);
    }

    private static CheckResult Checked(PropertyMap given) => Check.Run(Declared, given, ConfigurationDefaults.None);

    [Resource("Thing", "name", "")]
    private sealed class Thing : Resource<Thing.Inputs, Thing.State>
    {
        public record Inputs : Args
        {
            [Input("")]
            public string Name { get; init; } = "";
        }

        public sealed record State : Inputs;

        protected internal override Task<State> CreateAsync(ResourceContext context, Inputs inputs, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<State?> ReadAsync(State last, bool import, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task DeleteAsync(ResourceContext context, State state, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected internal override Task<IEnumerable<ListedResource>> ListAsync(Inputs query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
