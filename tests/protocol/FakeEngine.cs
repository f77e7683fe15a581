using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using PulumiOrgs.Provider.ProtocolTests.Otlp;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>The engine's own services, as far as a provider uses them: the log, and where spans are collected.</summary>
internal sealed class FakeEngine : Engine.EngineBase, IAsyncDisposable
{
    private readonly Channel<LogRequest> _log = Channel.CreateUnbounded<LogRequest>();
    private readonly ConcurrentQueue<ResourceSpans> _spans = new();
    private readonly WebApplication _server;

    private FakeEngine()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        _server = builder.Build();
        _server.MapGrpcService<FakeEngine>();
        _server.MapGrpcService<SpanService>();
    }

    /// <summary>As <c>host:port</c>.</summary>
    public string Address => new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Authority;

    /// <summary>The spans that it was sent so far, of whatever process.</summary>
    public IReadOnlyList<Span> Spans => [.. _spans.SelectMany(static process => process.ScopeSpans).SelectMany(static scope => scope.Spans)];

    /// <summary>Who sent them.</summary>
    public IReadOnlyList<SpanResource> SpanSenders => [.. _spans.Select(static process => process.Resource)];

    public static async Task<FakeEngine> StartAsync(CancellationToken cancellationToken)
    {
        var engine = new FakeEngine();
        await engine._server.StartAsync(cancellationToken);
        return engine;
    }

    /// <summary>The next message that it was sent.</summary>
    public ValueTask<LogRequest> NextAsync(CancellationToken cancellationToken) => _log.Reader.ReadAsync(cancellationToken);

    public override async Task<Empty> Log(LogRequest request, ServerCallContext context)
    {
        await _log.Writer.WriteAsync(request, context.CancellationToken);
        return new Empty();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private sealed class SpanService(FakeEngine engine) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var process in request.ResourceSpans)
            {
                engine._spans.Enqueue(process);
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }
}
