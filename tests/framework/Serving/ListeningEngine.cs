using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>An engine that has a log, collects spans, and does nothing else.</summary>
internal sealed class ListeningEngine : Engine.EngineBase, IAsyncDisposable
{
    private readonly Channel<LogRequest> _log = Channel.CreateUnbounded<LogRequest>();
    private readonly ConcurrentQueue<string> _spans = new();
    private readonly WebApplication _server;

    private ListeningEngine()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        _server = builder.Build();
        _server.MapGrpcService<ListeningEngine>();
        _server.MapPost("/opentelemetry.proto.collector.trace.v1.TraceService/Export", CollectAsync);
    }

    /// <summary>As <c>host:port</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the answer to a line waits for.</summary>
    public Func<CancellationToken, Task> Pace { get; init; } = static _ => Task.CompletedTask;

    public static Task<ListeningEngine> StartAsync() => StartAsync(new ListeningEngine());

    /// <summary>Starts one that hears each line, and answers none.</summary>
    public static Task<ListeningEngine> StartHangingAsync() =>
        StartAsync(new ListeningEngine { Pace = static cancellationToken => Task.Delay(Timeout.Infinite, cancellationToken) });

    /// <summary>The next line that it was told.</summary>
    public async Task<(LogSeverity Severity, string Urn, string Message)> NextAsync()
    {
        var line = await _log.Reader.ReadAsync(TestContext.Current.CancellationToken);
        return (line.Severity, line.Urn, line.Message);
    }

    /// <summary>The spans that it was sent so far: their bytes, of which the texts can be read.</summary>
    public string Spans => string.Concat(_spans);

    public override async Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        _log.Writer.TryWrite(request);
        await Pace(context.CancellationToken);
        return new Empty();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task CollectAsync(HttpContext call)
    {
        using var spans = new StreamReader(call.Request.Body, Encoding.Latin1);
        _spans.Enqueue(await spans.ReadToEndAsync());
        call.Response.ContentType = "application/grpc";
        // An empty message.
        await call.Response.Body.WriteAsync(new byte[5]);
        call.Response.AppendTrailer("grpc-status", "0");
    }

    private static async Task<ListeningEngine> StartAsync(ListeningEngine engine)
    {
        await engine._server.StartAsync(TestContext.Current.CancellationToken);
        engine.Address = new Uri(engine._server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;
        return engine;
    }
}
