using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

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
