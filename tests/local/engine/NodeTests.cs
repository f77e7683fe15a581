using System.ComponentModel;
using System.Diagnostics;
using PulumiOrgs.Local.Engine.Tests.Rig;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Tests;

/// <summary>
/// A Node.js program with the npm package <c>@pulumi/pulumi</c> under this engine. The test downloads nothing: it looks for a folder
/// <c>node_modules</c> that holds the package, first where <c>LOCAL_ENGINE_NODE_MODULES</c> says, then in the folders of <c>NODE_PATH</c>.
/// <c>npm install @pulumi/pulumi@3</c> makes one anywhere. Without it, or without <c>node</c>, the tests are skipped.
/// </summary>
public class NodeTests
{
    private const string Package = "@pulumi/pulumi";

    private const string Program = """
        const pulumi = require("@pulumi/pulumi");

        class Thing extends pulumi.CustomResource {
            constructor(name, args, options) {
                super("test:index:Thing", name, { computed: undefined, ...args }, options);
            }
        }

        const config = new pulumi.Config();
        const group = new pulumi.ComponentResource("my:index:Group", "group");
        const a = new Thing("a", { value: config.require("value"), password: pulumi.secret("hunter2") });
        const b = new Thing("b", { value: a.computed }, { parent: group, aliases: [{ name: "before" }] });
        exports.computed = b.value;
        exports.password = a.password;
        """;

    [Fact]
    public async Task A_program_is_previewed_deployed_changed_and_taken_down()
    {
        await using var stack = await StackAsync();

        var preview = await RunAsync(stack, EngineCommand.Preview, "1");
        Assert.Equal(["create a", "create b"], preview.Changes());
        Assert.Empty(stack.Provider.Things);

        var up = await RunAsync(stack, EngineCommand.Up, "1");
        Assert.True(up.Succeeded, stack.Shown);
        Assert.Equal(["create a id-1", "create b id-2"], stack.Provider.Calls);
        Assert.Equal("computed-id-1", (up.Outputs!["computed"] as StringValue)?.Value);
        Assert.True(up.Outputs["password"].IsSecret);
        Assert.DoesNotContain("hunter2", stack.StateText);
        var b = stack.State["resources"]!.Single(static resource => ((string)resource["urn"]!).EndsWith("::b", StringComparison.Ordinal));
        Assert.Equal("urn:pulumi:dev::proj::my:index:Group$test:index:Thing::b", (string?)b["urn"]);
        Assert.Equal([TestStack.UrnOf("a")], b["dependencies"]!.Values<string>());

        Assert.Empty((await RunAsync(stack, EngineCommand.Up, "1")).Changes());
        Assert.Equal(["update a"], (await RunAsync(stack, EngineCommand.Up, "2")).Changes());
        Assert.True((await RunAsync(stack, EngineCommand.Destroy, "2")).Succeeded, stack.Shown);
        Assert.Empty(stack.Provider.Things);
    }

    [Fact]
    public async Task A_program_that_throws_fails_the_run_with_its_message()
    {
        await using var stack = await StackAsync();

        var result = await stack.RunAsync(EngineCommand.Up, null, WithNode);

        Assert.False(result.Succeeded);
        Assert.Contains("Missing required configuration variable 'proj:value'", stack.Shown);
        Assert.Empty(stack.Provider.Things);
    }

    private static Task<EngineResult> RunAsync(TestStack stack, EngineCommand command, string value) => stack.RunAsync(
        command,
        null,
        options => WithNode(options) with { Config = new Dictionary<string, string> { ["value"] = value } });

    private static EngineOptions WithNode(EngineOptions options) => options with
    {
        Environment = new Dictionary<string, string>(options.Environment) { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" },
    };

    private static async Task<TestStack> StackAsync()
    {
        Assert.SkipUnless(HasNode(), "node is not installed");
        var modules = ModulesFolder();
        Assert.SkipWhen(modules is null, $"neither LOCAL_ENGINE_NODE_MODULES nor NODE_PATH names a folder with {Package}");
        var stack = await TestStack.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "Pulumi.yaml"), "name: proj\nruntime: nodejs\nmain: index.js\n");
        await File.WriteAllTextAsync(Path.Combine(stack.Folder, "index.js"), Program);
        Directory.CreateSymbolicLink(Path.Combine(stack.Folder, "node_modules"), modules!);
        return stack;
    }

    private static string? ModulesFolder() =>
        new[] { Environment.GetEnvironmentVariable("LOCAL_ENGINE_NODE_MODULES") }
            .Concat(Environment.GetEnvironmentVariable("NODE_PATH")?.Split(Path.PathSeparator) ?? [])
            .FirstOrDefault(static folder => folder is { Length: > 0 } && Directory.Exists(Path.Combine(folder, Package)));

    private static bool HasNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", "--version") { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
