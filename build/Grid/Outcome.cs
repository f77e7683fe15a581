namespace PulumiOrgs.Build.Grid;

/// <summary>How a cell of the grid ended.</summary>
internal enum Outcome
{
    /// <summary>The command succeeded in spite of the fault, and all is right.</summary>
    Held,

    /// <summary>All is right after the same command was run once more.</summary>
    RightAfterSecond,

    /// <summary>What cannot be mended was said: the name of a token that the program gives is spent, and nothing lives that nobody knows.</summary>
    Told,

    /// <summary>Something is wrong at the end.</summary>
    Wrong,

    /// <summary>The fault did not come about: the request was not made.</summary>
    NotMet,
}
