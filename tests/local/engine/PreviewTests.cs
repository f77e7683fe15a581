using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class PreviewTests
{
    [Fact]
    public async Task A_preview_shows_what_would_be_done_and_writes_nothing()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.PreviewAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["create a"], result.Changes());
        Assert.Empty(stack.Provider.Calls);
        Assert.False(Directory.Exists(Path.GetDirectoryName(stack.StatePath)));
        Assert.True(Assert.Single(stack.Provider.Of<CreateRequest>()).Preview);
    }

    [Fact]
    public async Task A_preview_of_changes_leaves_the_state_as_it_is()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            await monitor.ThingAsync("changed", "1");
            await monitor.ThingAsync("replaced", PropertyMap.Of(("fixed", "1")));
            await monitor.ThingAsync("removed", "1");
        });
        var (before, calls) = (stack.StateText, stack.Provider.Calls);

        var result = await stack.PreviewAsync(static async monitor =>
        {
            await monitor.ThingAsync("changed", "2");
            await monitor.ThingAsync("replaced", PropertyMap.Of(("fixed", "2")));
        });

        Assert.Equal(["create-replacement replaced", "delete removed", "delete-replaced replaced", "update changed"], result.Changes());
        Assert.Equal(calls, stack.Provider.Calls);
        Assert.Equal(before, stack.StateText);
    }

    [Fact]
    public async Task What_is_not_known_yet_reaches_program_and_provider_as_unknown()
    {
        await using var stack = await TestStack.StartAsync();
        RegisterResourceResponse? a = null;
        await stack.PreviewAsync(async monitor =>
        {
            a = await monitor.ThingAsync("a", "1");
            await monitor.ThingOfAsync("b", a);
        });

        Assert.Equal("", a!.Id);
        Assert.Equal(Signatures.Unknown, a.Object.Fields["computed"].StringValue);
        Assert.Equal(Signatures.Unknown, stack.Provider.Of<CheckRequest>()[^1].News.Fields["value"].StringValue);
    }

    [Fact]
    public async Task A_program_that_takes_no_partial_values_gets_no_unknown_ones()
    {
        await using var stack = await TestStack.StartAsync();
        RegisterResourceResponse? a = null;
        await stack.PreviewAsync(async monitor =>
            a = await monitor.ThingAsync("a", "1", static request => request.SupportsPartialValues = false));

        Assert.Equal(["value"], a!.Object.Fields.Keys);
    }

    [Fact]
    public async Task All_that_is_wrong_is_found_in_one_preview()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.PreviewAsync(static async monitor =>
        {
            await monitor.ThingAsync("a", "bad");
            await monitor.ThingAsync("b", "bad");
            await monitor.ThingAsync("c", "1");
        });

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(2, result.Errors().Count);
        Assert.All(result.Errors(), static error => Assert.Equal("property value: must not be bad", error));
        Assert.Equal(["create c"], result.Changes());
    }

    [Fact]
    public async Task A_preview_of_a_failing_program_shows_no_deletions()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.RunAsync(EngineCommand.Preview, new DelegateProgram(static _ => Task.CompletedTask, exitCode: 32));

        Assert.Equal(1, result.ExitCode);
        Assert.Empty(result.Changes());
    }

    [Fact]
    public async Task Differences_say_what_a_property_was_and_will_be()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.PreviewAsync(static monitor => monitor.ThingAsync("a", "2"));

        var step = result.Steps.Single(static step => step.Step.Urn.Name == "a").Step;
        var change = Assert.Single(step.Changes);
        Assert.Equal(("value", PropertyChangeKind.Update), (change.Path, change.Kind));
        Assert.Equal(("1", "2"), (((StringValue)change.Old!).Value, ((StringValue)change.New!).Value));
    }

    [Fact]
    public async Task A_provider_whose_configuration_is_not_known_is_not_asked()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.PreviewAsync(static async monitor =>
        {
            var a = await monitor.ThingAsync("a", "1");
            var provider = await monitor.ThingOfAsync("mine", a, "region", "pulumi:providers:test");
            await monitor.ThingAsync("b", "bad", request => request.Provider = $"{provider.Urn}::{provider.Id}");
        });

        Assert.True(result.Succeeded);
        Assert.DoesNotContain(stack.Provider.Of<CheckRequest>(), static request => request.Name == "b");
    }
}
