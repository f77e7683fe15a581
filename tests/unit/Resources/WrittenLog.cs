using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Tests.Resources;

/// <summary>Keeps what is said of a deployment.</summary>
public sealed class WrittenLog : IDeploymentLog
{
    public List<string> Infos { get; } = [];

    public List<string> Warnings { get; } = [];

    public Task InformAsync(string urn, string message, CancellationToken cancellationToken)
    {
        Infos.Add(message);
        return Task.CompletedTask;
    }

    public Task WarnAsync(string urn, string message, CancellationToken cancellationToken)
    {
        Warnings.Add(message);
        return Task.CompletedTask;
    }
}
