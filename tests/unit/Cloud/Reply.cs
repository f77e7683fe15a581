using System.Net;
using System.Text;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>What the scripted server does with a request.</summary>
public delegate Task<HttpResponseMessage> Reply(CancellationToken cancellationToken);

public static class Replies
{
    public static Reply Done => Json(204, "");

    /// <summary>Someone in between answers with a page of its own.</summary>
    public static Reply Html(int status, string? retryAfter = null) =>
        With(status, "<html><body>Blocked by the firewall, ray 8f3</body></html>", "text/html", retryAfter);

    public static Reply Json(int status, string body, string? retryAfter = null) => With(status, body, "application/json", retryAfter);

    /// <summary>The API's own kind of failure.</summary>
    public static Reply Error(int status, string message) => Json(status, $$"""{"code":{{status}},"message":"{{message}}"}""");

    /// <summary>The connection could not be made.</summary>
    public static Reply Refused =>
        _ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused (api.test:443)");

    /// <summary>The connection broke after the request was sent.</summary>
    public static Reply Broken =>
        _ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    /// <summary>No answer, until the client gives up.</summary>
    public static Reply Never => async cancellationToken =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException("never comes here");
    };

    /// <summary>Answers when the gate opens.</summary>
    public static Reply After(Task gate, Reply reply) => async cancellationToken =>
    {
        await gate.WaitAsync(cancellationToken);
        return await reply(cancellationToken);
    };

    /// <summary>The same, dated by the server's clock.</summary>
    public static Reply At(DateTimeOffset date, Reply reply) => async cancellationToken =>
    {
        var response = await reply(cancellationToken);
        response.Headers.Date = date;
        return response;
    };

    private static Reply With(int status, string body, string type, string? retryAfter) => _ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return Task.FromResult(response);
    };
}
