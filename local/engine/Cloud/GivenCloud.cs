using System.Collections.Immutable;

namespace PulumiOrgs.Local.Engine.Cloud;

/// <summary>A cloud that runs somewhere; the user's own environment has the access token.</summary>
/// <param name="url">Where it is; null: where the environment says.</param>
public sealed class GivenCloud(Uri? url = null) : ICloud
{
    public Task<CloudConnection> ConnectAsync(string dataFile, CancellationToken cancellationToken) => Task.FromResult(new CloudConnection
    {
        Environment = url is null
            ? ImmutableDictionary<string, string>.Empty
            : new Dictionary<string, string> { ["PULUMI_BACKEND_URL"] = url.ToString().TrimEnd('/') },
    });
}
