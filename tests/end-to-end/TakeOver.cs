using Newtonsoft.Json;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>
/// An organization that nobody manages yet, the provider's binary as its user runs it, and an engine for what that writes. It lies
/// in the repository, so that a program in it is built against this repository's packages.
/// </summary>
public sealed class TakeOver : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly UserMachine _machine;

    private TakeOver(EmulatedCloud cloud, DirectoryInfo folder) => (Cloud, _folder, _machine) = (cloud, folder, new UserMachine(folder.FullName));

    public EmulatedCloud Cloud { get; }

    /// <summary>All that the engine printed.</summary>
    public string Screen => _machine.Screen;

    /// <summary>The state of the stack, as the engine keeps it.</summary>
    public string StateFile => Path.Combine(_folder.FullName, ".pulumi-local", "dev.json");

    public string Roster => Path.Combine(_folder.FullName, "roster.yaml");

    /// <summary>What was written to the cloud, one line a request.</summary>
    public IReadOnlyList<string> Writes =>
        [.. Cloud.Requests.Writes.Select(static request => $"{request.Method} {request.Path} {request.Body?.ToString(Formatting.None)}")];

    public static async Task<TakeOver> StartAsync(
        Func<Organization, Organization> seed, EmulatedCloudOptions? options = null)
    {
        var cloud = await EmulatedCloud.StartAsync(options ?? new EmulatedCloudOptions(), TestContext.Current.CancellationToken);
        cloud.State.Change("acme", seed);
        var folder = Directory.CreateDirectory(Path.Combine(Built.Repository, "artifacts", $"take-over-{Guid.NewGuid():N}"));
        return new TakeOver(cloud, folder);
    }

    /// <summary>Changes the organization as somebody would at the console.</summary>
    public void BehindItsBack(Func<Organization, Organization> change) => Cloud.State.Change("acme", change);

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder.FullName, file));

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    public bool Has(string file) => File.Exists(Path.Combine(_folder.FullName, file));

    /// <summary>Exports the organization and a program into the folder.</summary>
    public Task<CommandResult> ExportAsync(params IEnumerable<string> options) =>
        CommandAsync(["export", "--organization", "acme", "--program", ".", .. options]);

    /// <summary>Runs the provider's binary in the folder.</summary>
    public Task<CommandResult> CommandAsync(params string[] arguments) => PipeAsync("", arguments);

    /// <summary>Lets the engine run one of the examples in the folder from now on, in place of the program that was exported.</summary>
    public void UseProgram(string example) => Write("Pulumi.yaml", $$"""
        name: acme-org
        runtime:
          name: dotnet
          options:
            binary: {{Built.PathOf(example)}}
        config:
          orgs:organization:
            value: acme
        """);

    /// <summary>Runs one of the examples in the folder, with the provider's binary on the PATH.</summary>
    public Task<CommandResult> ProgramAsync(string example, params string[] arguments)
    {
        var environment = _machine.EnvironmentWith(Cloud);
        environment["PATH"] = $"{Path.GetDirectoryName(Built.Provider)}{Path.PathSeparator}{environment["PATH"]}";
        return CommandResult.RunAsync(Built.PathOf(example), _folder.FullName, environment, "", arguments);
    }

    /// <summary>Runs the provider's binary in the folder, with something for it to read.</summary>
    public Task<CommandResult> PipeAsync(string input, params string[] arguments) =>
        CommandResult.RunAsync(Built.Provider, _folder.FullName, _machine.EnvironmentWith(Cloud), input, arguments);

    /// <summary>Runs the engine on the program in the folder; it must succeed.</summary>
    public async Task<EngineResult> SucceedAsync(EngineCommand command)
    {
        Cloud.Requests.Clear();
        var result = await _machine.RunAsync(new EngineOptions
        {
            Command = command,
            ImportFile = command == EngineCommand.Import ? Path.Combine(_folder.FullName, "import.json") : null,
            ProgramDirectory = _folder.FullName,
            Provider = Built.Provider,
            Environment = _machine.EnvironmentWith(Cloud),
        });
        Assert.True(result.Succeeded, Screen);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
