namespace PulumiOrgs.Provider.Cloud;

/// <summary>What a second try of a write means when nobody knows whether the first one was done.</summary>
internal enum Repeat
{
    /// <summary>It could do the thing twice, or fail for what the first one did: there is no second try.</summary>
    Unsafe,

    /// <summary>Twice is the same as once.</summary>
    Harmless,

    /// <summary>It is not found if the first one removed it.</summary>
    DoneWhenNotFound,

    /// <summary>It conflicts with itself if the first one added it.</summary>
    DoneWhenConflict,
}
