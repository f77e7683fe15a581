namespace PulumiOrgs.Provider.Cloud;

/// <summary>Why the cloud did not do what was asked.</summary>
public enum CloudFailure
{
    /// <summary>401: the access token is not valid.</summary>
    Unauthorized,

    /// <summary>403: the caller may not do this.</summary>
    Forbidden,

    /// <summary>404, said by the API itself: a 404 of something else on the way is <see cref="Unexpected"/>.</summary>
    NotFound,

    /// <summary>409: it is there already.</summary>
    Conflict,

    /// <summary>400 or 422: the server does not take the request.</summary>
    BadRequest,

    /// <summary>429, still after waiting.</summary>
    RateLimited,

    /// <summary>5xx: the server failed.</summary>
    Unavailable,

    /// <summary>No connection, or one that broke before the answer was whole.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>An answer that the API does not give.</summary>
    Unexpected,
}
