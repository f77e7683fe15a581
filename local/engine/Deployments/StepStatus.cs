namespace PulumiOrgs.Local.Engine.Deployments;

public enum StepStatus
{
    Succeeded,
    Failed,
}
