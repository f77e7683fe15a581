using System.Net;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>The cloud did not do what was asked. No property holds an access token, a request body or an answer's body.</summary>
/// <param name="reason">Why.</param>
/// <param name="action">What was asked, in words that follow "could not": "add member alice to organization acme".</param>
/// <param name="endpoint">Where it was asked: "POST /api/orgs/acme/members/alice".</param>
/// <param name="innerException">What the network said, when it was the network.</param>
public sealed class CloudException(CloudFailure reason, string action, string endpoint, Exception? innerException = null)
    : Exception(null, innerException)
{
    /// <summary>Why.</summary>
    public CloudFailure Reason { get; } = reason;

    /// <summary>What was asked, in words that follow "could not".</summary>
    public string Action { get; } = action;

    /// <summary>Method and path, without the query.</summary>
    public string Endpoint { get; } = endpoint;

    /// <summary>The status of the answer; null when there was none.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The API's own words; null when it had none.</summary>
    public string? ServerMessage { get; init; }

    /// <summary>This client's words on what was wrong with the answer or the connection; null when the status says it all.</summary>
    public string? Detail { get; init; }

    /// <summary>How long the server asks to be left alone; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether this was a write whose outcome is unknown: the server may have done it all the same.</summary>
    public bool MayHaveHappened { get; init; }

    /// <inheritdoc/>
    public override string Message => $"could not {Action}: {Cause} ({Endpoint})";

    /// <summary>What went wrong, without a word of what was asked and where.</summary>
    public string Cause
    {
        get
        {
            string?[] causes = [StatusText, Said, Detail, Wait];
            var cause = string.Join(": ", causes.Where(part => !string.IsNullOrEmpty(part)));
            return $"{(cause.Length > 0 ? cause : Reason.ToString())}{(MayHaveHappened ? "; the server may have done it all the same" : "")}";
        }
    }

    // HTTP/2 carries no reason phrase, so the usual one is taken.
    private string? Phrase
    {
        get
        {
            using var response = new HttpResponseMessage(Status ?? HttpStatusCode.OK);
            return response.ReasonPhrase;
        }
    }

    private string? StatusText => Status is { } status ? $"{(int)status} {Phrase}".TrimEnd() : null;

    // The API begins its messages with the words for the status, which stand before it already.
    private string? Said => ServerMessage is { } message && Phrase is { Length: > 0 } phrase
        && message.StartsWith($"{phrase}:", StringComparison.OrdinalIgnoreCase)
            ? message[(phrase.Length + 1)..].Trim()
            : ServerMessage;

    private string? Wait => RetryAfter is { } wait ? $"the server asks to wait {Math.Ceiling(wait.TotalSeconds)} s" : null;
}
