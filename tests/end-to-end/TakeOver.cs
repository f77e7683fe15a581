using System.Reflection;
using Newtonsoft.Json;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Display;
using Spectre.Console;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>
/// An organization that nobody manages yet, the provider's binary as its user runs it, and an engine for what that writes. It lies
/// in the repository, so that a program in it is built against this repository's packages.
/// </summary>
public sealed class TakeOver : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly StringWriter _screen = new();

    private TakeOver(EmulatedCloud cloud, DirectoryInfo folder) => (Cloud, _folder) = (cloud, folder);

    public EmulatedCloud Cloud { get; }

    /// <summary>All that the engine printed.</summary>
    public string Screen => _screen.ToString();

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
        var folder = Directory.CreateDirectory(Path.Combine(MetadataOf("RepositoryRoot"), "artifacts", $"take-over-{Guid.NewGuid():N}"));
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
            binary: {{MetadataOf(example)}}
        config:
          orgs:organization:
            value: acme
        """);

    /// <summary>Runs one of the examples in the folder, with the provider's binary on the PATH.</summary>
    public Task<CommandResult> ProgramAsync(string example, params string[] arguments)
    {
        var environment = Environment;
        environment["PATH"] = $"{Path.GetDirectoryName(MetadataOf("Provider"))}{Path.PathSeparator}{environment["PATH"]}";
        return CommandResult.RunAsync(MetadataOf(example), _folder.FullName, environment, "", arguments);
    }

    /// <summary>Runs the provider's binary in the folder, with something for it to read.</summary>
    public Task<CommandResult> PipeAsync(string input, params string[] arguments) =>
        CommandResult.RunAsync(MetadataOf("Provider"), _folder.FullName, Environment, input, arguments);

    /// <summary>Runs the engine on the program in the folder; it must succeed.</summary>
    public async Task<EngineResult> SucceedAsync(EngineCommand command)
    {
        Cloud.Requests.Clear();
        var options = new EngineOptions
        {
            Command = command,
            ImportFile = command == EngineCommand.Import ? Path.Combine(_folder.FullName, "import.json") : null,
            ProgramDirectory = _folder.FullName,
            Provider = MetadataOf("Provider"),
            Environment = Environment,
        };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_screen),
        });
        console.Profile.Width = 400;
        var engine = new EngineRunner(options, new GivenCloud(), new PlainDisplay(console), TimeProvider.System);
        var result = await engine.RunAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, Screen);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The machine's environment with nobody's Pulumi settings, but the cloud's.</summary>
    private Dictionary<string, string> Environment
    {
        get
        {
            var environment = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
                .Where(static entry => !((string)entry.Key).StartsWith("PULUMI_", StringComparison.Ordinal))
                .ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!);
            environment["PULUMI_HOME"] = _folder.FullName;
            environment["PULUMI_ACCESS_TOKEN"] = Cloud.AccessToken;
            environment["PULUMI_BACKEND_URL"] = Cloud.Url.ToString();
            return environment;
        }
    }

    /// <summary>What the build knows of this repository by that name.</summary>
    public static string MetadataOf(string key) => Path.GetFullPath(
        typeof(TakeOver).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
