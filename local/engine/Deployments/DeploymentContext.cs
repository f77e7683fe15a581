using PulumiOrgs.Local.Engine.Providers;
using PulumiOrgs.Local.Engine.Resources;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What all parts of one deployment share.</summary>
/// <param name="Options">What is deployed, and how.</param>
/// <param name="State">The stack's state.</param>
/// <param name="Registry">The providers.</param>
/// <param name="Events">Is told what happens.</param>
/// <param name="Control">Says whether to go on.</param>
/// <param name="Time">The clock.</param>
public sealed record DeploymentContext(
    DeploymentOptions Options,
    StateStore State,
    ProviderRegistry Registry,
    IDeploymentEvents Events,
    RunControl Control,
    TimeProvider Time)
{
    public Urn UrnOf(Urn? parent, string type, string name) => Urn.Create(Options.Stack, Options.Project, parent, type, name);

    /// <summary>What manages a recorded resource; null for a component.</summary>
    /// <exception cref="ProviderException">Its provider cannot be had.</exception>
    public async Task<IResourceProvider?> ProviderOfAsync(ResourceState resource)
    {
        if (!resource.Custom)
        {
            return null;
        }

        return resource.IsProvider
            ? Registry
            : await Registry.GetAsync(ProviderReference.Parse(resource.Provider), Control.Abort);
    }

    public void Report(DiagnosticSeverity severity, string message, Urn? urn = null) =>
        Events.OnDiagnostic(new Diagnostic(severity, message, urn));

    /// <summary>Tells of an error, which fails the run.</summary>
    public void Fail(string message, Urn? urn = null)
    {
        Control.MarkFailed();
        Report(DiagnosticSeverity.Error, message, urn);
    }
}
