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
        }

        [Theory]
        [InlineData("count", "7", "007", true)]
        [InlineData("count", "7", "8", false)]
        [InlineData("count", "many", "many", true)]
        [InlineData("count", "many", "more", false)]
        [InlineData("name", "7", "007", false)]
        public void Goes_by_what_a_text_means_where_a_rule_knows_it(string property, string left, string right, bool areSame) =>
            Assert.Equal(areSame, Diff.AreSame(RecordDescription.Of<Args>()[property], left, right));
    }

    public sealed class TheEntriesOfAList
    {
        private sealed record Args
        {
            [Input("")]
            [Unordered, IgnoreCase]
            public IReadOnlyList<string> Members { get; init; } = [];

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
