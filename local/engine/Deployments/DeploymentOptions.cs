namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>What a deployment is of, and how it goes about it.</summary>
public sealed record DeploymentOptions
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    /// <summary>Find out what would be done, and do nothing.</summary>
    public bool Preview { get; init; }

    /// <summary>How many steps may be under way at once.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>Go on with what does not need what failed. Previews always do.</summary>
    public bool ContinueOnError { get; init; }
}
