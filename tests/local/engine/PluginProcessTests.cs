using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Projects;
using PulumiOrgs.Local.Engine.Providers;

namespace PulumiOrgs.Local.Engine.Tests;

public sealed class PluginProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("plugin-");
    private readonly DotnetBuild _build = new(new Dictionary<string, string>(), static _ => { });

    public void Dispose()
    {
        _build.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_plugin_given_by_hand_comes_first_then_the_projects_then_the_path()
    {
        var given = Script("given/pulumi-resource-test", "");
        Script("project/pulumi-resource-test", "");
        Script("project/pulumi-resource-other", "");
        Script("path/pulumi-resource-third", "");
        var locator = Locator(given, new ProjectPlugin("test", Folder("project")), new ProjectPlugin("other", Folder("project")));

        Assert.Equal(given, (await locator.FindAsync("test", default)).File);
        Assert.Equal(Folder("project/pulumi-resource-other"), (await locator.FindAsync("other", default)).File);
        Assert.Equal(Folder("path/pulumi-resource-third"), (await locator.FindAsync("third", default)).File);
    }

    [Fact]
    public async Task What_is_built_here_stands_in_where_there_is_no_other()
    {
        Assert.EndsWith("pulumi-resource-random.dll", Assert.Single((await Locator(null).FindAsync("random", default)).Arguments), StringComparison.Ordinal);

        Script("path/pulumi-resource-random", "");
        Assert.Equal(Folder("path/pulumi-resource-random"), (await Locator(null).FindAsync("random", default)).File);
        await Assert.ThrowsAsync<ProviderException>(() => Locator(null).FindAsync("randomness", default));
    }

    [Fact]
    public async Task A_library_is_run_by_the_dotnet_host()
    {
        var command = await Locator(Script("plugin.dll", "")).FindAsync("test", default);
        Assert.Equal(("dotnet", Folder("plugin.dll")), (command.File, Assert.Single(command.Arguments)));
    }

    [Fact]
    public async Task A_folder_without_a_plugin_is_named()
    {
        _folder.CreateSubdirectory("empty");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Locator(Folder("empty")).FindAsync("test", default));
        Assert.Contains("PulumiPlugin.yaml", failure.Message);
    }

    [Fact]
    public async Task A_plugin_source_may_name_its_binary()
    {
        Script("source/PulumiPlugin.yaml", "runtime:\n  name: dotnet\n  options:\n    binary: bin/plugin\n");
        Assert.Equal(Folder("source/bin/plugin"), (await Locator(Folder("source")).FindAsync("test", default)).File);
    }

    [Theory]
    [InlineData("echo hello; sleep 60", "printed 'hello'")]
    [InlineData("exit 3", "ended with code 3")]
    [InlineData("echo 1; sleep 60", "does not answer on port 1")]
    public async Task A_plugin_that_does_not_start_as_it_should_says_how_it_did(string script, string said)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs a shell");
        var plugin = Script("pulumi-resource-test", $"#!/bin/sh\n{script}\n");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Host(plugin).StartAsync("test", default));
        Assert.Contains(said, failure.Message);
    }

    [Fact]
    public async Task A_plugin_that_cannot_be_run_at_all_is_an_error_of_the_provider()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "needs a shell");
        var plugin = Folder("pulumi-resource-test");
        await File.WriteAllTextAsync(plugin, "not executable");
        await Assert.ThrowsAsync<ProviderException>(() => Host(plugin).StartAsync("test", default));
    }

    [Theory]
    [InlineData("test")]
    [InlineData("test:x")]
    public async Task A_malformed_list_of_running_providers_is_refused(string list)
    {
        var host = new PluginStarter(
            Locator(null),
            new Dictionary<string, string> { ["PULUMI_DEBUG_PROVIDERS"] = list },
            "127.0.0.1:1",
            preview: false,
            static (_, _) => { },
            TimeProvider.System);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => host.StartAsync("test", default));
        Assert.Contains("name:port", failure.Message);
    }

    private string Folder(string path) => Path.Combine(_folder.FullName, path);

    private string Script(string path, string content)
    {
        var file = Folder(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return file;
    }

    private PluginLocator Locator(string? given, params ProjectPlugin[] plugins) =>
        new(given, plugins, new Dictionary<string, string> { ["PATH"] = Folder("path") }, _build);

    private PluginStarter Host(string plugin) => new(
        Locator(plugin),
        new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        "127.0.0.1:1",
        preview: false,
        static (_, _) => { },
        TimeProvider.System);
}
