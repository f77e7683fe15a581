using System.Net;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>One request with all its tries, what they leave unknown, and what follows.</summary>
/// <param name="request">What is asked.</param>
/// <param name="canLook">Whether the server can be asked afterwards if it was done.</param>
internal sealed class Exchange(CloudRequest request, bool canLook = false)
{
    private bool _mayHaveHappened;
    private bool _wasInDoubt;
    private bool _wasMissing;
    private TryOutcome _outcome;

    public CloudRequest Request => request;

    /// <summary>The clock's timestamp when the first try began.</summary>
    public long BegunAt { get; private set; }

    /// <summary>The same, moved on by the time for which later tries waited for a place.</summary>
    public long StartedAt { get; private set; }

    /// <summary>How many tries have begun.</summary>
    public int Tries { get; private set; }

    /// <summary>What follows the last try.</summary>
    public NextStep Next { get; private set; }

    /// <summary>Whether there is another step to take.</summary>
    public bool IsUnfinished => Next is NextStep.Again or NextStep.Look;

    /// <summary>Whether there is, and it is not known whether the request was done.</summary>
    public bool IsOpen => IsUnfinished && _mayHaveHappened;

    /// <summary>Whether the next step need not be put off: the server is well and has refused.</summary>
    public bool IsAtOnce => !_wasInDoubt && _outcome is TryOutcome.NotFound or TryOutcome.Conflict;

    /// <summary>Begins a try: the first starts the time for all, and no wait for a place counts.</summary>
    public void BeginTry(long waitedSince, long now)
    {
        if (Tries == 0)
        {
            BegunAt = now;
        }

        StartedAt = Tries > 0 ? StartedAt + (now - waitedSince) : now;
        Tries++;
    }

    /// <summary>Makes the failure of one try, which takes over what earlier tries left unknown.</summary>
    public CloudException Failed(
        CloudFailure reason,
        TryOutcome outcome,
        HttpStatusCode? status = null,
        string? serverMessage = null,
        string? detail = null,
        TimeSpan? retryAfter = null,
        Exception? innerException = null)
    {
        _outcome = outcome;
        _wasInDoubt |= _mayHaveHappened |= request.IsWrite && outcome == TryOutcome.Unknown;
        Next = RequestRules.After(request.Kind, outcome, _wasInDoubt, _wasMissing) switch
        {
            NextStep.Look when !canLook => NextStep.Fail,
            var next => next,
        };
        _wasMissing |= outcome == TryOutcome.NotFound;
        return new CloudException(reason, request.Action, request.Endpoint, innerException)
        {
            Status = status,
            ServerMessage = serverMessage,
            Detail = detail,
            RetryAfter = retryAfter,
            MayHaveHappened = _mayHaveHappened,
        };
    }

    /// <summary>Takes in that the thing was found not to be done, and tells whether the request may be sent again.</summary>
    public bool MayFollow()
    {
        // It may still come to be: a later conflict could be with this very request, which stays in doubt.
        _mayHaveHappened = false;
        return _wasInDoubt && request.Kind is RequestKind.Make or RequestKind.MakeOrTakeOver;
    }

    /// <summary>Ends the exchange with the failure of its last try.</summary>
    /// <param name="failure">That failure.</param>
    /// <param name="detail">What else is known or not known of the thing; null when there is nothing to add.</param>
    public CloudException Ended(CloudException failure, string? detail = null)
    {
        Next = NextStep.Fail;
        return new CloudException(failure.Reason, failure.Action, failure.Endpoint, failure.InnerException)
        {
            Status = failure.Status,
            ServerMessage = failure.ServerMessage,
            Detail = failure.Detail is null || detail is null ? failure.Detail ?? detail : $"{failure.Detail}; {detail}",
            RetryAfter = failure.RetryAfter,
            MayHaveHappened = _mayHaveHappened,
        };
    }

    /// <summary>Ends the exchange with a conflict: another one has the place of what was to be made.</summary>
    public CloudException Occupied(CloudException failure, string detail)
    {
        Next = NextStep.Fail;
        var isRefusal = failure.Reason == CloudFailure.Conflict;
        return new CloudException(CloudFailure.Conflict, failure.Action, failure.Endpoint, failure)
        {
            Status = isRefusal ? failure.Status : null,
            ServerMessage = isRefusal ? failure.ServerMessage : null,
            Detail = detail,
        };
    }
}
