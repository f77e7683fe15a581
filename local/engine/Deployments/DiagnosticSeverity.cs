namespace PulumiOrgs.Local.Engine.Deployments;

public enum DiagnosticSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}
