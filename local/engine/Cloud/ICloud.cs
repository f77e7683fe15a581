namespace PulumiOrgs.Local.Engine.Cloud;

/// <summary>The Pulumi Cloud that providers talk to.</summary>
public interface ICloud
{
    /// <param name="dataFile">Where a cloud of the engine's own keeps its data.</param>
    /// <param name="cancellationToken">Breaks the start off.</param>
    Task<CloudConnection> ConnectAsync(string dataFile, CancellationToken cancellationToken);
}
