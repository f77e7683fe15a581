using CsCheck;
using Pulumi;
using Pulumi.Utilities;

namespace LocalSdkTests;

public class OutputTests
{
    private static readonly Output<string> Unknown = OutputUtilities.CreateUnknown("");

    public class The_Apply_method
    {
        [Fact]
        public async Task Runs_plain_asynchronous_and_output_functions()
        {
            var two = Output.Create(2);

            Assert.Equal(3, await ValueAsync(two.Apply(static value => value + 1)));
            Assert.Equal(4, await ValueAsync(two.Apply(static value => Task.FromResult(value + 2))));
            Assert.Equal(6, await ValueAsync(two.Apply(static value => Output.Create(value + 4))));
        }

        [Fact]
        public async Task Does_not_run_on_what_is_unknown_and_gives_an_unknown()
        {
            var length = Unknown.Apply(static text => text.Length);

            Assert.False(await OutputUtilities.GetIsKnownAsync(length));
        }

        [Fact]
        public async Task Is_unknown_when_its_result_is()
        {
            var result = Output.Create(1).Apply(static _ => Unknown);

            Assert.False(await OutputUtilities.GetIsKnownAsync(result));
        }

        [Fact]
        public async Task Keeps_a_secret_secret_and_what_is_made_with_one()
        {
            Assert.True(await Output.IsSecretAsync(Output.CreateSecret("s").Apply(static text => text.Length)));
            Assert.True(await Output.IsSecretAsync(Output.Create(1).Apply(static _ => Output.CreateSecret("s"))));
        }

        [Fact]
        public async Task Fails_with_the_error_of_the_function()
        {
            var failing = Output.Create(1).Apply(new Func<int, int>(static _ => throw new FormatException("no")));

            await Assert.ThrowsAsync<FormatException>(() => ValueAsync(failing));
        }
    }

    public class The_All_method
    {
        [Fact]
        public async Task Keeps_the_order()
        {
            var all = await ValueAsync(Output.All<string>("a", Output.Create(Task.FromResult("b")), "c"));

            Assert.Equal(["a", "b", "c"], all);
        }

        [Fact]
        public Task Is_known_when_all_are_and_secret_when_one_is() => Gen.Select(Gen.Bool, Gen.Bool).Array[0, 6].SampleAsync(
            async marks =>
            {
                var outputs = marks.Select(static mark => new Output<int>(new OutputData<int>(1, mark.Item1, mark.Item2, [])));

                var all = await Output.All(outputs).Data;

                Assert.Equal(marks.All(static mark => mark.Item1), all.IsKnown);
                Assert.Equal(marks.Any(static mark => mark.Item2), all.IsSecret);
            });

        [Fact]
        public async Task Takes_the_sequence_as_it_is_at_the_call()
        {
            var list = new List<Output<int>> { Output.Create(1) };

            var all = Output.All(list);
            list.Add(Output.Create(2));

            Assert.Equal([1], await ValueAsync(all));
        }
    }

    public class The_Tuple_method
    {
        [Fact]
        public async Task Joins_values_of_different_types()
        {
            var joined = Output.Tuple(Output.Create("one"), Output.CreateSecret(2));

            Assert.Equal(("one", 2), await ValueAsync(joined));
            Assert.True(await Output.IsSecretAsync(joined));
        }

    }

    public class The_Format_method
    {
        [Fact]
        public async Task Fills_inputs_outputs_and_plain_values_in()
        {
            Input<string> input = "in";

            var text = Output.Format($"{input}/{Output.Create(1.5)}/{"plain"}/{null}");

            Assert.Equal("in/1.5/plain/", await ValueAsync(text));
        }

        [Fact]
        public async Task Is_unknown_or_secret_as_its_parts_are()
        {
            var data = await Output.Format($"{Unknown}-{Output.CreateSecret("s")}").Data;

            Assert.False(data.IsKnown);
            Assert.True(data.IsSecret);
        }
    }

    public class The_ToString_method
    {
        [Fact]
        public void Never_shows_the_value() => Assert.DoesNotContain("hunter2", Output.CreateSecret("hunter2").ToString());

        [Fact]
        public async Task Of_its_data_never_shows_the_value_either() =>
            Assert.DoesNotContain("hunter2", (await Output.CreateSecret("hunter2").Data).ToString());
    }

    private static Task<T> ValueAsync<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}
