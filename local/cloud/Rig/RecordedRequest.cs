namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>Where the request under way stands in the log.</summary>
internal sealed record RecordedRequest(int Index, string Path)
{
    /// <summary>Whether its connection is broken instead of an answer.</summary>
    public bool Dropped { get; set; }

    /// <summary>Whether something else answers in the service's place.</summary>
    public bool Replaced { get; set; }
}
