namespace PulumiOrgs.Framework.Declaring;

/// <summary>What the user reads of a deployment besides its answers and failures.</summary>
public interface IDeploymentLog
{
    /// <summary>Says something at a resource; with an empty URN, of the deployment as a whole.</summary>
    Task InformAsync(string urn, string message, CancellationToken cancellationToken);

    /// <summary>Shows a warning at a resource.</summary>
    Task WarnAsync(string urn, string message, CancellationToken cancellationToken);
}
