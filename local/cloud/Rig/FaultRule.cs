namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>Which requests an action is for.</summary>
public sealed record FaultRule
{
    /// <summary>The HTTP method; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>A regular expression that is looked for in the path as it is on the wire; null for any path.</summary>
    public string? PathPattern { get; init; }

    /// <summary>How many of the requests that fit are let through first; where any fits, the index of the request that is meant.</summary>
    public int Skip { get; init; }

    /// <summary>How many of the others the action is for.</summary>
    public int Times { get; init; } = 1;

    public required FaultAction Action { get; init; }
}
