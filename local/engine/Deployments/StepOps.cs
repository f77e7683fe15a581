using System.Text.RegularExpressions;

namespace PulumiOrgs.Local.Engine.Deployments;

public static partial class StepOps
{
    /// <summary>The operation's name as Pulumi writes it, such as <c>create-replacement</c>.</summary>
    public static string Name(this StepOp op) => WordStart().Replace(op.ToString(), "-$0").ToLowerInvariant();

    /// <summary>Whether the step makes or changes what is there or what is recorded.</summary>
    public static bool IsChange(this StepOp op) => op is not (StepOp.Same or StepOp.Read or StepOp.Refresh);

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
