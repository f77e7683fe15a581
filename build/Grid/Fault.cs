using PulumiOrgs.Local.Cloud.Rig;

namespace PulumiOrgs.Build.Grid;

/// <summary>Something that goes wrong with a request.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Actions">What happens to the request, and to its repetitions: one each.</param>
internal sealed record Fault(string Name, params IReadOnlyList<FaultAction> Actions)
{
    /// <summary>Whether it takes longer than the minute that the plugin waits for an answer.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether it is the request before it that the action is for: this one then finds the door shut.</summary>
    public bool ComesBefore { get; init; }

    /// <summary>Methods that it makes no sense for.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];

    /// <summary>Whether it is one of the seven of the reference grid.</summary>
    public bool IsReference { get; init; }
}
