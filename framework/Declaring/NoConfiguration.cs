namespace PulumiOrgs.Framework.Declaring;

/// <summary>The configuration of a provider that has nothing to configure.</summary>
public sealed class NoConfiguration : ProviderConfiguration<NoConfiguration.Settings>
{
    protected override void Take(Settings settings)
    {
    }

    /// <summary>No settings.</summary>
    public sealed record Settings;
}
