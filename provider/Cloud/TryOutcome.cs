namespace PulumiOrgs.Provider.Cloud;

/// <summary>What a try that brought no answer of use says about whether the server did the work.</summary>
internal enum TryOutcome
{
    /// <summary>
    /// Not done, and another try may get further: 429, no connection, or the page of something in between (a firewall, a proxy)
    /// with a status of 4xx.
    /// </summary>
    TurnedAway,

    /// <summary>
    /// Nobody knows: 408, 5xx, no answer in time, a connection that broke, an answer cut off, or one that says success and is not what
    /// the API promises (a web page, JSON of another shape).
    /// </summary>
    Unknown,

    /// <summary>The API says 404.</summary>
    NotFound,

    /// <summary>The API says 409.</summary>
    Conflict,

    /// <summary>
    /// The API says 400, 401, 403 or another status of that sort; the address points elsewhere (3xx); the server cannot be trusted (its
    /// certificate), or says 501. Another try would end no better.
    /// </summary>
    Refused,
}
