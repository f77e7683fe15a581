using Grpc.Core;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class FailureTests
{
    [Fact]
    public async Task A_failed_creation_records_nothing_and_says_why_once()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Before = static (_, _) => throw ThingProvider.Refuse("the quota is used up");

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["the quota is used up"], result.Errors());
        Assert.Empty(stack.Things);
        Assert.Null(stack.State["pending_operations"]);
    }

    [Fact]
    public async Task Nothing_that_depends_on_what_failed_is_begun()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Before = static (_, name) => name == "a" ? throw ThingProvider.Refuse("no") : Task.CompletedTask;
        var results = new List<Result>();

        await stack.UpAsync(async monitor =>
        {
            var a = await monitor.ThingAsync("a", "1");
            var b = await monitor.ThingOfAsync("b", a);
            results.AddRange([a.Result, b.Result]);
        });

        Assert.Equal([Result.Fail, Result.Skip], results);
        Assert.Empty(stack.Provider.Calls);
    }

    [Fact]
    public async Task What_is_under_way_when_something_fails_ends_and_is_recorded()
    {
        await using var stack = await TestStack.StartAsync();
        var (slowBegan, failed) = (new TaskCompletionSource(), new TaskCompletionSource());
        stack.Provider.Before = async (_, name) =>
        {
            if (name == "slow")
            {
                slowBegan.SetResult();
                await failed.Task;
                return;
            }

            await slowBegan.Task;
            throw ThingProvider.Refuse("no");
        };

        var result = await stack.UpAsync(async monitor =>
        {
            var slow = monitor.ThingAsync("slow", "1");
            await monitor.ThingAsync("failing", "1");
            failed.SetResult();
            await slow;
            await monitor.ThingAsync("late", "1");
        });

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["create slow id-1"], stack.Provider.Calls);
        Assert.Equal(TestStack.UrnOf("slow"), (string?)Assert.Single(stack.Things)["urn"]);
    }

    [Fact]
    public async Task What_does_not_need_what_failed_is_done_if_asked_for()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Before = static (_, name) => name == "a" ? throw ThingProvider.Refuse("no") : Task.CompletedTask;

        var result = await stack.UpAsync(
            static async monitor =>
            {
                await monitor.ThingAsync("a", "1");
                await monitor.ThingAsync("b", "1");
            },
            static options => options with { ContinueOnError = true });

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["create b id-1"], stack.Provider.Calls);
    }

    [Fact]
    public async Task Nothing_is_deleted_after_a_failure()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("old", "1"));
        stack.Provider.Before = static (_, _) => throw ThingProvider.Refuse("no");

        await stack.UpAsync(static monitor => monitor.ThingAsync("new", "1"));

        Assert.Equal(["id-1"], stack.Provider.Things.Keys);
        Assert.Equal(TestStack.UrnOf("old"), (string?)Assert.Single(stack.Things)["urn"]);
    }

    [Fact]
    public async Task A_half_done_creation_is_recorded_and_tried_again_as_an_update()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.HalfDone.Add("a");

        var failed = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));
        var recorded = Assert.Single(stack.Things);
        stack.Provider.HalfDone.Clear();
        var succeeded = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(1, failed.ExitCode);
        Assert.Equal(["it is not ready yet"], failed.Errors());
        Assert.Equal("id-1", (string?)recorded["id"]);
        Assert.Equal(["it is not ready yet"], recorded["initErrors"]!.Values<string>());
        Assert.Equal(["update a"], succeeded.Changes());
        Assert.Null(Assert.Single(stack.Things)["initErrors"]);
    }

    [Fact]
    public async Task A_half_done_replacement_leaves_the_old_resource_to_be_deleted_later()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "1"))));
        stack.Provider.HalfDone.Add("a");
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2"))));
        Assert.Equal(2, stack.Things.Count);
        stack.Provider.HalfDone.Clear();

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2"))));

        Assert.Equal(["delete-replaced a", "update a"], result.Changes());
        Assert.Equal(["id-2"], stack.Provider.Things.Keys);
    }

    [Fact]
    public async Task A_replacement_that_failed_after_the_deletion_is_created_by_the_next_run()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.DeleteBeforeReplace = true;
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "1"))));
        stack.Provider.Before = static (operation, _) => operation == "create" ? throw ThingProvider.Refuse("no") : Task.CompletedTask;
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2"))));
        Assert.True((bool?)Assert.Single(stack.Things)["pendingReplacement"]);
        stack.Provider.Before = static (_, _) => Task.CompletedTask;

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2"))));

        Assert.Equal(["create-replacement a"], result.Changes());
        Assert.Equal(["create a id-1", "delete a id-1", "create a id-2"], stack.Provider.Calls);
        Assert.Null(Assert.Single(stack.Things)["pendingReplacement"]);
    }

    [Fact]
    public async Task A_program_that_takes_no_results_is_failed_by_an_error()
    {
        await using var stack = await TestStack.StartAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(() => stack.UpAsync(static monitor =>
            monitor.ThingAsync("a", "bad", static request => request.SupportsResultReporting = false)));

        Assert.Equal("resource registration failed", failure.Status.Detail);
    }

    [Theory]
    [InlineData(32, 0)]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    public async Task A_program_that_fails_fails_the_run_and_is_named_unless_it_has_said_why(int exitCode, int errors)
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.RunAsync(EngineCommand.Up, new DelegateProgram(static _ => Task.CompletedTask, exitCode));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(errors, result.Errors().Count);
    }

    [Fact]
    public async Task An_error_that_the_program_logs_fails_the_run()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.UpAsync(static async monitor =>
            await monitor.Engine.LogAsync(new LogRequest { Severity = LogSeverity.Error, Message = "the roster is empty" }));

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["the roster is empty"], result.Errors());
    }

    [Fact]
    public async Task Stack_outputs_survive_a_failed_run()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.OutputsAsync(("a", "1"), ("b", "1")));
        stack.Provider.Before = static (_, _) => throw ThingProvider.Refuse("no");

        await stack.UpAsync(static async monitor =>
        {
            await monitor.ThingAsync("a", "1");
            await monitor.OutputsAsync(("a", "2"), ("b", PropertyValue.Unknown));
        });

        var outputs = stack.State["resources"]![0]!["outputs"]!;
        Assert.Equal(("2", "1"), ((string?)outputs["a"], (string?)outputs["b"]));
    }

    [Fact]
    public async Task A_function_that_fails_tells_the_program_why()
    {
        await using var stack = await TestStack.StartAsync();
        RpcException? failure = null;
        await stack.UpAsync(async monitor => failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await monitor.Client.InvokeAsync(new ResourceInvokeRequest { Tok = "test:index:fail" })));

        Assert.Equal("invocation of test:index:fail returned an error: the function failed", failure!.Status.Detail);
    }

    [Fact]
    public async Task A_missing_plugin_is_an_error_that_says_where_it_was_looked_for()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.UpAsync(static monitor =>
            monitor.ThingAsync("a", "1", static request => request.Type = "other:index:Thing"));

        Assert.Equal(1, result.ExitCode);
        var error = Assert.Single(result.Errors());
        Assert.Contains("no plugin for 'other'", error);
        Assert.Contains("--provider", error);
    }
}
