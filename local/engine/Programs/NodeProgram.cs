using System.Globalization;
using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Projects;

namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>A Node.js program, through the runner that its SDK brings. It must be installed and compiled beforehand.</summary>
internal sealed class NodeProgram(PulumiProject project, IReadOnlyDictionary<string, string> environment, string organization)
    : ProcessProgram(environment, organization)
{
    private static readonly string Runner = Path.Combine("node_modules", "@pulumi", "pulumi", "cmd", "run");

    public override Task PrepareAsync(CancellationToken cancellationToken) =>
        Directory.Exists(Path.Combine(project.Directory, Runner)) || File.Exists(Path.Combine(project.Directory, Runner + ".js"))
            ? Task.CompletedTask
            : throw new ProjectException($"{project.Directory} has no {Runner}; install the program's packages first");

    protected override LaunchCommand CommandFor(ProgramRun run)
    {
        IEnumerable<string> preview = run.Preview ? ["--dry-run"] : [];
        return new LaunchCommand(
            "node",
            [
                Runner,
                "--monitor", run.MonitorAddress,
                "--engine", run.EngineAddress,
                "--project", run.Project.Name,
                "--stack", run.Stack,
                "--pwd", project.Directory,
                .. preview,
                "--parallel", run.Parallel.ToString(CultureInfo.InvariantCulture),
                project.Main ?? ".",
            ],
            project.Directory);
    }
}
