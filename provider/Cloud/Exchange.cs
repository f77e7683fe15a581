using System.Net;
using System.Security.Authentication;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>One request with all its tries, and what they leave unknown.</summary>
/// <param name="request">What is asked.</param>
internal sealed class Exchange(CloudRequest request)
{
    private bool _hasBegun;
    private bool _mayHaveHappened;

    public CloudRequest Request => request;

    /// <summary>The clock's timestamp when the first try began, moved on by the time for which later ones waited for a place.</summary>
    public long StartedAt { get; private set; }

    /// <summary>Begins a try: the first starts the time for all, and no wait for a place counts.</summary>
    public void BeginTry(long waitedSince, long now)
    {
        StartedAt = _hasBegun ? StartedAt + (now - waitedSince) : now;
        _hasBegun = true;
    }

    /// <summary>Makes the failure of one try, which takes over what earlier tries left unknown.</summary>
    /// <remarks><paramref name="proof"/>: whether it is certain that the server did nothing in this try.</remarks>
    public CloudException Failed(
        CloudFailure reason,
        bool proof,
        HttpStatusCode? status = null,
        string? serverMessage = null,
        string? detail = null,
        TimeSpan? retryAfter = null,
        Exception? innerException = null)
    {
        _mayHaveHappened |= request.IsWrite && !proof;
        return new CloudException(reason, request.Action, request.Endpoint, innerException)
        {
            Status = status,
            ServerMessage = serverMessage,
            Detail = detail,
            RetryAfter = retryAfter,
            MayHaveHappened = _mayHaveHappened,
        };
    }

    /// <summary>Whether another try could end better and cannot do harm.</summary>
    public bool MayRepeat(CloudException failure) => IsPassing(failure) && (!failure.MayHaveHappened || request.IsRepeatable);

    /// <summary>Whether this failure only says that an earlier try, whose answer was lost, has done it.</summary>
    public bool IsDoneAllTheSame(CloudException failure) => _mayHaveHappened && (request.Repeat, failure.Reason) is
        (Repeat.DoneWhenNotFound, CloudFailure.NotFound) or (Repeat.DoneWhenConflict, CloudFailure.Conflict);

    private static bool IsPassing(CloudException failure) => failure.Reason switch
    {
        CloudFailure.RateLimited or CloudFailure.Timeout => true,
        CloudFailure.Unavailable =>
            failure.Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        // A certificate that is not trusted now will not be in a second either.
        CloudFailure.Unreachable => failure.InnerException?.InnerException is not AuthenticationException,
        _ => false,
    };
}
