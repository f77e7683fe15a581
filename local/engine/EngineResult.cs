using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine;

/// <summary>How a run ended.</summary>
public sealed record EngineResult
{
    public required EngineCommand Command { get; init; }

    /// <summary>The stack as <c>PROJECT/STACK</c>; empty when there is no project.</summary>
    public string Stack { get; init; } = "";

    /// <summary>All that was done, in the order in which it ended; without what the engine does for itself.</summary>
    public IReadOnlyList<StepResult> Steps { get; init; } = [];

    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>The stack's outputs; null when the program did not get to give them.</summary>
    public PropertyMap? Outputs { get; init; }

    /// <summary>What an import of one resource took over.</summary>
    public StackResource? Imported { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>The run was broken off by the user.</summary>
    public bool Cancelled { get; init; }

    public required bool Succeeded { get; init; }

    /// <summary>0 only when all succeeded.</summary>
    public int ExitCode => Succeeded ? 0 : 1;

    /// <summary>How many steps of each kind were done.</summary>
    public IReadOnlyDictionary<StepOp, int> Counts => Steps
        .Where(static result => result.Status == StepStatus.Succeeded)
        .GroupBy(static result => result.Step.Op)
        .ToDictionary(static group => group.Key, static group => group.Count());
}
