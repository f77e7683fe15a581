namespace PulumiOrgs.Provider.Cloud;

/// <summary>What doing a request twice would mean, and how it is found out whether it was done. <see cref="RequestRules"/> has the rules.</summary>
internal enum RequestKind
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Makes something what it is to be: twice is the same as once.</summary>
    Set,

    /// <summary>Puts in: what is in already conflicts.</summary>
    Add,

    /// <summary>Takes away: what is gone already is not found.</summary>
    Remove,

    /// <summary>Makes what can be looked up afterwards, and told from what was there before.</summary>
    Make,

    /// <summary>Makes what can be looked up afterwards, and is taken over where it is there just as a create leaves it.</summary>
    MakeOrTakeOver,

    /// <summary>Makes what is there once at most, but cannot be looked up: its name is not known.</summary>
    Mirror,

    /// <summary>Makes what is only in the answer: a secret, which a second try would make a second time.</summary>
    MakeSecret,
}
