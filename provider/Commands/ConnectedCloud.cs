using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>A cloud, and what has to be closed when it is no longer needed.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Connection">What to close; null for nothing.</param>
internal sealed record ConnectedCloud(ICloud Cloud, IDisposable? Connection = null) : IDisposable
{
    /// <summary>Connects as the provider does: the same settings, looked for in the same places.</summary>
    /// <param name="organization">The organization that is asked about.</param>
    /// <param name="apiUrl">The cloud; null: the one that the environment names.</param>
    /// <exception cref="PulumiOrgs.Framework.Declaring.InputException">A setting cannot be right.</exception>
    /// <exception cref="PulumiOrgs.Framework.Declaring.MissingConfigurationException">There is no access token.</exception>
    public static ConnectedCloud Of(string organization, string? apiUrl)
    {
        var configuration = new OrgsConfiguration(Environment.GetEnvironmentVariable, static options => new CloudClient(options));
        configuration.Configure(PropertyMap.Of(("organization", organization), ("apiUrl", apiUrl)));
        return new ConnectedCloud(configuration, configuration);
    }

    public void Dispose() => Connection?.Dispose();
}
