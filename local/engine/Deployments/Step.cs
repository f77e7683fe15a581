using System.Text.RegularExpressions;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>One step of a deployment, as it is shown.</summary>
public sealed record StepInfo(StepOp Op, Urn Urn)
{
    public string Id { get; init; } = "";

    public IReadOnlyList<PropertyDifference> Changes
    {
        get;
        init => field = [.. value.Where(static change => !PropertyDifference.IsInternal(change.Path))];
    } = [];

    /// <summary>Properties that made a replacement of what would have been an update.</summary>
    public IReadOnlyList<string> ReplaceKeys { get; init; } = [];

    /// <summary>Whether the step is about a default provider, which the engine makes and keeps by itself.</summary>
    public bool IsInternal => ResourceTypes.IsProvider(Urn.Type) && Urn.Name.StartsWith("default", StringComparison.Ordinal);
}

/// <summary>What a step does to a resource.</summary>
public enum StepOp
{
    /// <summary>Nothing: it is as it should be.</summary>
    Same,
    Create,
    Update,
    Delete,

    /// <summary>Creates what takes the place of a resource that is deleted before or after.</summary>
    CreateReplacement,

    /// <summary>Deletes a resource whose place another takes or has taken.</summary>
    DeleteReplaced,

    /// <summary>Reads a resource that is not the stack's.</summary>
    Read,

    /// <summary>Reads what is recorded of a resource anew.</summary>
    Refresh,

    /// <summary>Takes over a resource that exists.</summary>
    Import,

    /// <summary>Takes over a resource that exists in the place of another, which is deleted after.</summary>
    ImportReplacement,

    /// <summary>Forgets a resource that is not deleted.</summary>
    Discard,
}

public static partial class StepOps
{
    /// <summary>The operation's name as Pulumi writes it, such as <c>create-replacement</c>.</summary>
    public static string Name(this StepOp op) => WordStart().Replace(op.ToString(), "-$0").ToLowerInvariant();

    /// <summary>Whether the step makes or changes what is there or what is recorded.</summary>
    public static bool IsChange(this StepOp op) => op is not (StepOp.Same or StepOp.Read or StepOp.Refresh);

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}

/// <summary>How a step ended.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">Whether it succeeded.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Message">Why it failed; null when it did not.</param>
public sealed record StepResult(StepInfo Step, StepStatus Status, TimeSpan Duration, string? Message = null);

public enum StepStatus
{
    Succeeded,
    Failed,
}
