using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>Results as tests speak of them.</summary>
internal static class Results
{
    /// <summary>What was done to things: <c>create a</c>, in alphabetical order, without what stayed the same.</summary>
    public static IReadOnlyList<string> Changes(this EngineResult result) =>
    [
        .. result.Steps
            .Where(static step => step.Step.Urn.Type == ProgramMonitor.ThingType && step.Step.Op.IsChange())
            .Select(static step => $"{step.Step.Op.Name()} {step.Step.Urn.Name}")
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> Errors(this EngineResult result) => Messages(result, DiagnosticSeverity.Error);

    public static IReadOnlyList<string> Warnings(this EngineResult result) => Messages(result, DiagnosticSeverity.Warning);

    private static IReadOnlyList<string> Messages(EngineResult result, DiagnosticSeverity severity) =>
        [.. result.Diagnostics.Where(diagnostic => diagnostic.Severity == severity).Select(static diagnostic => diagnostic.Message)];
}
