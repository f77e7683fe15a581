using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class DeletingTests
{
    [Fact]
    public async Task Destroy_deletes_dependents_first_and_leaves_an_empty_state()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            var a = await monitor.ThingAsync("a", "1");
            await monitor.ThingOfAsync("c", await monitor.ThingOfAsync("b", a));
        });

        var result = await stack.DestroyAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(["delete c id-3", "delete b id-2", "delete a id-1"], stack.Provider.Calls.Skip(3));
        Assert.Empty(stack.State["resources"]!);
    }

    [Fact]
    public async Task What_is_independent_is_deleted_at_the_same_time()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => Task.WhenAll(Enumerable.Range(0, 4).Select(index => monitor.ThingAsync($"t{index}", "1"))));
        var all = new AllAtOnce(4);
        stack.Provider.Before = (_, _) => all.ArriveAsync();

        var result = await stack.DestroyAsync();

        Assert.True(result.Succeeded);
        Assert.Empty(stack.Provider.Things);
    }

    [Fact]
    public async Task A_protected_resource_is_not_deleted_nor_what_it_depends_on()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            var a = await monitor.ThingAsync("a", "1");
            await monitor.ThingAsync("b", "1", request =>
            {
                request.Protect = true;
                request.Dependencies.Add(a.Urn);
            });
            await monitor.ThingAsync("c", "1");
        });

        var result = await stack.DestroyAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("protected", Assert.Single(result.Errors()));
        Assert.Equal(["id-1", "id-2"], stack.Provider.Things.Keys.Order());
        Assert.Equal(2, stack.Things.Count);
    }

    [Fact]
    public async Task A_protected_resource_is_not_replaced_and_the_error_says_how_to_unprotect_it()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => Program(monitor, "1"));

        var result = await stack.UpAsync(static monitor => Program(monitor, "2"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("remove `protect`", Assert.Single(result.Errors()));
        Assert.Equal(["id-1"], stack.Provider.Things.Keys);

        static Task Program(ProgramMonitor monitor, string value) =>
            monitor.ThingAsync("a", PropertyMap.Of(("fixed", value)), static request => request.Protect = true);
    }

    [Fact]
    public async Task Children_of_a_protected_component_are_protected()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            var group = await monitor.ThingAsync("group", PropertyMap.Empty, static request =>
                (request.Type, request.Custom, request.Protect) = ("my:index:Group", false, true));
            await monitor.ThingAsync("a", "1", request => request.Parent = group.Urn);
        });

        Assert.True((bool?)Assert.Single(stack.Things)["protect"]);
    }

    [Fact]
    public async Task A_retained_resource_is_forgotten_and_stays_where_it_is()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1", static request => request.RetainOnDelete = true));

        var result = await stack.DestroyAsync();

        Assert.True(result.Succeeded);
        Assert.Equal(["discard a"], result.Changes());
        Assert.Equal(["id-1"], stack.Provider.Things.Keys);
    }

    [Fact]
    public async Task What_was_only_read_is_never_deleted()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["other"] = PropertyMap.Of(("value", "x"));
        ReadResourceResponse? answer = null;
        await stack.UpAsync(async monitor => answer = await monitor.Client.ReadResourceAsync(new ReadResourceRequest
        {
            Id = "other",
            Type = ProgramMonitor.ThingType,
            Name = "found",
            Parent = monitor.StackUrn,
        }));

        Assert.Equal("x", answer!.Properties.Fields["value"].StringValue);
        Assert.True((bool?)Assert.Single(stack.Things)["external"]);
        Assert.True((await stack.DestroyAsync()).Succeeded);
        Assert.Equal(["other"], stack.Provider.Things.Keys);
    }

    [Fact]
    public async Task After_a_failed_deletion_what_it_depends_on_stays_and_the_next_run_goes_on()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor => await monitor.ThingOfAsync("b", await monitor.ThingAsync("a", "1")));
        stack.Provider.Before = static (_, name) => name == "b" ? throw ThingProvider.Refuse("still in use") : Task.CompletedTask;

        var failed = await stack.DestroyAsync();
        stack.Provider.Before = static (_, _) => Task.CompletedTask;
        var succeeded = await stack.DestroyAsync();

        Assert.Equal(["still in use"], failed.Errors());
        Assert.True(succeeded.Succeeded);
        Assert.Equal(["delete b id-2", "delete a id-1"], stack.Provider.Calls.Skip(2));
    }

    [Fact]
    public async Task A_program_that_registers_no_stack_deletes_nothing()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.RunAsync(EngineCommand.Up, new SilentProgram());

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("without registering its stack", Assert.Single(result.Errors()));
        Assert.Equal(["id-1"], stack.Provider.Things.Keys);
    }
}
