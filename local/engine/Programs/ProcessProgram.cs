using System.Globalization;
using PulumiOrgs.Local.Engine.Processes;

namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>A program that runs as a process of its own, with what it must know in its environment.</summary>
/// <param name="environment">The engine's environment, which the program inherits.</param>
/// <param name="organization">The organization that the stack is said to belong to.</param>
internal abstract class ProcessProgram(IReadOnlyDictionary<string, string> environment, string organization) : IProgram
{
    /// <summary>Chooses how a project's program is run.</summary>
    /// <exception cref="ProjectException">This engine does not run programs of the project's language.</exception>
    public static IProgram Of(
        PulumiProject project, DotnetBuild build, IReadOnlyDictionary<string, string> environment, string organization) =>
        project.Runtime switch
        {
            "dotnet" => new DotnetProgram(project, build, environment, organization),
            "nodejs" => new NodeProgram(project, environment, organization),
            var other => throw new ProjectException($"this engine runs programs of the runtimes dotnet and nodejs, not '{other}'"),
        };

    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    public async Task<int> RunAsync(ProgramRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var process = ChildProcess.Start(CommandFor(run), EnvironmentFor(run), run.Output, run.Output);
            await using var cancellation = cancellationToken.Register(process.Kill);
            return await process.Completion;
        }
        catch (IOException exception)
        {
            throw new ProjectException(exception.Message, exception);
        }
    }

    protected abstract LaunchCommand CommandFor(ProgramRun run);

    private Dictionary<string, string> EnvironmentFor(ProgramRun run) => new(environment)
    {
        ["PULUMI_MONITOR"] = run.MonitorAddress,
        ["PULUMI_ENGINE"] = run.MonitorAddress,
        ["PULUMI_ORGANIZATION"] = organization,
        ["PULUMI_PROJECT"] = run.Project.Name,
        ["PULUMI_STACK"] = run.Stack,
        ["PULUMI_ROOT_DIRECTORY"] = run.Project.Directory,
        ["PULUMI_DRY_RUN"] = run.Preview ? "true" : "false",
        // Programs ask for it to know that an engine started them.
        ["PULUMI_QUERY_MODE"] = "false",
        ["PULUMI_PARALLEL"] = run.Parallel.ToString(CultureInfo.InvariantCulture),
        ["PULUMI_CONFIG"] = run.Config.Json,
        ["PULUMI_CONFIG_SECRET_KEYS"] = run.Config.SecretKeysJson,
    };
}

/// <summary>A .NET program: built from source, unless the project names a binary.</summary>
internal sealed class DotnetProgram(
    PulumiProject project, DotnetBuild build, IReadOnlyDictionary<string, string> environment, string organization)
    : ProcessProgram(environment, organization)
{
    private const string BinaryOption = "binary";

    private readonly string _location = Path.GetFullPath(project.Main ?? ".", project.Directory);
    private string? _file;

    private string Folder => Directory.Exists(_location) ? _location : Path.GetDirectoryName(_location)!;

    public override async Task PrepareAsync(CancellationToken cancellationToken) => _file =
        project.RuntimeOptions.TryGetValue(BinaryOption, out var binary)
            ? Path.GetFullPath(binary, project.Directory)
            : await build.BuildAsync(_location, cancellationToken);

    protected override LaunchCommand CommandFor(ProgramRun run) =>
        LaunchCommand.For(_file ?? throw new InvalidOperationException("the program was not prepared"), Folder);
}

/// <summary>A Node.js program, through the runner that its SDK brings. It must be installed and compiled beforehand.</summary>
internal sealed class NodeProgram(PulumiProject project, IReadOnlyDictionary<string, string> environment, string organization)
    : ProcessProgram(environment, organization)
{
    private static readonly string Runner = Path.Combine("node_modules", "@pulumi", "pulumi", "cmd", "run");

    public override Task PrepareAsync(CancellationToken cancellationToken) => Directory.Exists(Path.Combine(project.Directory, Runner))
        ? Task.CompletedTask
        : throw new ProjectException($"{project.Directory} has no {Runner}; install the program's packages first");

    protected override LaunchCommand CommandFor(ProgramRun run) => new LaunchCommand("node", [Runner], project.Directory).With(
    [
        "--monitor", run.MonitorAddress,
        "--engine", run.MonitorAddress,
        "--project", run.Project.Name,
        "--stack", run.Stack,
        "--pwd", project.Directory,
        .. run.Preview ? ["--dry-run"] : Array.Empty<string>(),
        "--parallel", run.Parallel.ToString(CultureInfo.InvariantCulture),
        project.Main ?? ".",
    ]);
}
