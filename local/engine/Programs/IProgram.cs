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

/// <summary>What a program is run with.</summary>
public sealed record ProgramRun
{
    public required PulumiProject Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>Host and port of the monitor and of the engine's log.</summary>
    public required string MonitorAddress { get; init; }

    public required StackConfig Config { get; init; }

    public bool Preview { get; init; }

    public int Parallel { get; init; }

    /// <summary>Gets each line that the program prints, as output or as errors.</summary>
    public required Action<string> Output { get; init; }
}

/// <summary>How programs end, by their exit codes.</summary>
public static class ProgramExit
{
    public const int Success = 0;

    /// <summary>It failed, and has logged why.</summary>
    public const int FailedAndLogged = 32;
}
