using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class ResourceOptionsTests
{
    [Fact]
    public async Task Ignored_changes_keep_the_old_input_for_check_and_diff()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.UpAsync(static monitor =>
            monitor.ThingAsync("a", "2", static request => request.IgnoreChanges.Add("value")));

        Assert.Empty(result.Changes());
        Assert.Equal("1", stack.Provider.Of<CheckRequest>()[^1].News.Fields["value"].StringValue);
        var diff = stack.Provider.Of<DiffRequest>()[^1];
        Assert.Equal("1", diff.News.Fields["value"].StringValue);
        Assert.Equal(["value"], diff.IgnoreChanges);
    }

    [Fact]
    public async Task Changes_that_are_to_replace_do()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.UpAsync(static monitor =>
            monitor.ThingAsync("a", "2", static request => request.ReplaceOnChanges.Add("value")));

        Assert.Equal(["create-replacement a", "delete-replaced a"], result.Changes());
    }

    [Fact]
    public async Task An_alias_by_name_keeps_a_renamed_resource()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("old", "1"));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("new", "1", static request =>
            request.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Name = "old" } })));

        Assert.True(result.Succeeded);
        Assert.Empty(result.Changes());
        var thing = Assert.Single(stack.Things);
        Assert.Equal(TestStack.UrnOf("new"), (string?)thing["urn"]);
        Assert.Equal([TestStack.UrnOf("old")], thing["aliases"]!.Values<string>());
    }

    [Fact]
    public async Task An_alias_by_urn_keeps_a_renamed_resource()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("old", "1"));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("new", "1", static request =>
            request.Aliases.Add(new Alias { Urn = TestStack.UrnOf("old") })));

        Assert.Empty(result.Changes());
        Assert.Equal(["id-1"], stack.Provider.Things.Keys);
    }

    [Fact]
    public async Task Children_of_a_renamed_component_are_kept_under_their_new_names()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => Program(monitor, "web", null));

        var result = await stack.UpAsync(static monitor => Program(monitor, "site", "web"));

        Assert.True(result.Succeeded);
        Assert.Empty(result.Changes());
        Assert.EndsWith("::site-a", (string?)Assert.Single(stack.Things)["urn"], StringComparison.Ordinal);

        static async Task Program(ProgramMonitor monitor, string name, string? before)
        {
            var group = await monitor.ThingAsync(name, PropertyMap.Empty, request =>
            {
                (request.Type, request.Custom) = ("my:index:Group", false);
                if (before is not null)
                {
                    request.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { Name = before } });
                }
            });
            await monitor.ThingAsync($"{name}-a", "1", request => request.Parent = group.Urn);
        }
    }

    [Fact]
    public async Task A_resource_moved_under_a_component_is_kept_by_an_alias_without_parent()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.UpAsync(static async monitor =>
        {
            var group = await monitor.ComponentAsync("group");
            await monitor.ThingAsync("a", "1", request =>
            {
                request.Parent = group.Urn;
                request.Aliases.Add(new Alias { Spec = new Alias.Types.Spec { NoParent = true } });
            });
        });

        Assert.Empty(result.Changes());
        Assert.Equal(["id-1"], stack.Provider.Things.Keys);
    }

    [Fact]
    public async Task Additional_secret_outputs_and_outputs_of_secret_inputs_are_secret()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync(
            "a",
            PropertyMap.Of(("value", new SecretValue("s3cret"))),
            static request => request.AdditionalSecretOutputs.Add("computed")));

        var outputs = Assert.Single(stack.Things)["outputs"]!;
        Assert.Equal(Signatures.Secret, (string?)outputs["computed"]![Signatures.Key]);
        Assert.Equal(Signatures.Secret, (string?)outputs["value"]![Signatures.Key]);
    }

    [Fact]
    public async Task An_import_option_takes_over_what_exists()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Of(("value", "1"));

        var result = await stack.UpAsync(Program);

        Assert.Equal(["import a"], result.Changes());
        Assert.Empty(stack.Provider.Calls);
        Assert.Equal("found", (string?)Assert.Single(stack.Things)["id"]);
        Assert.Empty((await stack.UpAsync(Program)).Changes());

        static Task Program(ProgramMonitor monitor) => monitor.ThingAsync("a", "1", static request => request.ImportId = "found");
    }

    [Fact]
    public async Task What_is_imported_and_differs_is_updated()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Of(("value", "1"));

        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "2", static request => request.ImportId = "found"));

        Assert.Equal(["import a", "update a"], result.Changes());
        Assert.Equal("2", (string?)Assert.Single(stack.Things)["inputs"]!["value"]);
    }

    [Fact]
    public async Task What_is_imported_is_not_replaced()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Of(("fixed", "1"));

        var result = await stack.UpAsync(static monitor =>
            monitor.ThingAsync("a", PropertyMap.Of(("fixed", "2")), static request => request.ImportId = "found"));

        Assert.Contains("may not be replaced", Assert.Single(result.Errors()));
        Assert.Equal(["found"], stack.Provider.Things.Keys);
    }

    [Fact]
    public async Task What_is_to_be_imported_must_exist()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1", static request => request.ImportId = "nowhere"));

        Assert.Equal(["resource 'nowhere' does not exist"], result.Errors());
        Assert.Empty(stack.Things);
    }
}
