using PulumiOrgs.Local.Engine.Tests.Rig;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class CancellationTests
{
    [Fact]
    public async Task After_a_stop_what_is_under_way_ends_and_is_recorded_and_nothing_more_is_begun()
    {
        await using var stack = await TestStack.StartAsync();
        using var stop = new CancellationTokenSource();
        stack.Provider.Before = async (_, _) =>
        {
            await stop.CancelAsync();
            await stack.Provider.Cancelled.Task;
        };
        Result? late = null;

        var result = await stack.UpAsync(
            async monitor =>
            {
                await monitor.ThingAsync("a", "1");
                late = (await monitor.ThingAsync("b", "1")).Result;
            },
            stop: stop.Token);

        Assert.Equal(1, result.ExitCode);
        Assert.True(result.Cancelled);
        Assert.Equal(Result.Skip, late);
        Assert.Equal(["create a id-1"], stack.Provider.Calls);
        Assert.Equal(TestStack.UrnOf("a"), (string?)Assert.Single(stack.Things)["urn"]);
    }

    [Fact]
    public async Task A_stop_deletes_nothing()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        using var stop = new CancellationTokenSource();

        var result = await stack.UpAsync(async _ => await stop.CancelAsync(), stop: stop.Token);

        Assert.True(result.Cancelled);
        Assert.Equal(["id-1"], stack.Provider.Things.Keys);
    }
}
