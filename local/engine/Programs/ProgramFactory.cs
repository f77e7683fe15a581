using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Projects;

namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>Chooses how a project's program is run.</summary>
internal static class ProgramFactory
{
    /// <exception cref="ProjectException">This engine does not run programs of the project's language.</exception>
    public static IProgram Create(
        PulumiProject project,
        DotnetBuild build,
        IReadOnlyDictionary<string, string> environment,
        string organization) => project.Runtime switch
        {
            "dotnet" => new DotnetProgram(project, build, environment, organization),
            "nodejs" => new NodeProgram(project, environment, organization),
            var other => throw new ProjectException($"this engine runs programs of the runtimes dotnet and nodejs, not '{other}'"),
        };
}
