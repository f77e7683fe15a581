namespace PulumiOrgs.Local.Engine.Deployments;

public enum RegistrationOutcome
{
    Done,
    Failed,

    /// <summary>Not begun: something that it needs failed, or the run is stopping.</summary>
    Skipped,
}
