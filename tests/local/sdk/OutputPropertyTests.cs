using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace LocalSdkTests;

public class OutputPropertyTests
{
    [Fact]
    public async Task Simple_values_are_read()
    {
        var state = PropertyMap.Of(("text", "t"), ("count", 3), ("ratio", 0.5), ("colour", "red"));

        var (text, count) = await ReadAsync(state, static thing => Output.Tuple(thing.Text, thing.Count));
        var (ratio, colour) = await ReadAsync(state, static thing => Output.Tuple(thing.Ratio, thing.Colour));

        Assert.Equal(("t", 3, 0.5, Colour.Red), (text, count, ratio, colour));
    }

    [Fact]
    public async Task Lists_are_read() =>
        Assert.Equal(["a", "b"], await ReadAsync(PropertyMap.Of(("list", new ListValue(["a", "b"]))), static thing => thing.List));

    [Fact]
    public async Task Structured_values_are_read_also_in_lists()
    {
        PropertyValue part = PropertyMap.Of(("size", 2), ("label", "l"));

        var (one, several) = await ReadAsync(
            PropertyMap.Of(("part", part), ("parts", new ListValue([part, part]))),
            static thing => Output.Tuple(thing.Part, thing.Parts));

        Assert.Equal((2, "l", 2), (one!.Size, one.Label, several.Length));
    }

    [Fact]
    public async Task Anything_is_read()
    {
        var anything = await ReadAsync(
            PropertyMap.Of(("anything", new ListValue([1, "two"]))), static thing => thing.Anything);

        Assert.Equal(new object[] { 1.0, "two" }, Assert.IsType<ImmutableArray<object?>>(anything));
    }

    [Fact]
    public async Task What_is_absent_is_the_default_of_its_type()
    {
        var (list, part) = await ReadAsync(PropertyMap.Empty, static thing => Output.Tuple(thing.List, thing.Part));

        Assert.True(list.IsDefault);
        Assert.Null(part);
    }

    [Fact]
    public async Task A_secret_anywhere_in_a_property_makes_it_secret_and_no_other()
    {
        var state = PropertyMap.Of(("text", "t"), ("list", new ListValue([new SecretValue("s")])));

        var (text, list) = await WithThingAsync(state, static async thing =>
            (await Output.IsSecretAsync(thing.Text), await Output.IsSecretAsync(thing.List)));

        Assert.False(text);
        Assert.True(list);
    }

    [Fact]
    public async Task A_value_of_another_type_is_a_warning_that_does_not_show_it()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Register = FakeEngine.WithState(PropertyMap.Of(("count", new SecretValue("hunter2"))));

        var exitCode = await engine.RunAsync(static () => _ = new Thing("a"));

        var warning = engine.Messages.Single(static message => message.Severity == LogSeverity.Warning);
        Assert.Equal((0, FakeEngine.UrnOf(Thing.Token, "a")), (exitCode, warning.Urn));
        Assert.Contains("a.count: expected System.Int32", warning.Message);
        Assert.DoesNotContain("hunter2", warning.Message);
    }

    private static Task<T> ReadAsync<T>(PropertyMap state, Func<Thing, Output<T>> read) =>
        WithThingAsync(state, thing => OutputUtilities.GetValueAsync(read(thing)));

    private static async Task<T> WithThingAsync<T>(PropertyMap state, Func<Thing, Task<T>> read)
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Register = FakeEngine.WithState(state);
        T? result = default;
        var exitCode = await engine.RunAsynchronouslyAsync(async () => result = await read(new Thing("a")));
        Assert.Equal(0, exitCode);
        return result!;
    }
}
