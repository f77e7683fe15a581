using Microsoft.AspNetCore.WebUtilities;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>A request that the service does not grant. Nothing was changed.</summary>
/// <param name="status">The HTTP status that the caller gets.</param>
/// <param name="reason">Why, without the status in front of it.</param>
public sealed class RefusedException(HttpStatusCode status, string reason)
    : Exception($"{ReasonPhrases.GetReasonPhrase((int)status)}: {reason}")
{
    public HttpStatusCode Status { get; } = status;

    public static RefusedException BadRequest(string reason) => new(HttpStatusCode.BadRequest, reason);

    public static RefusedException Forbidden(string reason) => new(HttpStatusCode.Forbidden, reason);

    public static RefusedException NotFound(string kind, string name) => new(HttpStatusCode.NotFound, $"{kind} '{name}' not found");

    public static RefusedException Conflict(string reason) => new(HttpStatusCode.Conflict, reason);
}
