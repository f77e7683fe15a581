namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>A Pulumi program, in whatever language.</summary>
public interface IProgram
{
    /// <summary>Makes the program ready to run, such as by building it.</summary>
    /// <exception cref="Projects.ProjectException">It cannot be made ready.</exception>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Runs the program to its end.</summary>
    /// <returns>Its exit code; see <see cref="ProgramExit"/>.</returns>
    /// <exception cref="Projects.ProjectException">It cannot be started.</exception>
    Task<int> RunAsync(ProgramRun run, CancellationToken cancellationToken);
}
