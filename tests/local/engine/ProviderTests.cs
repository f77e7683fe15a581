using PulumiOrgs.Local.Engine.Tests.Rig;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class ProviderTests
{
    [Fact]
    public async Task The_default_provider_is_configured_with_the_settings_of_its_package()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(
            static monitor => monitor.ThingAsync("a", "1", static request => request.Version = "1.2.3"),
            static options => options with { Config = new Dictionary<string, string> { ["test:region"] = "north", ["mine"] = "x" } });

        var configure = Assert.Single(stack.Provider.Of<ConfigureRequest>());
        Assert.Equal("north", configure.Args.Fields["region"].StringValue);
        Assert.Equal("north", configure.Variables["test:config:region"]);
        Assert.Equal(["region", "version"], configure.Args.Fields.Keys.Order());
        var provider = stack.State["resources"]!.Single(static resource => (string?)resource["type"] == "pulumi:providers:test");
        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:test::default_1_2_3", (string?)provider["urn"]);
        Assert.Equal($"{provider["urn"]}::{provider["id"]}", (string?)Assert.Single(stack.Things)["provider"]);
    }

    [Fact]
    public async Task A_default_provider_is_kept_from_run_to_run()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        var before = stack.State["resources"]!.ToString();

        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(before, stack.State["resources"]!.ToString());
    }

    [Fact]
    public async Task A_changed_setting_reconfigures_the_provider_and_touches_no_resource()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.UpAsync(
            static monitor => monitor.ThingAsync("a", "1"),
            static options => options with { Config = new Dictionary<string, string> { ["test:region"] = "south" } });

        Assert.Empty(result.Changes());
        Assert.Equal("south", stack.Provider.Of<ConfigureRequest>()[^1].Args.Fields["region"].StringValue);
    }

    [Fact]
    public async Task A_provider_that_cannot_manage_what_it_made_any_more_has_it_replaced()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.RegionForcesReplacement = true;
        await stack.UpAsync(static monitor => Program(monitor, "north"));

        var result = await stack.UpAsync(static monitor => Program(monitor, "south"));

        Assert.True(result.Succeeded);
        Assert.Equal(["create-replacement a", "delete-replaced a"], result.Changes());
        Assert.Equal(["id-2"], stack.Provider.Things.Keys);
        Assert.Single(stack.State["resources"]!, static resource => (string?)resource["type"] == "pulumi:providers:test");

        static async Task Program(ProgramMonitor monitor, string region)
        {
            var provider = await monitor.ProviderAsync("mine", region);
            await monitor.ThingAsync("a", "1", request => request.Provider = $"{provider.Urn}::{provider.Id}");
        }
    }

    [Fact]
    public async Task Settings_that_the_provider_refuses_fail_what_needs_it_once()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.UpAsync(
            static async monitor =>
            {
                await monitor.ThingAsync("a", "1");
                await monitor.ThingAsync("b", "1");
            },
            static options => options with { Config = new Dictionary<string, string> { ["test:wrong"] = "x" }, ContinueOnError = true });

        Assert.Equal(["property wrong: no such setting"], result.Errors());
        Assert.Empty(stack.Things);
    }

    [Fact]
    public async Task A_provider_that_takes_no_secrets_is_not_used()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.KnowsSecrets = false;

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(["the provider for 'test' takes no secrets; this engine works with those that do"], result.Errors());
        Assert.Empty(stack.Provider.Calls);
    }

    [Fact]
    public async Task No_more_is_under_way_at_once_than_is_allowed()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Before = static async (_, _) => await Task.Yield();

        await stack.UpAsync(
            static monitor => Task.WhenAll(Enumerable.Range(0, 20).Select(index => monitor.ThingAsync($"t{index}", "1"))),
            static options => options with { Parallel = 3 });

        Assert.Equal(20, stack.Provider.Things.Count);
        Assert.InRange(stack.Provider.MostAtOnce, 1, 3);
    }

    [Fact]
    public async Task As_much_as_is_allowed_is_under_way_at_once()
    {
        await using var stack = await TestStack.StartAsync();
        var all = new AllAtOnce(16);
        stack.Provider.Before = (_, _) => all.ArriveAsync();

        var result = await stack.UpAsync(static monitor =>
            Task.WhenAll(Enumerable.Range(0, 16).Select(index => monitor.ThingAsync($"t{index}", "1"))));

        Assert.True(result.Succeeded);
        Assert.Equal(16, stack.Provider.MostAtOnce);
    }
}
