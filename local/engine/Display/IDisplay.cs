using PulumiOrgs.Local.Engine.Deployments;

namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run to the user.</summary>
public interface IDisplay : IDeploymentEvents
{
    /// <summary>The run begins.</summary>
    /// <param name="title">What is run, and on which stack.</param>
    void OnBegin(string title);

    /// <summary>The run is over.</summary>
    void OnEnd(EngineResult result);
}
