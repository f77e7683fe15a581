using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Events as one line each.</summary>
internal static class StepLine
{
    /// <returns>Null for what is not worth a line: what stays as it is.</returns>
    public static string? Of(StepResult result, bool preview)
    {
        var (step, status, duration, _) = result;
        var resource = $"{step.Urn.Type} {step.Urn.Name}";
        if (status == StepStatus.Failed)
        {
            return $"! failed {StepText.UnderWay(step.Op)} {resource} ({StepText.Duration(duration)})";
        }

        if (step.Op is StepOp.Same or StepOp.Refresh)
        {
            return null;
        }

        return preview
            ? $"{StepText.Symbol(step.Op)} {StepText.Planned(step.Op)} {resource}"
            : $"{StepText.Symbol(step.Op)} {StepText.Done(step.Op)} {resource} ({StepText.Duration(duration)})";
    }

    public static string Of(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity == DiagnosticSeverity.Info ? "" : $"{diagnostic.Severity.ToString().ToLowerInvariant()}: ";
        var about = diagnostic.Urn is { } urn ? $"{urn.Type} {urn.Name}: " : "";
        return severity + about + diagnostic.Message;
    }
}
