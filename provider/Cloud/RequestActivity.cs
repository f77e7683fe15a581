using System.Diagnostics;
using System.Net;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>
/// What can be followed of a request: each try, with its method, path and answer's status. Not its query, headers and bodies, for these
/// have what is nobody else's.
/// </summary>
internal static class RequestActivity
{
    public const string SourceName = "PulumiOrgs.Cloud";

    private const string ErrorTag = "error.type";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins to follow a try, named and tagged by the conventions of OpenTelemetry; null where nobody listens.</summary>
    /// <param name="exchange">The request, and which try of it this is.</param>
    /// <param name="address">What its path comes after.</param>
    public static Activity? Start(Exchange exchange, string address)
    {
        var request = exchange.Request;
        if (Source.StartActivity(request.Method.Method, ActivityKind.Client) is not { } activity)
        {
            return null;
        }

        var url = new Uri(address + request.Path);
        activity.SetTag("http.request.method", request.Method.Method)
            .SetTag("server.address", url.Host)
            .SetTag("server.port", url.Port)
            .SetTag("url.path", url.AbsolutePath);
        return exchange.Tries > 1 ? activity.SetTag("http.request.resend_count", exchange.Tries - 1) : activity;
    }

    /// <summary>Notes the answer, and how long the server wants to be left alone.</summary>
    public static void Answered(Activity? activity, HttpResponseMessage response)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("http.response.status_code", (int)response.StatusCode);
        if (response.StatusCode >= HttpStatusCode.BadRequest)
        {
            activity.SetTag(ErrorTag, (int)response.StatusCode).SetStatus(ActivityStatusCode.Error, response.StatusCode.ToString());
        }

        if (response.Headers.RetryAfter is { } wait)
        {
            activity.SetTag("http.response.header.retry-after", wait.ToString());
        }
    }

    /// <summary>Notes why there is no answer.</summary>
    public static void Failed(Activity? activity, Exception failure)
    {
        var (reason, detail) = failure is CloudException cloud ? (cloud.Reason.ToString(), cloud.Detail) : ("Cancelled", null);
        activity?.SetTag(ErrorTag, reason).SetStatus(ActivityStatusCode.Error, detail ?? reason);
    }
}
