using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>One request as it came in, without its credentials.</summary>
public sealed record LoggedRequest
{
    /// <summary>Counts from 0 in order of arrival, over the whole life of the cloud.</summary>
    public required int Index { get; init; }

    public required string Method { get; init; }

    /// <summary>As it was on the wire: still escaped, without the query.</summary>
    public required string Path { get; init; }

    /// <summary>As it was on the wire: still escaped, without the question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    public required string Accept { get; init; }

    /// <summary>The JSON that was sent, without secrets, or a note that it was no JSON; null when nothing was sent.</summary>
    public JToken? Body { get; init; }

    /// <summary>Null while the request is under way, and for ever when it got no answer.</summary>
    public int? Status { get; init; }

    /// <summary>
    /// The status of the service's own answer, whether or not it got through; null when the service never got to see the request.
    /// </summary>
    public int? Outcome { get; init; }

    /// <summary>Whether nothing more comes of it: it was answered, broken off or left by its caller.</summary>
    public bool IsOver { get; init; }

    /// <summary>What was made to go wrong with it; null for nothing.</summary>
    public string? Fault { get; init; }

    public required DateTimeOffset At { get; init; }
}
