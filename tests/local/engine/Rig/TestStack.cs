using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Display;
using PulumiOrgs.Local.Engine.Programs;
using Spectre.Console.Testing;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>A stack on disk, a provider that it can use, and the engine to run on it.</summary>
internal sealed class TestStack : IAsyncDisposable
{
    public const string Passphrase = "correct horse";

    private readonly ProviderServer _server;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("engine-");

    private TestStack(ThingProvider provider, ProviderServer server)
    {
        Provider = provider;
        _server = server;
        File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), "name: proj\nruntime: dotnet\n");
    }

    public ThingProvider Provider { get; }

    public string Folder => _folder.FullName;

    public string StatePath => Path.Combine(Folder, ".pulumi-local", "dev.json");

    public string StateText => File.ReadAllText(StatePath);

    /// <summary>The state as it is on disk.</summary>
    public JObject State
    {
        get
        {
            using var reader = new JsonTextReader(new StringReader(StateText)) { DateParseHandling = DateParseHandling.None };
            return (JObject)JToken.ReadFrom(reader)["deployment"]!;
        }
    }

    /// <summary>The recorded things, in order, without stack and providers.</summary>
    public IReadOnlyList<JObject> Things =>
        [.. State["resources"]!.Cast<JObject>().Where(static resource => (string?)resource["type"] == ProgramMonitor.ThingType)];

    /// <summary>What the last run showed.</summary>
    public string Shown { get; private set; } = "";

    public static async Task<TestStack> StartAsync()
    {
        var provider = new ThingProvider();
        return new TestStack(provider, await ProviderServer.StartAsync(provider));
    }

    public static string UrnOf(string name) => $"urn:pulumi:dev::proj::{ProgramMonitor.ThingType}::{name}";

    public EngineOptions OptionsOf(EngineCommand command) => new()
    {
        Command = command,
        ProgramDirectory = Folder,
        Environment = new Dictionary<string, string>
        {
            ["PULUMI_DEBUG_PROVIDERS"] = $"test:{_server.Port}",
            ["PULUMI_CONFIG_PASSPHRASE"] = Passphrase,
        },
    };

    public Task<EngineResult> UpAsync(
        Func<ProgramMonitor, Task> program,
        Func<EngineOptions, EngineOptions>? with = null,
        CancellationToken stop = default) =>
        RunAsync(EngineCommand.Up, new DelegateProgram(program), with, stop);

    public Task<EngineResult> PreviewAsync(Func<ProgramMonitor, Task> program, Func<EngineOptions, EngineOptions>? with = null) =>
        RunAsync(EngineCommand.Preview, new DelegateProgram(program), with);

    public Task<EngineResult> RefreshAsync(Func<EngineOptions, EngineOptions>? with = null) => RunAsync(EngineCommand.Refresh, null, with);

    public Task<EngineResult> DestroyAsync(Func<EngineOptions, EngineOptions>? with = null) => RunAsync(EngineCommand.Destroy, null, with);

    public Task<EngineResult> ImportAsync(string name, string id, bool protect = false) => RunAsync(
        EngineCommand.Import,
        null,
        options => options with { Import = new ImportRequest(ProgramMonitor.ThingType, name, id, protect) });

    public Task<EngineResult> ImportAsync(string file, bool continueOnError = false) => RunAsync(
        EngineCommand.Import,
        null,
        options => options with { ImportFile = file, ContinueOnError = continueOnError });

    public async Task<EngineResult> RunAsync(
        EngineCommand command,
        IProgram? program,
        Func<EngineOptions, EngineOptions>? with = null,
        CancellationToken stop = default,
        CancellationToken abort = default)
    {
        var options = OptionsOf(command) with { Program = program };
        using var console = new TestConsole();
        console.Profile.Width = 500;
        var runner = new EngineRunner(with?.Invoke(options) ?? options, new GivenCloud(), new PlainDisplay(console), TimeProvider.System);
        try
        {
            return await runner.RunAsync(stop, abort);
        }
        finally
        {
            Shown = console.Output;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
