namespace PulumiOrgs.Local.Engine.Display;

/// <summary>Shows a run to the user.</summary>
public interface IDisplay : IDeploymentEvents
{
    /// <summary>The run begins.</summary>
    /// <param name="command">What is run.</param>
    /// <param name="stack">The stack as <c>PROJECT/STACK</c>.</param>
    void OnBegin(EngineCommand command, string stack);

    /// <summary>The run is over.</summary>
    void OnEnd(EngineResult result);
}
