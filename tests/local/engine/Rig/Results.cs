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

    public static IReadOnlyList<string> Errors(this EngineResult result) =>
    [
        .. result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(static diagnostic => diagnostic.Message),
    ];

    public static IReadOnlyList<string> Warnings(this EngineResult result) =>
    [
        .. result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Warning).Select(static diagnostic => diagnostic.Message),
    ];
}
