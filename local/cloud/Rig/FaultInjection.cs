using System.Globalization;
using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace PulumiOrgs.Local.Cloud.Rig;

/// <summary>Makes requests slow, and makes go wrong what the fault plan says.</summary>
internal sealed class FaultInjection(RequestDelegate next, FaultPlan plan, RequestLog log, Door door, TimeProvider clock)
{
    // A byte at a time up to here; the rest comes with the last one.
    private const int MostDrops = 20;

    public async Task InvokeAsync(HttpContext http)
    {
        using var busy = door.Busy(http.Connection.Id);
        await WaitAsync(http, plan.Latency);
        var recorded = http.Features.GetRequiredFeature<RecordedRequest>();
        var action = plan.Take(http.Request.Method, recorded.Path, recorded.Body);
        if (action is not null)
        {
            log.Update(recorded.Index, request => request with { Fault = action });
        }

        switch (action)
        {
            case FaultAction.Answer answer:
                recorded.Replaced = true;
                if (answer.AfterWork)
                {
                    await WorkAsync(http, recorded, Stream.Null);
                    http.Response.Clear();
                }

                await AnswerAsync(http, answer);
                break;
            case FaultAction.DropBefore:
                Drop(http, recorded);
                break;
            case FaultAction.DropAfter:
                // Into the void: a single byte of it on the wire would be an answer.
                await WorkAsync(http, recorded, Stream.Null);
                Drop(http, recorded);
                break;
            case FaultAction.DropLate late:
                Drop(http, recorded);
                await Task.Delay(late.Duration, clock);
                await WorkRegardlessAsync(http, recorded);
                break;
            case FaultAction.CutOff:
                await CutOffAsync(http, recorded);
                break;
            case FaultAction.Delay { Regardless: true } delay:
                // From here on the caller may go whenever it likes.
                http.RequestAborted = CancellationToken.None;
                await Task.Delay(delay.Duration, clock);
                await next(http);
                break;
            case FaultAction.Delay delay:
                await WaitAsync(http, delay.Duration);
                await next(http);
                break;
            case FaultAction.Hang hang:
                if (hang.AfterWork)
                {
                    await WorkAsync(http, recorded, Stream.Null);
                }

                recorded.Dropped = true;
                await WaitAsync(http, Timeout.InfiniteTimeSpan);
                break;
            case FaultAction.Dribble dribble:
                await DribbleAsync(http, recorded, dribble.Duration);
                break;
            case FaultAction.Shut shut:
                // This connection too: the next request is to need a new one.
                http.Response.Headers.Connection = "close";
                await door.ShutAsync(shut.Duration);
                await next(http);
                break;
            case FaultAction.Change change:
                await ChangeAsync(http, recorded, change);
                break;
            case FaultAction.Meanwhile meanwhile:
                await MeanwhileAsync(http, recorded, meanwhile);
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
        duration == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(duration, clock, http.RequestAborted);

    /// <summary>Lets the service do its work, with its answer going elsewhere than to the caller.</summary>
    private async Task WorkAsync(HttpContext http, RecordedRequest recorded, Stream answer)
    {
        var wire = http.Response.Body;
        http.Response.Body = answer;
        await next(http);
        http.Response.Body = wire;
        log.Update(recorded.Index, request => request with { Outcome = http.Response.StatusCode });
    }

    /// <summary>Lets the service do its work for a caller that has gone.</summary>
    private Task WorkRegardlessAsync(HttpContext http, RecordedRequest recorded)
    {
        recorded.Dropped = true;
        http.RequestAborted = CancellationToken.None;
        return WorkAsync(http, recorded, Stream.Null);
    }

    private async Task MeanwhileAsync(HttpContext http, RecordedRequest recorded, FaultAction.Meanwhile meanwhile)
    {
        using var answer = new MemoryStream();
        if (meanwhile.AfterWork)
        {
            await WorkAsync(http, recorded, answer);
        }

        if (!await meanwhile.HappensAsync(http.RequestAborted))
        {
            Drop(http, recorded);
        }
        else if (!meanwhile.AfterWork)
        {
            await next(http);
        }
        else if (answer.Length > 0)
        {
            await http.Response.Body.WriteAsync(answer.ToArray(), http.RequestAborted);
        }
    }

    private async Task ChangeAsync(HttpContext http, RecordedRequest recorded, FaultAction.Change change)
    {
        using var answer = new MemoryStream();
        await WorkAsync(http, recorded, answer);
        if (answer.Length > 0)
        {
            http.Response.ContentLength = null;
            await http.Response.Body.WriteAsync(change.Body(answer.ToArray()), http.RequestAborted);
        }
    }

    private async Task CutOffAsync(HttpContext http, RecordedRequest recorded)
    {
        using var answer = new MemoryStream();
        await WorkAsync(http, recorded, answer);
        if (answer.Length > 0)
        {
            await http.Response.Body.WriteAsync(answer.ToArray().AsMemory(0, (int)answer.Length / 2));
            await http.Response.Body.FlushAsync();
        }
        else
        {
            // There is no body to cut: so it is the status line, past the server, which knows no half ones.
            var wire = http.Features.GetRequiredFeature<IConnectionTransportFeature>().Transport.Output;
            await wire.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {http.Response.StatusCode} "));
        }

        Drop(http, recorded);
    }

    private async Task DribbleAsync(HttpContext http, RecordedRequest recorded, TimeSpan duration)
    {
        using var answer = new MemoryStream();
        await WorkAsync(http, recorded, answer);
        var bytes = answer.ToArray();
        if (bytes.Length == 0)
        {
            await WaitAsync(http, duration);
            return;
        }

        var drops = Math.Min(bytes.Length, MostDrops);
        for (var drop = 1; drop <= drops; drop++)
        {
            await WaitAsync(http, duration / drops);
            await http.Response.Body.WriteAsync(bytes.AsMemory((drop - 1)..(drop == drops ? bytes.Length : drop)), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private async Task AnswerAsync(HttpContext http, FaultAction.Answer answer)
    {
        if (answer.RetryAfter is not null)
        {
            http.Response.Headers.RetryAfter = answer.RetryAfter;
        }

        if (answer.RetryAfterDate is { } wait)
        {
            http.Response.Headers.RetryAfter = (clock.GetUtcNow() + wait).ToString("R", CultureInfo.InvariantCulture);
        }

        var phrase = ReasonPhrases.GetReasonPhrase(answer.Status);
        if (answer.Json is { } json)
        {
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = MediaTypeNames.Application.Json;
            await http.Response.WriteAsync(json, http.RequestAborted);
        }
        else if (answer.Html)
        {
            var heading = $"{answer.Status} {phrase}";
            http.Response.StatusCode = answer.Status;
            http.Response.ContentType = MediaTypeNames.Text.Html;
            await http.Response.WriteAsync(
                $"<!doctype html><html><head><title>{heading}</title></head><body><h1>{heading}</h1></body></html>\n",
                http.RequestAborted);
        }
        else
        {
            await JsonAnswer.Failure((HttpStatusCode)answer.Status, phrase).ExecuteAsync(http);
        }
    }
}
