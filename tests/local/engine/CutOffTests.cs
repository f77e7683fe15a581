using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

/// <summary>What is left when a run ends in the middle of a step.</summary>
public class CutOffTests
{
    [Fact]
    public async Task Before_a_creation_the_state_says_that_it_is_about_to_happen()
    {
        await using var stack = await TestStack.StartAsync();
        JToken? during = null;
        stack.Provider.Before = (_, _) =>
        {
            during = stack.State["pending_operations"];
            return Task.CompletedTask;
        };

        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var operation = Assert.Single(during!);
        Assert.Equal("creating", (string?)operation["type"]);
        Assert.Equal(TestStack.UrnOf("a"), (string?)operation["resource"]!["urn"]);
        Assert.Null(stack.State["pending_operations"]);
    }

    [Fact]
    public async Task When_a_step_begins_all_that_was_done_before_is_on_disk()
    {
        await using var stack = await TestStack.StartAsync();
        var recorded = 0;
        stack.Provider.Before = (_, name) =>
        {
            recorded = name == "b" ? stack.Things.Count : 0;
            return Task.CompletedTask;
        };

        await stack.UpAsync(static async monitor => await monitor.ThingOfAsync("b", await monitor.ThingAsync("a", "1")));

        Assert.Equal(1, recorded);
    }

    [Fact]
    public async Task A_run_that_is_broken_off_leaves_its_step_as_pending_and_the_next_says_what_to_do()
    {
        await using var stack = await TestStack.StartAsync();
        await BreakOffCreationAsync(stack);
        Assert.Equal("creating", (string?)Assert.Single(stack.State["pending_operations"]!)["type"]);

        var result = await stack.UpAsync(static _ => Task.CompletedTask);

        var warning = Assert.Single(result.Warnings());
        Assert.Contains($"{TestStack.UrnOf("a")}, interrupted while creating", warning);
        Assert.Contains("import TYPE NAME ID", warning);
        Assert.Contains("--clear-pending-creates", warning);
        Assert.NotEmpty(stack.State["pending_operations"]!);
    }

    [Fact]
    public async Task Creating_what_a_cut_off_creation_was_to_make_settles_it()
    {
        await using var stack = await TestStack.StartAsync();
        await BreakOffCreationAsync(stack);

        var first = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        var second = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Single(first.Warnings());
        Assert.Empty(second.Warnings());
        Assert.Null(stack.State["pending_operations"]);
    }

    [Fact]
    public async Task Importing_what_a_cut_off_creation_made_settles_it()
    {
        await using var stack = await TestStack.StartAsync();
        await BreakOffCreationAsync(stack);
        stack.Provider.Things["made"] = PropertyMap.Of(("value", "1"));

        await stack.ImportAsync("a", "made");

        Assert.Null(stack.State["pending_operations"]);
        Assert.Empty((await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"))).Changes());
    }

    [Fact]
    public async Task A_refresh_forgets_cut_off_creations_only_if_told_so()
    {
        await using var stack = await TestStack.StartAsync();
        await BreakOffCreationAsync(stack);

        await stack.RefreshAsync();
        Assert.NotEmpty(stack.State["pending_operations"]!);
        await stack.RefreshAsync(static options => options with { ClearPendingCreates = true });

        Assert.Null(stack.State["pending_operations"]);
    }

    [Fact]
    public async Task The_state_before_a_run_is_kept_beside_it()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        var before = stack.StateText;

        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "2"));

        Assert.Equal(before, await File.ReadAllTextAsync(stack.StatePath + ".bak"));
    }

    [Fact]
    public async Task Two_runs_do_not_change_one_state_at_once()
    {
        await using var stack = await TestStack.StartAsync();
        EngineResult? second = null;
        await stack.UpAsync(async monitor =>
        {
            await monitor.ThingAsync("a", "1");
            second = await stack.DestroyAsync();
        });

        Assert.Contains("another run is changing", Assert.Single(second!.Errors()));
        Assert.Single(stack.Things);
    }

    /// <summary>Breaks the line to the provider while it creates <c>a</c>.</summary>
    private static async Task BreakOffCreationAsync(TestStack stack)
    {
        using var abort = new CancellationTokenSource();
        stack.Provider.Before = async (_, _) =>
        {
            await abort.CancelAsync();
            throw ThingProvider.Refuse("nobody hears this");
        };
        await stack.RunAsync(
            EngineCommand.Up,
            new DelegateProgram(static monitor => monitor.ThingAsync("a", "1")),
            stop: abort.Token,
            abort: abort.Token);
        stack.Provider.Before = static (_, _) => Task.CompletedTask;
    }
}
