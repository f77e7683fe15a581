namespace PulumiOrgs.Provider.Cloud;

/// <summary>What follows a try that brought no answer of use.</summary>
internal enum NextStep
{
    /// <summary>The failure goes to the caller.</summary>
    Fail,

    /// <summary>The same request again.</summary>
    Again,

    /// <summary>The server is asked what is so; only where the thing is not there, the request is sent again.</summary>
    Look,

    /// <summary>An earlier try did it, and only its answer was lost.</summary>
    Done,
}
