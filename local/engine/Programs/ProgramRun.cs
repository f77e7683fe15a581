using PulumiOrgs.Local.Engine.Projects;

namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>What a program is run with.</summary>
public sealed record ProgramRun
{
    public required PulumiProject Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>Host and port of the monitor.</summary>
    public required string MonitorAddress { get; init; }

    /// <summary>Host and port of the engine's log.</summary>
    public required string EngineAddress { get; init; }

    public required StackConfig Config { get; init; }

    public bool Preview { get; init; }

    public int Parallel { get; init; }

    /// <summary>Gets each line that the program prints.</summary>
    public required Action<string> Output { get; init; }

    /// <summary>Gets each line of the program's error output.</summary>
    public required Action<string> Error { get; init; }
}
