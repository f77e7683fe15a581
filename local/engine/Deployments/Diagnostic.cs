namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Something to tell the user.</summary>
/// <param name="Severity">How bad it is; an error fails the run.</param>
/// <param name="Message">The text.</param>
/// <param name="Urn">The resource that it is about; null when it is about the run.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Message, Urn? Urn = null);

public enum DiagnosticSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}

/// <summary>Is told what happens in a deployment, from any thread.</summary>
public interface IDeploymentEvents
{
    void OnStepFinished(StepResult result);

    void OnDiagnostic(Diagnostic diagnostic);
}
