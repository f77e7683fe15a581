using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Monitor;

/// <summary>Serves monitor and engine to programs and providers: gRPC on this machine only, HTTP/2 without TLS.</summary>
internal sealed class MonitorServer : IAsyncDisposable
{
    // Each registration waits in a stream of its own; the usual limit would hold a large program up.
    private const int MaxStreams = 100_000;

    private readonly WebApplication _application;

    private MonitorServer(WebApplication application)
    {
        _application = application;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single()).Authority;
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public static async Task<MonitorServer> StartAsync(MonitorSession session, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreams;
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddSingleton<IHostLifetime, UnattendedLifetime>();
        builder.Services.AddSingleton(new ResourceMonitorService(session));
        builder.Services.AddSingleton(new EngineService(session));
        builder.Services.AddGrpc(static grpc =>
        {
            grpc.MaxReceiveMessageSize = ProtocolLimits.MaxMessageSize;
            grpc.MaxSendMessageSize = ProtocolLimits.MaxMessageSize;
        });
        var application = builder.Build();
        application.MapGrpcService<ResourceMonitorService>();
        application.MapGrpcService<EngineService>();
        await application.StartAsync(cancellationToken);
        return new MonitorServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        // A program that was cut off may leave calls open; nobody waits for their answers.
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    /// <summary>The usual lifetime would stop the server at Ctrl-C, when steps that are under way still need it.</summary>
    private sealed class UnattendedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
