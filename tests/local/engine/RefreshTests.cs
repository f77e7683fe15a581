using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

public class RefreshTests
{
    [Fact]
    public async Task What_changed_behind_its_back_is_recorded_in_inputs_and_outputs()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        stack.Provider.Things["id-1"] = PropertyMap.Of(("value", "drifted"), ("computed", "x"));

        var result = await stack.RefreshAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(["update a"], result.Changes());
        var thing = Assert.Single(stack.Things);
        Assert.Equal("drifted", (string?)thing["inputs"]!["value"]);
        Assert.Equal(("drifted", "x"), ((string?)thing["outputs"]!["value"], (string?)thing["outputs"]!["computed"]));
        Assert.Contains("value: \"1\" → \"drifted\"", stack.Shown);
    }

    [Fact]
    public async Task The_next_up_undoes_what_a_refresh_found()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        stack.Provider.Things["id-1"] = PropertyMap.Of(("value", "drifted"));
        await stack.RefreshAsync();

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(["update a"], result.Changes());
        Assert.Equal("1", ((StringValue)stack.Provider.Things["id-1"]["value"]).Value);
    }

    [Fact]
    public async Task What_is_gone_is_forgotten_and_so_are_mentions_of_it()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(Program);
        stack.Provider.Things.TryRemove("id-1", out _);

        var result = await stack.RefreshAsync();

        Assert.Equal(["delete a"], result.Changes());
        var b = Assert.Single(stack.Things);
        Assert.Null(b["dependencies"]);
        Assert.Empty(b["propertyDependencies"]!["value"]!);
        Assert.True((await stack.UpAsync(Program)).Succeeded);

        static async Task Program(ProgramMonitor monitor) => await monitor.ThingOfAsync("b", await monitor.ThingAsync("a", "1"));
    }

    [Fact]
    public async Task A_refresh_without_changes_leaves_the_resources_as_they_are()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("value", new SecretValue("s3cret")))));
        var before = stack.State["resources"]!.ToString();

        var result = await stack.RefreshAsync();

        Assert.Empty(result.Changes());
        Assert.Equal(before, stack.State["resources"]!.ToString());
    }

    [Fact]
    public async Task Resources_are_read_at_the_same_time()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => Task.WhenAll(Enumerable.Range(0, 4).Select(index => monitor.ThingAsync($"t{index}", "1"))));
        var all = new AllAtOnce(4);
        stack.Provider.Before = (_, _) => all.ArriveAsync();

        Assert.True((await stack.RefreshAsync()).Succeeded);
    }

    [Fact]
    public async Task One_that_cannot_be_read_stays_and_the_others_are_recorded()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            await monitor.ThingAsync("a", "1");
            await monitor.ThingAsync("b", "1");
        });
        stack.Provider.Things["id-2"] = PropertyMap.Of(("value", "drifted"));
        stack.Provider.Before = static (_, name) => name == "a" ? throw ThingProvider.Refuse("forbidden") : Task.CompletedTask;

        var result = await stack.RefreshAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["forbidden"], result.Errors());
        Assert.Equal(["1", "drifted"], stack.Things.Select(static thing => (string?)thing["inputs"]!["value"]));
        Assert.Equal(StepStatus.Failed, result.Steps.Single(static step => step.Step.Urn.Name == "a").Status);
    }
}
