using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace LocalSdkTests;

public class InputCollectionTests
{
    public class A_list
    {
        [Fact]
        public async Task Is_made_of_values_arrays_lists_and_outputs_of_them()
        {
            InputList<string>[] lists =
            [
                "a",
                Output.Create("a"),
                new[] { "a" },
                new List<string> { "a" },
                ImmutableArray.Create("a"),
                new[] { Output.Create("a") },
                Output.Create(new List<string> { "a" }),
                Output.Create(ImmutableArray.Create("a")),
                new() { "a" },
            ];

            foreach (var list in lists)
            {
                Assert.Equal(["a"], await ValueAsync(list));
            }
        }

        [Fact]
        public async Task Grows_by_single_elements_and_other_lists()
        {
            var list = new InputList<string> { "a", Output.Create("b") };
            list.AddRange(new[] { "c" });

            Assert.Equal(["a", "b", "c", "d"], await ValueAsync(list.Concat("d")));
            Assert.Equal(["a", "b", "c"], await ValueAsync(list));
        }
    }

    public class A_map
    {
        [Fact]
        public async Task Is_made_by_initializers_and_from_dictionaries()
        {
            InputMap<int> byAdd = new() { { "a", 1 } };
            InputMap<int> byIndex = new() { ["a"] = Output.Create(1) };
            InputMap<int> fromDictionary = new Dictionary<string, int> { ["a"] = 1 };

            foreach (var map in new[] { byAdd, byIndex, fromDictionary })
            {
                Assert.Equal(1, (await ValueAsync(map))["a"]);
            }
        }

        [Fact]
        public async Task Takes_the_second_value_when_merged()
        {
            var merged = InputMap<int>.Merge(new() { ["a"] = 1, ["b"] = 1 }, new() { ["b"] = 2 });

            Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, await ValueAsync(merged));
        }

        [Fact]
        public async Task Refuses_a_second_value_for_a_key()
        {
            var map = new InputMap<int> { { "a", 1 }, { "a", 2 } };

            await Assert.ThrowsAsync<ArgumentException>(() => ValueAsync(map));
        }

        [Fact]
        public async Task Made_of_an_absent_map_is_absent()
        {
            InputMap<int> map = Output.Create(default(ImmutableDictionary<string, int>)!);

            Assert.Null(await ValueAsync(map));
        }
    }

    private static Task<T> ValueAsync<T>(Input<T> input) => OutputUtilities.GetValueAsync(input.ToOutput());
}
