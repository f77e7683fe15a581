using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Tests;

public class ImportCommandTests
{
    [Fact]
    public async Task What_is_imported_is_recorded_as_it_is_and_a_program_with_it_changes_nothing()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Of(("value", "1"), ("computed", "x"));

        var result = await stack.ImportAsync("a", "found");
        var up = await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1", static request => request.Version = "1.2.3"));

        Assert.True(result.Succeeded);
        Assert.Equal("found", result.Imported!.Id);
        Assert.False(result.Imported.Protect);
        Assert.True(up.Succeeded);
        Assert.Empty(up.Changes());
        Assert.Empty(stack.Provider.Calls);
        Assert.Single(stack.State["resources"]!, static resource => (string?)resource["type"] == "pulumi:providers:test");
    }

    [Fact]
    public async Task Only_the_id_is_given_to_the_provider()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Empty;
        await stack.ImportAsync("a", "found");

        var read = Assert.Single(stack.Provider.Of<ReadRequest>());
        Assert.Equal("found", read.Id);
        Assert.Null(read.Inputs);
        Assert.Empty(read.Properties.Fields);
    }

    [Fact]
    public async Task It_may_be_protected()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Empty;
        await stack.ImportAsync("a", "found", protect: true);

        Assert.True((bool?)Assert.Single(stack.Things)["protect"]);
    }

    [Fact]
    public async Task The_inputs_to_declare_are_shown()
    {
        await using var stack = await TestStack.StartAsync();
        stack.Provider.Things["found"] = PropertyMap.Of(("value", "1"), ("password", new SecretValue("s3cret")));
        await stack.ImportAsync("a", "found");

        Assert.Contains("value: \"1\"", stack.Shown);
        Assert.Contains("password: [secret]", stack.Shown);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_imported()
    {
        await using var stack = await TestStack.StartAsync();
        var result = await stack.ImportAsync("a", "nowhere");

        Assert.Equal(["resource 'nowhere' does not exist"], result.Errors());
        Assert.Empty(stack.Things);
    }

    [Fact]
    public async Task What_the_stack_has_already_is_not_imported_again()
    {
        await using var stack = await TestStack.StartAsync();
        await stack.UpAsync(static monitor => monitor.ThingAsync("a", "1"));

        var result = await stack.ImportAsync("a", "id-1");

        Assert.Contains("already exists", Assert.Single(result.Errors()));
    }
}
