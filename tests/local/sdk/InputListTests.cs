using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace LocalSdkTests;

public class InputListTests
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
            new Input<string>[] { Output.Create("a") },
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

        Assert.Equal(["a", "b", "c"], await ValueAsync(list.Concat("c")));
        Assert.Equal(["a", "b"], await ValueAsync(list));
    }

    private static Task<T> ValueAsync<T>(Input<T> input) => OutputUtilities.GetValueAsync(input.ToOutput());
}
