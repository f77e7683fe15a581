namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Is told what happens in a deployment, from any thread.</summary>
public interface IDeploymentEvents
{
    void OnStepStarted(StepInfo step);

    void OnStepFinished(StepResult result);

    void OnDiagnostic(Diagnostic diagnostic);
}
