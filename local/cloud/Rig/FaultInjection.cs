using System.Net;
using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using PulumiOrgs.Local.Cloud.Http;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>Makes requests slow, and makes go wrong what the fault plan says.</summary>
internal sealed class FaultInjection(RequestDelegate next, FaultPlan plan, RequestLog log, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext http)
    {
        await WaitAsync(http, plan.Latency);
        var recorded = http.Features.GetRequiredFeature<RecordedRequest>();
        var action = plan.Take(http.Request.Method, recorded.Path);
        if (action is not null)
        {
            log.Update(recorded.Index, request => request with { Fault = FaultJson.NameOf(action) });
        }

        switch (action)
        {
            case FaultAction.Answer answer:
                await AnswerAsync(http, answer);
                break;
            case FaultAction.DropBefore:
                Drop(http, recorded);
                break;
            case FaultAction.DropAfter:
                // Into the void: a single byte of it on the wire would be an answer.
                http.Response.Body = Stream.Null;
                await next(http);
                Drop(http, recorded);
                break;
            case FaultAction.Delay delay:
                await WaitAsync(http, delay.Duration);
                await next(http);
                break;
            default:
                await next(http);
                break;
        }
    }

    private static void Drop(HttpContext http, RecordedRequest recorded)
    {
        recorded.Dropped = true;
        http.Abort();
    }

    private Task WaitAsync(HttpContext http, TimeSpan duration) =>
        duration > TimeSpan.Zero ? Task.Delay(duration, clock, http.RequestAborted) : Task.CompletedTask;

    private static Task AnswerAsync(HttpContext http, FaultAction.Answer answer)
    {
        if (answer.RetryAfter is not null)
        {
            http.Response.Headers.RetryAfter = answer.RetryAfter;
        }

        var phrase = ReasonPhrases.GetReasonPhrase(answer.Status);
        if (!answer.Html)
        {
            return JsonAnswer.Failure((HttpStatusCode)answer.Status, phrase).ExecuteAsync(http);
        }

        var heading = $"{answer.Status} {phrase}";
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = MediaTypeNames.Text.Html;
        return http.Response.WriteAsync(
            $"<!doctype html><html><head><title>{heading}</title></head><body><h1>{heading}</h1></body></html>\n",
            http.RequestAborted);
    }
}
