using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Tests.Running;

/// <summary>Maps of strings: checked, compared and kept entry by entry.</summary>
public static class StringMapTests
{
    private static RecordDescription Declared => RecordDescription.Of<Box.State>();

    private static PropertyMap Labels(params IEnumerable<(string Key, PropertyValue? Value)> labels) => PropertyMap.Of(("labels", PropertyMap.Of(labels)));

    public sealed class TheCheck
    {
        [Fact]
        public void Names_the_entry_that_is_no_string()
        {
            var failures = Check.Run(Declared, Labels(("colour", "red"), ("weight", 3), ("a.b", true)), ConfigurationDefaults.None).Failures;

            Assert.Equal(
                [new CheckFailure("labels.weight", "is a number; give a string"), new CheckFailure("""labels["a.b"]""", "is a boolean; give a string")], failures);
        }

        [Fact]
        public void Refuses_what_is_no_map() => Assert.Equal(
            [new CheckFailure("labels", "is a string; give a map of strings")],
            Check.Run(Declared, PropertyMap.Of(("labels", "red")), ConfigurationDefaults.None).Failures);

        [Theory]
        [InlineData("", "labels[\"\"]")]
        [InlineData("a\"b", "labels[\"a\\\"b\"]")]
        [InlineData("a-b_1", "labels.a-b_1")]
        public void Names_an_entry_by_a_path_that_an_engine_reads(string key, string path) =>
            Assert.Equal(path, Assert.Single(Check.Run(Declared, Labels((key, 3)), ConfigurationDefaults.None).Failures).Property);

        [Fact]
        public void Believes_an_entry_that_is_not_known_yet() =>
            Assert.Empty(Check.Run(Declared, Labels(("colour", PropertyValue.Unknown)), ConfigurationDefaults.None).Failures);
    }

    public sealed class TheDiff
    {
        [Fact]
        public void Tells_what_becomes_of_each_entry()
        {
            var change = Compare(Labels(("colour", "red"), ("weight", "3"), ("same", "x")), Labels(("colour", "blue"), ("a.b", "1"), ("same", "x")));

            Assert.True(change!.Replaces);
            Assert.Equal(ChangeKind.Update, change.Kind);
            Assert.Equal(
                [("labels.colour", ChangeKind.Update), ("labels.weight", ChangeKind.Delete), ("""labels["a.b"]""", ChangeKind.Add)],
                change.Entries.Select(entry => (entry.Key, entry.Value)).OrderBy(entry => entry.Key, StringComparer.Ordinal));
        }

        [Fact]
        public void Takes_an_entry_that_is_not_known_yet_for_a_change() =>
            Assert.Equal(["labels.colour"], Compare(Labels(("colour", "red")), Labels(("colour", PropertyValue.Unknown)))!.Entries.Keys);

        [Fact]
        public void Sees_no_difference_in_order_and_secrecy() =>
            Assert.Null(Compare(Labels(("colour", "red"), ("weight", "3")), Labels(("weight", new SecretValue("3")), ("colour", "red"))));

        [Fact]
        public void Is_of_the_whole_where_there_was_no_map() => Assert.Equal((ChangeKind.Add, 0), Compare(PropertyMap.Empty, Labels(("colour", "red"))) switch
        {
            { } change => (change.Kind, change.Entries.Count),
            null => default,
        });

        [Theory]
        [InlineData("labels.colour", "labels.weight")]
        [InlineData("labels", null)]
        [InlineData("*", null)]
        [InlineData("other", "labels.colour labels.weight")]
        public void Leaves_out_what_is_ignored(string ignored, string? left) => Assert.Equal(
            left,
            Compare(Labels(("colour", "red"), ("weight", "3")), Labels(("colour", "blue"), ("weight", "4")), ignored) is { } change
                ? string.Join(' ', change.Entries.Keys.Order(StringComparer.Ordinal))
                : null);

        private static PropertyChange? Compare(PropertyMap state, PropertyMap inputs, params IReadOnlyList<string> ignored) =>
            Diff.Run(Declared, new DiffQuery(state, PropertyMap.Empty, inputs, ignored)).GetValueOrDefault("labels");
    }

    public sealed class TheRecord
    {
        [Fact]
        public void Has_what_came_over_the_wire_and_gives_it_back()
        {
            var wire = Labels(("colour", "red"), ("", "empty"), ("Colour", "blue"));

            var record = Declared.ToRecord<Box.State>(wire);

            Assert.Equal("red", record.Labels!["colour"]);
            Assert.Equal(wire["labels"], Declared.ToProperties(record)["labels"]);
        }

        [Fact]
        public void Has_no_map_where_a_part_of_it_is_not_known_yet() =>
            Assert.Null(Declared.ToRecord<Box.State>(Labels(("colour", PropertyValue.Unknown), ("weight", "3"))).Labels);
    }
}
