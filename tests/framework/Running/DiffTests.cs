using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

public static class DiffTests
{
    public sealed class TheIsIgnoredMethod
    {
        [Theory]
        [InlineData("members")]
        [InlineData("members[0]")]
        [InlineData("members.first")]
        [InlineData("*")]
        public void Knows_a_property_by_its_path_and_by_what_lies_below(string path) => Assert.True(Diff.IsIgnored("members", ["other", path]));

        [Theory]
        [InlineData("membersOnly")]
        [InlineData("member")]
        [InlineData("")]
        public void Takes_no_other_name_for_it(string path) => Assert.False(Diff.IsIgnored("members", [path]));
    }

    public sealed class TheAreSameMethod
    {
        // Says what a number means however it is spelled, and nothing of other texts.
        private sealed class NumberAttribute : RuleAttribute
        {
            public override string? Fault(object value) => null;

            public override object? MeaningOf(string text) => int.TryParse(text, out var number) ? number : null;
        }

        private sealed record Args
        {
            [Input("")]
            [Number]
            public string? Count { get; init; }

            [Input("")]
            public string? Name { get; init; }

            [Input("")]
            [IgnoreCase]
            public string? Login { get; init; }

            [Input("")]
            public IReadOnlyList<string> Steps { get; init; } = [];

            [Input("")]
            [IgnoreCase]
            public IReadOnlyList<string> Hosts { get; init; } = [];

            [Input("")]
            [Unordered]
            public IReadOnlyList<string> Tags { get; init; } = [];

            [Input("")]
            public IReadOnlyDictionary<string, string>? Labels { get; init; }

            [Input("")]
            public bool Open { get; init; }
        }

        [Theory]
        [InlineData("count", "7", "007", true)]
        [InlineData("count", "7", "8", false)]
        [InlineData("count", "many", "many", true)]
        [InlineData("count", "many", "more", false)]
        [InlineData("name", "7", "007", false)]
        public void Goes_by_what_a_text_means_where_a_rule_knows_it(string property, string left, string right, bool areSame) =>
            Assert.Equal(areSame, Diff.AreSame(RecordDescription.Of<Args>()[property], left, right));

        [Theory]
        [InlineData("name", false)]
        [InlineData("login", true)]
        public void Overlooks_case_only_where_that_is_declared(string property, bool areSame) =>
            Assert.Equal(areSame, Diff.AreSame(RecordDescription.Of<Args>()[property], "ada", "Ada"));

        [Theory]
        [InlineData("steps", "a b", "a b", true)]
        [InlineData("steps", "a b", "b a", false)]
        [InlineData("steps", "a b", "A b", false)]
        [InlineData("hosts", "a b", "A b", true)]
        [InlineData("hosts", "a b", "b a", false)]
        [InlineData("tags", "a b", "b a a", true)]
        [InlineData("tags", "a b", "a c", false)]
        [InlineData("tags", "a b", "A b", false)]
        public void Goes_by_order_and_case_of_a_list_unless_they_mean_nothing(string property, string left, string right, bool areSame) =>
            Assert.Equal(areSame, Diff.AreSame(RecordDescription.Of<Args>()[property], ListOf(left), ListOf(right)));

        [Theory]
        [InlineData("a=1 b=2", "b=2 a=1", true)]
        [InlineData("a=1", "a=1 b=2", false)]
        [InlineData("a=1 b=2", "a=1", false)]
        [InlineData("a=1 b=2", "a=1 b=3", false)]
        [InlineData("a=1 b=2", "a=1 c=2", false)]
        public void Goes_by_every_entry_of_a_map(string left, string right, bool areSame) =>
            Assert.Equal(areSame, Diff.AreSame(RecordDescription.Of<Args>()["labels"], MapOf(left), MapOf(right)));

        [Fact]
        public void Takes_what_cannot_be_compared_for_a_change()
        {
            var open = RecordDescription.Of<Args>()["open"];

            Assert.False(Diff.AreSame(open, "yes", true));
            Assert.False(Diff.AreSame(open, true, PropertyValue.Unknown));
            Assert.False(Diff.AreSame(open, "yes", "yes"));
            Assert.True(Diff.AreSame(open, true, true));
        }

        private static ListValue ListOf(string items) => new([.. items.Split(' ').Select(static item => (PropertyValue)item)]);

        private static PropertyValue MapOf(string entries) =>
            PropertyMap.Of(entries.Split(' ').Select(static entry => (entry.Split('=')[0], (PropertyValue?)entry.Split('=')[1])));
    }

    public sealed class AnAbsentValue
    {
        private sealed record Args
        {
            [Input("", Replaces = true)]
            public string? Never { get; init; }

            [Input("", WhenAbsent = Absence.ThereIsNone)]
            public string? ThereIsNone { get; init; }

            [Input("", WhenAbsent = Absence.AsItIs)]
            public string? AsItIs { get; init; }

            [Input("", WhenAbsent = Absence.Unmanaged)]
            public string? Unmanaged { get; init; }

            [Input("", WhenAbsent = Absence.NeverTold)]
            public string? NeverTold { get; init; }
        }

        [Theory]
        [InlineData("never", ChangeKind.Delete)]
        [InlineData("thereIsNone", ChangeKind.Delete)]
        [InlineData("asItIs", null)]
        [InlineData("unmanaged", null)]
        [InlineData("neverTold", null)]
        public void Of_the_program_takes_away_what_is_there_where_it_means_that(string property, ChangeKind? kind) =>
            Assert.Equal(kind, Compare(property, "x", null, null)?.Kind);

        [Theory]
        [InlineData("never", ChangeKind.Add)]
        [InlineData("thereIsNone", ChangeKind.Add)]
        [InlineData("asItIs", ChangeKind.Add)]
        [InlineData("unmanaged", ChangeKind.Add)]
        [InlineData("neverTold", null)]
        public void Of_the_state_is_what_the_program_adds_unless_nobody_tells_it(string property, ChangeKind? kind) =>
            Assert.Equal(kind, Compare(property, null, null, "x")?.Kind);

        [Fact]
        public void Of_both_is_no_difference() => Assert.Null(Compare("never", null, null, null));

        [Fact]
        public void Of_the_state_is_made_up_for_by_the_old_inputs()
        {
            Assert.Null(Compare("neverTold", null, "x", "x"));
            Assert.Equal(new PropertyChange(ChangeKind.Update, Replaces: false, AgainstInputs: true), Compare("neverTold", null, "x", "y"));
            Assert.Equal(new PropertyChange(ChangeKind.Delete, Replaces: true, AgainstInputs: true), Compare("never", null, "x", null));
        }

        [Fact]
        public void Of_the_old_inputs_alone_changes_nothing()
        {
            Assert.Equal(new PropertyChange(ChangeKind.Update, Replaces: true, AgainstInputs: false), Compare("never", "observed", "wanted", "wanted"));
            Assert.Null(Compare("never", "wanted", "old", "wanted"));
        }

        private static PropertyChange? Compare(string property, string? state, string? oldInput, string? input) => Diff.Run(
            RecordDescription.Of<Args>(),
            new DiffQuery(Of(property, state), Of(property, oldInput), Of(property, input), [])).GetValueOrDefault(property);

        private static PropertyMap Of(string property, string? value) => PropertyMap.Of((property, value is null ? null : (PropertyValue)value));
    }

    public sealed class TheRunMethod
    {
        private sealed record Args
        {
            [Input("")]
            public IReadOnlyList<string> Members { get; init; } = [];

            [Input("")]
            [SteersProvider]
            public bool Force { get; init; }
        }

        [Theory]
        [InlineData("members[0]")]
        [InlineData("members")]
        [InlineData("*")]
        public void Ignores_all_of_a_list_of_which_a_place_is_ignored(string path) => Assert.Empty(Diff.Run(
            RecordDescription.Of<Args>(), new DiffQuery(PropertyMap.Empty, PropertyMap.Empty, PropertyMap.Of(("members", new ListValue(["ada"]))), [path])));

        [Fact]
        public void Does_not_compare_what_only_steers_the_provider() => Assert.Empty(Diff.Run(
            RecordDescription.Of<Args>(), new DiffQuery(PropertyMap.Of(("force", false)), PropertyMap.Empty, PropertyMap.Of(("force", true)), [])));
    }

    public sealed class TheEntriesOfAList
    {
        private sealed record Args
        {
            [Input("")]
            [Unordered, IgnoreCase]
            public IReadOnlyList<string> Members { get; init; } = [];

            [Input("")]
            [Unordered]
            public IReadOnlyList<string> Tags { get; init; } = [];

            [Input("")]
            public IReadOnlyList<string> Steps { get; init; } = [];
        }

        [Fact]
        public void Name_the_place_of_each_item_that_comes_or_goes() => Assert.Equal(
            [("members[0]", ChangeKind.Add), ("members[1]", ChangeKind.Delete), ("members[2]", ChangeKind.Add)],
            EntriesOf("members", ["ada", "bob"], ["eve", "ADA", "cai", "eve"]));

        [Fact]
        public void Say_that_a_place_changes_where_one_goes_and_another_comes() =>
            Assert.Equal([("members[0]", ChangeKind.Update)], EntriesOf("members", ["bob", "ada"], ["eve", "ada"]));

        [Fact]
        public void Tell_spellings_apart_whose_case_counts() =>
            Assert.Equal([("tags[0]", ChangeKind.Update)], EntriesOf("tags", ["ada"], ["Ada"]));

        [Fact]
        public void Leave_a_list_whole_that_has_something_else_than_texts()
        {
            var query = new DiffQuery(Of("members", ["ada"]), PropertyMap.Empty, PropertyMap.Of(("members", new ListValue(["eve", 3]))), []);

            Assert.Empty(Assert.Single(Diff.Run(RecordDescription.Of<Args>(), query)).Value.Entries);
        }

        [Fact]
        public void Leave_a_list_whole_whose_order_counts() =>
            Assert.Empty(EntriesOf("steps", ["a", "b"], ["b", "a"]));

        [Fact]
        public void Leave_a_list_whole_that_is_not_known_yet()
        {
            var query = new DiffQuery(Of("members", ["ada"]), PropertyMap.Empty, PropertyMap.Of(("members", PropertyValue.Unknown)), []);

            Assert.Empty(Assert.Single(Diff.Run(RecordDescription.Of<Args>(), query)).Value.Entries);
        }

        [Fact]
        public void Say_who_comes_and_nobody_who_goes_while_an_item_is_not_known_yet()
        {
            var wanted = PropertyMap.Of(("members", new ListValue(["bob", PropertyValue.Unknown, "eve"])));
            var query = new DiffQuery(Of("members", ["ada", "bob"]), PropertyMap.Empty, wanted, []);

            Assert.Equal(
                [KeyValuePair.Create("members[1]", ChangeKind.Add), KeyValuePair.Create("members[2]", ChangeKind.Add)],
                Assert.Single(Diff.Run(RecordDescription.Of<Args>(), query)).Value.Entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal));
        }

        private static PropertyMap Of(string name, string[] items) =>
            PropertyMap.Of((name, new ListValue([.. items.Select(static item => (PropertyValue)item)])));

        private static IEnumerable<(string Path, ChangeKind Kind)> EntriesOf(string name, string[] old, string[] wanted) =>
            Diff.Run(RecordDescription.Of<Args>(), new DiffQuery(Of(name, old), PropertyMap.Empty, Of(name, wanted), []))[name].Entries
                .Select(static entry => (entry.Key, entry.Value)).Order();
    }
}
