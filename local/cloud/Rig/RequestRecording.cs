using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>Puts every request into the log before anything is done with it, and the time by the cloud's clock into every answer.</summary>
internal sealed class RequestRecording(RequestDelegate next, RequestLog log, TimeProvider clock)
{
    private static readonly string[] Secrets = ["tokenValue", "authorization", "accessToken", "secret"];

    public async Task InvokeAsync(HttpContext http)
    {
        var (path, query) = Target(http);
        var body = await ReadBodyAsync(http);
        var index = log.Begin(http.Request.Method, path, query, http.Request.Headers.Accept.ToString(), body);
        var recorded = new RecordedRequest(index, path, body);
        http.Features.Set(recorded);
        // Before the first byte of the answer leaves: whoever has the answer finds its status in the log.
        http.Response.OnStarting(() =>
        {
            http.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
            // This is called as well when the connection was broken instead of an answer.
            if (!recorded.Dropped)
            {
                var status = http.Response.StatusCode;
                log.Update(index, request => request with { Status = status, Outcome = recorded.Replaced ? request.Outcome : status });
            }

            return Task.CompletedTask;
        });
        try
        {
            await next(http);
        }
        finally
        {
            log.Update(index, static request => request with { IsOver = true });
        }
    }

    // Not Request.Path: by then escapes are undone and dot segments gone, which is just what a test wants to see.
    private static (string Path, string Query) Target(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
    }

    private static async Task<JToken?> ReadBodyAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using var reader = new StreamReader(http.Request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        http.Request.Body.Position = 0;
        try
        {
            return WithoutSecrets(RequestBody.Parse(text));
        }
        catch (RefusedException)
        {
            // Where secrets are in it cannot be told.
            return $"[{text.Length} characters that are no JSON]";
        }
    }

    private static JToken? WithoutSecrets(JToken? body)
    {
        foreach (var property in (body as JContainer)?.Descendants().OfType<JProperty>().ToList() ?? [])
        {
            if (Secrets.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            {
                property.Value = "[secret]";
            }
        }

        return body;
    }
}

/// <summary>Where the request under way stands in the log.</summary>
internal sealed record RecordedRequest(int Index, string Path, JToken? Body)
{
    /// <summary>Whether its connection is broken instead of an answer.</summary>
    public bool Dropped { get; set; }

    /// <summary>Whether something else answers in the service's place.</summary>
    public bool Replaced { get; set; }
}
