using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Newtonsoft.Json;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>An answer with a JSON body.</summary>
internal sealed class JsonAnswer(JToken body, HttpStatusCode status = HttpStatusCode.OK) : IResult
{
    /// <summary>The body that every failure has.</summary>
    public static JsonAnswer Failure(HttpStatusCode status, string message) =>
        new(new JObject { ["code"] = (int)status, ["message"] = message }, status);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToString(Formatting.None));
        var response = httpContext.Response;
        response.StatusCode = (int)status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, httpContext.RequestAborted);
    }
}

/// <summary>Gives every failure the service's error body.</summary>
internal sealed class FailureAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (RefusedException e)
        {
            await JsonAnswer.Failure(e.Status, e.Message).ExecuteAsync(http);
            return;
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(http, (HttpStatusCode)e.StatusCode, e.Message);
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            // Such as a data file that cannot be written any more.
            await AnswerAsync(http, HttpStatusCode.InternalServerError, e.Message);
            return;
        }

        // What routing refuses (no such path, no such method) comes without a body.
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null } response)
        {
            await AnswerAsync(http, (HttpStatusCode)response.StatusCode, $"{http.Request.Method} {http.Request.Path}");
        }
    }

    private static Task AnswerAsync(HttpContext http, HttpStatusCode status, string reason) =>
        JsonAnswer.Failure(status, $"{ReasonPhrases.GetReasonPhrase((int)status)}: {reason}").ExecuteAsync(http);
}

/// <summary>What the JSON of several endpoints has in common.</summary>
internal static class WireJson
{
    public static JObject ToJson(this PulumiUser user, bool withEmail) => new JObject
    {
        ["name"] = user.Name,
        ["githubLogin"] = user.Login,
        ["avatarUrl"] = user.AvatarUrl,
    }.With("email", withEmail ? user.Email : null);

    /// <summary>Adds a property that is left out when it has no value.</summary>
    public static JObject With(this JObject json, string property, JToken? value)
    {
        if (value is not (null or JValue { Value: null }))
        {
            json[property] = value;
        }

        return json;
    }

    /// <summary>A moment as the service writes it: ISO 8601 in UTC.</summary>
    public static string ToWire(this DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
