namespace PulumiOrgs.Provider.Cloud;

/// <summary>What is to be different about a team. Null leaves a property as it is; empty text makes it empty.</summary>
public sealed record TeamChanges
{
    /// <summary>What people are to see.</summary>
    public string? NewDisplayName { get; init; }

    /// <summary>What it is to be for.</summary>
    public string? NewDescription { get; init; }
}
