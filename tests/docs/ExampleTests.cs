using System.ComponentModel;
using System.Diagnostics;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Build;
using PulumiOrgs.Build.Docs;
using PulumiOrgs.Build.Grid;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Docs.Tests;

/// <summary>Each example of the reference does what its page says, deployed with the provider to an emulated cloud.</summary>
public sealed class ExampleTests
{
    private const string Package = "@pulumi/pulumi";

    // Making one from a passphrase takes a second.
    private static readonly DerivedKeys Keys = new();

    public static TheoryData<string> Pages => [.. Reference.Examples(Documents.Schema)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task In_yaml_it_is_deployed_and_then_as_it_should_be(string page)
    {
        await using var stack = await StackAsync(page);
        var program = new InnerProgram(new ExampleRun(Reference.Example(Documents.Schema, page)).RunAsync);

        var up = await UpAsync(stack, program);
        Assert.True(up.Succeeded, up.Screen);

        var again = await UpAsync(stack, program);
        Assert.True(again.Succeeded, again.Screen);
        Assert.Empty(again.Changes);
        AssertImportIds(stack);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task In_typescript_it_deploys_the_same(string page)
    {
        Assert.SkipUnless(await SucceedsAsync("node", ["--version"], ""), "node is not installed");
        var modules = NodeModules.Folder;
        Assert.SkipWhen(modules is null, $"neither LOCAL_ENGINE_NODE_MODULES nor NODE_PATH names a folder with {Package}");
        var example = Reference.Example(Documents.Schema, page);
        await using var written = await StackAsync(page);
        await using var other = await StackAsync(page);
        Assert.True((await UpAsync(other, new InnerProgram(new ExampleRun(example).RunAsync))).Succeeded);
        NodeModules.Install(written.Folder, modules!, new TypeScriptExample(new PackageNames(Documents.Schema)).Write(example));

        var up = await UpAsync(written, program: null);

        Assert.True(up.Succeeded, up.Screen);
        Assert.Equal(Inputs(other), Inputs(written));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task In_python_it_can_be_parsed(string page)
    {
        Assert.SkipUnless(await SucceedsAsync("python3", ["--version"], ""), "python3 is not installed");

        var code = new PythonExample(new PackageNames(Documents.Schema)).Write(Reference.Example(Documents.Schema, page));

        Assert.True(await SucceedsAsync("python3", ["-c", "import ast, sys; ast.parse(sys.stdin.read())"], code), code);
    }

    private static async Task<GridStack> StackAsync(string page)
    {
        var stack = await GridStack.StartAsync(Repository.Plugin, Keys, null, TestContext.Current.CancellationToken);
        if (page == "getOrgMember")
        {
            // The page finds somebody who is there.
            await using var other = stack.Beside();
            var ada = new Declared("OrgMember", "ada", PropertyMap.Of(("username", "ada")));
            Assert.True((await other.RunAsync(EngineCommand.Up, [ada], TestContext.Current.CancellationToken)).Succeeded);
        }

        return stack;
    }

    private static Task<Ran> UpAsync(GridStack stack, InnerProgram? program) => stack.RunAsync(
        EngineCommand.Up,
        program,
        options => options with
        {
            Config = new Dictionary<string, string>(options.Config) { ["webhookKey"] = ExampleRun.SettingValue },
            Environment = new Dictionary<string, string>(options.Environment) { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" },
        },
        TestContext.Current.CancellationToken);

    // What a page says of an id is what the engine has.
    private static void AssertImportIds(GridStack stack) => Assert.All(stack.Resources, static resource =>
    {
        var parts = ImportId.Of(((string)resource["type"]!).Split(':')[^1]).Split('/').Select(part => (string)resource["outputs"]![part]!);
        Assert.Equal(string.Join('/', parts), (string?)resource["id"]);
    });

    // All that a program gives, but the names that the provider makes up and so differ from run to run.
    private static IEnumerable<string> Inputs(GridStack stack) => stack.Resources
        .Select(static resource =>
        {
            var inputs = (JObject)resource["inputs"]!;
            var isNamed = ((string)resource["type"]!).EndsWith("AccessToken", StringComparison.Ordinal);
            return $"{resource["urn"]} {string.Join(", ", inputs.Properties()
                .Where(input => input.Name is not ("expires" or "__defaults") && !(isNamed && input.Name == "name") && !IsSecret(input.Value))
                .Select(static input => input.ToString()))}";
        })
        .Order(StringComparer.Ordinal);

    // Encrypted, and so another text each time.
    private static bool IsSecret(JToken value) => value is JObject { HasValues: true } wrapped && wrapped["ciphertext"] is not null;

    private static async Task<bool> SucceedsAsync(string program, IReadOnlyList<string> arguments, string input)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
