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

        var (text, count, ratio, colour) = await ReadAsync(state, static thing =>
            Output.Tuple(thing.Text, thing.Count, thing.Ratio, thing.Colour));

        Assert.Equal(("t", 3, 0.5, Colour.Red), (text, count, ratio, colour));
    }

    [Fact]
    public async Task Lists_and_maps_are_read()
    {
        var state = PropertyMap.Of(("list", new ListValue(["a", "b"])), ("map", PropertyMap.Of(("on", true))));

        var (list, map) = await ReadAsync(state, static thing => Output.Tuple(thing.List, thing.Map));

        Assert.Equal(["a", "b"], list);
        Assert.True(map["on"]);
    }

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
        var (ratio, list, part) = await ReadAsync(PropertyMap.Empty, static thing => Output.Tuple(thing.Ratio, thing.List, thing.Part));

        Assert.Null(ratio);
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
    public async Task Each_depends_on_its_resource_and_on_what_the_engine_says()
    {
        await using var engine = await FakeEngine.StartAsync();
        engine.Register = static request =>
        {
            var response = FakeEngine.Created(request);
            response.PropertyDependencies["text"] = new() { Urns = { FakeEngine.UrnOf(Thing.Token, "inner") } };
            return response;
        };
        IEnumerable<string> names = [];

        await engine.RunAsynchronouslyAsync(async () =>
        {
            var dependencies = await OutputUtilities.GetDependenciesAsync(new Thing("a", new ThingArgs { Text = "t" }).Text);
            names = dependencies.Select(static resource => resource.GetResourceName());
        });

        Assert.Equal(["a", "inner"], names.Order());
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
