namespace PulumiOrgs.Provider.Resources;

/// <summary>How many people a deployment may remove from an organization.</summary>
public interface IRemovalPolicy
{
    /// <summary>The most people that a deployment removes from one organization; null for the default, which follows from how many there are.</summary>
    long? MaxRemovals { get; }

    /// <summary>Whether there is no limit.</summary>
    bool AllowMassRemoval { get; }
}
