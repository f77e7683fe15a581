using System.Globalization;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Display;

namespace PulumiOrgs.Bench;

/// <summary>What one command took.</summary>
/// <param name="Requests">How often the cloud was asked.</param>
/// <param name="Wall">From the command to its end.</param>
/// <param name="AtTheCloud">From the first request to the answer of the last.</param>
/// <param name="Cpu">Processor time of the plugin, without its start.</param>
/// <param name="Peak">The plugin's peak memory in bytes.</param>
internal sealed record Run(int Requests, TimeSpan Wall, TimeSpan AtTheCloud, TimeSpan Cpu, long Peak);

/// <summary>A stack of the benchmarks' program: an emulated cloud, the local engine and, for each command, a fresh plugin.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = CreateFolder();
    private readonly Settings _settings;
    private readonly EmulatedCloud _cloud;

    private Stack(Settings settings, EmulatedCloud cloud)
    {
        _settings = settings;
        _cloud = cloud;
    }

    /// <summary>Makes an empty stack on a cloud that answers at once.</summary>
    /// <param name="settings">What is measured.</param>
    public static async Task<Stack> CreateAsync(Settings settings)
    {
        var stack = new Stack(settings, await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), CancellationToken.None));
        await File.WriteAllTextAsync(Path.Combine(stack._folder.FullName, "Pulumi.yaml"), $$"""
            name: bench
            runtime:
              name: dotnet
              options:
                binary: {{Repository.Program}}
            """);
        return stack;
    }

    /// <summary>Lets people into the organization without the program's doing.</summary>
    /// <param name="from">The first is <c>person</c> with this number.</param>
    /// <param name="count">How many.</param>
    public void LetIn(int from, int count) => _cloud.State.Change("acme", organization => Enumerable.Range(from, count)
        .Aggregate(organization, static (before, number) => before.WithMember(new Member { Login = $"person{number}" })));

    /// <summary>Runs a command without taking time or counting: it prepares what is measured.</summary>
    public Task PrepareAsync(EngineCommand command, Size size) => RunAsync(command, size, TimeSpan.Zero);

    /// <summary>Runs a command against a cloud that takes its time.</summary>
    public Task<Run> MeasureAsync(EngineCommand command, Size size) => RunAsync(command, size, _settings.Latency);

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // In memory where that can be had: the engine writes its state to the disk twice for each resource, and how long a disk
    // takes for that says nothing of the plugin.
    private static DirectoryInfo CreateFolder()
    {
        const string memory = "/dev/shm";
        var parent = Directory.Exists(memory) ? memory : Path.GetTempPath();
        return Directory.CreateDirectory(Path.Combine(parent, $"orgs-bench-{Guid.NewGuid():N}"));
    }

    private async Task<Run> RunAsync(EngineCommand command, Size size, TimeSpan latency)
    {
        _cloud.Faults.Latency = latency;
        _cloud.Requests.Clear();
        await using var plugin = await Plugin.StartAsync(_settings.Plugin, _cloud);
        var before = plugin.Usage;
        var options = new EngineOptions
        {
            Command = command,
            ProgramDirectory = _folder.FullName,
            StateFile = Path.Combine(_folder.FullName, "state.json"),
            Parallel = _settings.Parallel,
            Config = size.Config,
        };
        options = options with
        {
            Environment = new Dictionary<string, string>(options.Environment)
            {
                ["PULUMI_DEBUG_PROVIDERS"] = string.Create(CultureInfo.InvariantCulture, $"orgs:{plugin.Port}"),
            },
        };
        var result = await new EngineRunner(options, new GivenCloud(), new JsonDisplay(TextWriter.Null), TimeProvider.System).RunAsync();
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"{command} failed: {string.Join('\n', result.Diagnostics.Select(static diagnostic => diagnostic.Message))}");
        }

        var after = plugin.Usage;
        var requests = _cloud.Requests.All;
        var atTheCloud = requests.Count == 0 ? TimeSpan.Zero : requests[^1].At - requests[0].At + latency;
        return new Run(requests.Count, result.Duration, atTheCloud, after.Cpu - before.Cpu, after.Peak);
    }
}
