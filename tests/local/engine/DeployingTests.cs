using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class DeployingTests
{
    [Fact]
    public async Task A_new_resource_is_created_and_recorded_with_its_outputs()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["create a"], result.Changes());
        var thing = Assert.Single(stack.Things);
        Assert.Equal("id-1", (string?)thing["id"]);
        Assert.Equal("1", (string?)thing["inputs"]!["value"]);
        Assert.Equal("computed-id-1", (string?)thing["outputs"]!["computed"]);
        Assert.Equal("urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev", (string?)thing["parent"]);
    }

    [Fact]
    public async Task The_program_gets_id_and_outputs_of_what_was_created()
    {
        await using var stack = await TestStack.StartAsync();
        RegisterResourceResponse? answer = null;
        await stack.UpAsync(async monitor => answer = await monitor.ThingAsync("a", "1"));

        Assert.Equal("id-1", answer!.Id);
        Assert.Equal(TestStack.UrnOf("a"), answer.Urn);
        Assert.Equal("computed-id-1", answer.Object.Fields["computed"].StringValue);
    }

    [Fact]
    public async Task An_unchanged_program_changes_nothing_and_leaves_the_state_as_it_is()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(Program);
        var (before, calls) = (stack.StateText, stack.Provider.Calls);

        var result = await stack.UpAsync(Program);

        Assert.True(result.Succeeded);
        Assert.Empty(result.Changes());
        Assert.Equal(calls, stack.Provider.Calls);
        Assert.Equal(before, stack.StateText);

        static Task Program(ProgramMonitor monitor) => monitor.ThingAsync("a", PropertyMap.Of(("value", new SecretValue("s3cret"))));
    }

    [Fact]
    public async Task A_changed_input_is_updated_in_place()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "2"));

        Assert.Equal(["update a"], result.Changes());
        Assert.Equal("update a id-1", stack.Provider.Calls[^1]);
        Assert.Equal("2", (string?)Assert.Single(stack.Things)["inputs"]!["value"]);
    }

    [Fact]
    public async Task A_replacement_is_created_before_the_old_resource_is_deleted()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "1"))));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2"))));

        Assert.Equal(["create-replacement a", "delete-replaced a"], result.Changes());
        Assert.Equal(["create a id-1", "create a id-2", "delete a id-1"], stack.Provider.Calls);
        Assert.Equal("id-2", (string?)Assert.Single(stack.Things)["id"]);
    }

    [Fact]
    public async Task Dependents_of_a_replaced_resource_are_updated_before_it_is_deleted()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(monitor => Program(monitor, "1"));

        await stack.UpAsync(monitor => Program(monitor, "2"));

        Assert.Equal(["create a id-3", "update b id-2", "delete a id-1"], stack.Provider.Calls.Skip(2));

        static async Task Program(ProgramMonitor monitor, string value)
        {
            var a = await monitor.ThingAsync("a", PropertyMap.Of(("fixed", value)));
            await monitor.ThingOfAsync("b", a);
        }
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, true)]
    public async Task A_resource_is_deleted_first_if_provider_or_program_says_so(bool provider, bool? program)
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.DeleteBeforeReplace = provider;
        await stack.UpAsync(monitor => Program(monitor, "1"));

        await stack.UpAsync(monitor => Program(monitor, "2"));

        Assert.Equal(["create a id-1", "delete a id-1", "create a id-2"], stack.Provider.Calls);
        Assert.Equal("id-2", (string?)Assert.Single(stack.Things)["id"]);

        Task Program(ProgramMonitor monitor, string value) => monitor.ThingAsync("a", PropertyMap.Of(("fixed", value)), request =>
        {
            request.DeleteBeforeReplaceDefined = program is not null;
            request.DeleteBeforeReplace = program ?? false;
        });
    }

    [Fact]
    public async Task The_program_may_overrule_a_provider_that_wants_to_delete_first()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.DeleteBeforeReplace = true;
        await stack.UpAsync(static monitor => Program(monitor, "1"));

        await stack.UpAsync(static monitor => Program(monitor, "2"));

        Assert.Equal(["create a id-1", "create a id-2", "delete a id-1"], stack.Provider.Calls);

        static Task Program(ProgramMonitor monitor, string value) =>
            monitor.ThingAsync("a", PropertyMap.Of(("fixed", value)), static request => request.DeleteBeforeReplaceDefined = true);
    }

    [Fact]
    public async Task Dependents_that_must_be_replaced_too_are_deleted_before_what_they_depend_on()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.DeleteBeforeReplace = true;
        await stack.UpAsync(monitor => Program(monitor, "1"));

        var result = await stack.UpAsync(monitor => Program(monitor, "2"));

        Assert.True(result.Succeeded);
        Assert.Equal(
            ["delete c id-3", "delete a id-1", "create a id-4", "update b id-2", "create c id-5"],
            stack.Provider.Calls.Skip(3));
        Assert.Equal(3, stack.Things.Count);
        Assert.DoesNotContain(stack.Things, static thing => thing.ContainsKey("pendingReplacement"));

        static async Task Program(ProgramMonitor monitor, string value)
        {
            var a = await monitor.ThingAsync("a", PropertyMap.Of(("fixed", value)));
            await monitor.ThingOfAsync("b", a);
            await monitor.ThingOfAsync("c", a, "fixed");
        }
    }

    [Fact]
    public async Task A_dependent_that_was_deleted_early_and_is_no_longer_wanted_is_forgotten()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.DeleteBeforeReplace = true;
        await stack.UpAsync(static async monitor =>
            await monitor.ThingOfAsync("b", await monitor.ThingAsync("a", PropertyMap.Of(("fixed", "1"))), "fixed"));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2"))));

        Assert.True(result.Succeeded);
        Assert.Equal(["delete b id-2", "delete a id-1", "create a id-3"], stack.Provider.Calls.Skip(2));
        Assert.Equal("a", Name(Assert.Single(stack.Things)));
    }

    [Fact]
    public async Task What_the_program_no_longer_has_is_deleted_after_all_else()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("b", "1"));

        Assert.Equal(["create b", "delete a"], result.Changes());
        Assert.Equal(["create a id-1", "create b id-2", "delete a id-1"], stack.Provider.Calls);
    }

    [Fact]
    public async Task A_second_registration_under_one_name_is_refused_and_the_first_stands()
    {
        await using var stack = await TestStack.StartAsync();
        var results = new List<Result>();
        var result = await stack.UpAsync(async monitor =>
        {
            results.Add((await monitor.ThingAsync("a", "1")).Result);
            results.Add((await monitor.ThingAsync("a", "2")).Result);
        });

        Assert.Equal(1, result.ExitCode);
        Assert.Equal([Result.Success, Result.Fail], results);
        Assert.Contains("Duplicate resource URN", Assert.Single(result.Errors()));
        Assert.Equal("1", (string?)Assert.Single(stack.Things)["inputs"]!["value"]);
    }

    [Fact]
    public async Task A_component_has_children_whose_urns_hold_its_type()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            var component = await monitor.ComponentAsync("group");
            await monitor.ThingAsync("a", "1", request => request.Parent = component.Urn);
            await monitor.Client.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest
            {
                Urn = component.Urn,
                Outputs = WireCodec.ToStruct(PropertyMap.Of(("size", 1))),
            });
        });

        Assert.Equal("urn:pulumi:dev::proj::my:index:Group$test:index:Thing::a", (string?)Assert.Single(stack.Things)["urn"]);
        var group = stack.State["resources"]!.Single(static resource => (string?)resource["type"] == "my:index:Group");
        Assert.Equal(1, (int?)group["outputs"]!["size"]);
        Assert.False((bool)group["custom"]!);
    }

    [Fact]
    public async Task Stack_outputs_are_recorded_and_returned()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.UpAsync(static monitor => monitor.OutputsAsync(("url", "http://a"), ("count", 3)));

        Assert.Equal(PropertyMap.Of(("url", "http://a"), ("count", 3)), result.Outputs);
        Assert.Equal("http://a", (string?)stack.State["resources"]![0]!["outputs"]!["url"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Secret_stack_outputs_are_shown_only_if_asked_for(bool asked)
    {
        await using var stack = await TestStack.StartAsync();

        await stack.UpAsync(
            static monitor => monitor.OutputsAsync(("key", PropertyMap.Of(("inner", new SecretValue("hunter2"))))),
            options => options with { ShowSecrets = asked });

        Assert.Equal(asked, stack.Shown.Contains("hunter2", StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", stack.StateText);
    }

    [Fact]
    public async Task Dependencies_are_recorded_by_property()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor => await monitor.ThingOfAsync("b", await monitor.ThingAsync("a", "1")));

        var b = stack.Things[1];
        Assert.Equal([TestStack.UrnOf("a")], b["dependencies"]!.Values<string>());
        Assert.Equal([TestStack.UrnOf("a")], b["propertyDependencies"]!["value"]!.Values<string>());
    }

    [Fact]
    public async Task Outputs_on_the_wire_become_values_with_dependencies()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static async monitor =>
        {
            var a = await monitor.ThingAsync("a", "1");
            await monitor.ThingAsync("b", PropertyMap.Of(("value", new OutputValue("x", Secret: true, [a.Urn]))));
        });

        var b = stack.Things[1];
        Assert.Equal([TestStack.UrnOf("a")], b["propertyDependencies"]!["value"]!.Values<string>());
        Assert.Equal(Signatures.Secret, (string?)b["inputs"]!["value"]![Signatures.Key]);
    }

    [Fact]
    public async Task Functions_are_called_with_their_arguments()
    {
        await using var stack = await TestStack.StartAsync();
        ResourceInvokeResponse? answer = null;
        await stack.UpAsync(async monitor => answer = await monitor.Client.InvokeAsync(new ResourceInvokeRequest
        {
            Tok = "test:index:echo",
            Args = WireCodec.ToStruct(PropertyMap.Of(("name", "x"))),
        }));

        Assert.Equal("x", answer!.Return.Fields["name"].StringValue);
    }

    private static string Name(JToken resource) => ((string)resource["urn"]!).Split("::")[^1];
}
