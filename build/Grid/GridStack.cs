using System.Collections;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Local.Engine.Display;
using PulumiOrgs.Local.Engine.Programs;
using PulumiOrgs.Local.Engine.State;
using Spectre.Console;

namespace PulumiOrgs.Build.Grid;

/// <summary>A cloud, a state and the engine: each command starts a plugin process of its own, as Pulumi's does.</summary>
internal sealed class GridStack : IAsyncDisposable
{
    // Nothing that is printed is to be broken into lines where a message is looked for.
    private const int Width = 100_000;

    private readonly DirectoryInfo _folder = CreateFolder();
    private readonly string _plugin;
    private readonly DerivedKeys _keys;
    private readonly bool _ownsCloud;

    private GridStack(string plugin, DerivedKeys keys, EmulatedCloud cloud, bool ownsCloud)
    {
        _plugin = plugin;
        _keys = keys;
        _ownsCloud = ownsCloud;
        Cloud = cloud;
        File.WriteAllText(
            Path.Combine(Folder, "Pulumi.yaml"),
            $$"""
            name: grid
            runtime:
              name: dotnet
              options:
                binary: {{Repository.Program}}
            """);
    }

    public EmulatedCloud Cloud { get; }

    public Organization Organization => Cloud.State.Organization(Scenario.Organization);

    public string Folder => _folder.FullName;

    public string StateFile => Path.Combine(Folder, "state.json");

    /// <summary>The state as the engine wrote it; null when it wrote none.</summary>
    public string? StateText => File.Exists(StateFile) ? File.ReadAllText(StateFile) : null;

    /// <summary>What the state records of this provider's resources.</summary>
    public IReadOnlyList<JObject> Resources
    {
        get
        {
            using var reader = new JsonTextReader(new StringReader(StateText ?? "{}")) { DateParseHandling = DateParseHandling.None };
            return
            [
                .. (JToken.ReadFrom(reader).SelectToken("deployment.resources") ?? new JArray()).Cast<JObject>()
                    .Where(static resource => IsOurs((string?)resource["type"] ?? "")),
            ];
        }
    }

    /// <summary>Starts an organization with its caller and one other in it, and two roles of its own making.</summary>
    /// <param name="plugin">The plugin's file.</param>
    /// <param name="keys">The keys of passphrases, which many stacks share.</param>
    /// <param name="from">Where to begin; null: at the beginning.</param>
    /// <param name="cancellationToken">Breaks the start off.</param>
    public static async Task<GridStack> StartAsync(string plugin, DerivedKeys keys, Snapshot? from, CancellationToken cancellationToken)
    {
        var cloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions
            {
                Organizations = [Scenario.Organization],
                Login = Scenario.Caller,
                Members = [new Member { Login = Scenario.Adopted, Created = DateTimeOffset.UtcNow.AddYears(-1) }],
                Roles = [new CustomRole { Id = Scenario.Auditor, Name = "Auditor" }, new CustomRole { Id = Scenario.Operator, Name = "Operator" }],
            },
            cancellationToken);
        var stack = new GridStack(plugin, keys, cloud, ownsCloud: true);
        if (from is not null)
        {
            cloud.State.Change(_ => from.Cloud);
            await File.WriteAllTextAsync(stack.StateFile, from.State, cancellationToken);
        }

        return stack;
    }

    /// <summary>Another stack, with a state of its own, of the same organization.</summary>
    public GridStack Beside() => new(_plugin, _keys, Cloud, ownsCloud: false);

    public Snapshot Take() => new(Cloud.State.Data, StateText);

    public Task<Ran> RunAsync(EngineCommand command, IReadOnlyList<Declared> program, CancellationToken cancellationToken) =>
        RunAsync(command, InnerProgram.Of(program), static options => options, cancellationToken);

    public async Task<Ran> RunAsync(
        EngineCommand command,
        IProgram? program,
        Func<EngineOptions, EngineOptions> with,
        CancellationToken cancellationToken,
        CancellationToken interrupt = default)
    {
        var firstRequest = Cloud.Requests.NextIndex;
        var options = with(new EngineOptions
        {
            Command = command,
            Program = program,
            ProgramDirectory = Folder,
            StateFile = StateFile,
            Provider = _plugin,
            // One after the other: then the same requests come in the same order each time.
            Parallel = 1,
            Config = new Dictionary<string, string> { ["orgs:organization"] = Scenario.Organization },
            Keys = _keys,
            Environment = Environment,
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interrupt);
        using var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(screen),
            Interactive = InteractionSupport.No
        });
        console.Profile.Width = Width;
        var result = await new EngineRunner(options, new GivenCloud(), new PlainDisplay(console), TimeProvider.System).RunAsync(stop.Token, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return new Ran(
            result.Succeeded,
            [.. result.Steps.Where(static step => step.Step.Op.IsChange() && IsOurs(step.Step.Urn.Type))
                .Select(static step => $"{step.Step.Op.Name()} {step.Step.Urn.Name}")],
            [.. result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.Message)],
            screen.ToString(),
            [.. Cloud.Requests.All.Where(request => request.Index >= firstRequest)]);
    }

    /// <summary>The machine's environment with nobody's Pulumi settings but this stack's.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(System.Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Where(static entry => !((string)entry.Key).StartsWith("PULUMI_", StringComparison.Ordinal))
        .ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!))
    {
        ["PULUMI_HOME"] = Folder,
        ["PULUMI_CONFIG_PASSPHRASE"] = "grid",
        ["PULUMI_ACCESS_TOKEN"] = Cloud.AccessToken,
        ["PULUMI_BACKEND_URL"] = Cloud.Url.ToString().TrimEnd('/'),
    };

    public async ValueTask DisposeAsync()
    {
        if (_ownsCloud)
        {
            await Cloud.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    // The stack itself comes and goes, and is nothing of the organization's.
    private static bool IsOurs(string type) => type.StartsWith("orgs:", StringComparison.Ordinal);

    // In memory where that can be had: the engine writes its state at each step.
    private static DirectoryInfo CreateFolder()
    {
        const string memory = "/dev/shm";
        var parent = Directory.Exists(memory) ? memory : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(parent, $"orgs-grid-{Guid.NewGuid():N}"));
    }
}
