using System.Globalization;
using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Projects;

namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>A program that runs as a process of its own, with what it must know in its environment.</summary>
/// <param name="environment">The engine's environment, which the program inherits.</param>
/// <param name="organization">The organization that the stack is said to belong to.</param>
internal abstract class ProcessProgram(IReadOnlyDictionary<string, string> environment, string organization) : IProgram
{
    public abstract Task PrepareAsync(CancellationToken cancellationToken);

    public async Task<int> RunAsync(ProgramRun run, CancellationToken cancellationToken)
    {
        try
        {
            await using var process = ChildProcess.Start(CommandFor(run), EnvironmentFor(run), run.Output, run.Error);
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
        ["PULUMI_ENGINE"] = run.EngineAddress,
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
