using System.Net;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Framework.Serving;

/// <summary>Serves the plugin protocol on a free port of this machine.</summary>
/// <remarks>
/// Kestrel and gRPC without the web host around them: a plugin has one caller and some twenty methods, and reads no
/// settings, so the host's configuration, lifetimes, middleware and router would only be paid for, at the start and in
/// each call.
/// </remarks>
internal sealed class PluginServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly KestrelServer _kestrel;

    public PluginServer(ProviderService service)
    {
        _services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(service)
            .AddSingleton<IServiceMethodProvider<ProviderService>, ProviderMethods>()
            .AddGrpc(static grpc =>
            {
                grpc.MaxReceiveMessageSize = ProtocolLimits.MaxMessageSize;
                grpc.MaxSendMessageSize = ProtocolLimits.MaxMessageSize;
            })
            .Services
            .BuildServiceProvider();
        _kestrel = new KestrelServer(
            Options.Create(Settings()),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
    }

    /// <summary>Starts serving and tells the port.</summary>
    public async Task<int> StartAsync(CancellationToken cancellationToken)
    {
        var endpoints = new Endpoints(_services);
        endpoints.MapGrpcService<ProviderService>();
        await _kestrel.StartAsync(new Application(_services, endpoints.ByPath()), cancellationToken);
        return new Uri(_kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()).Port;
    }

    /// <summary>Takes no more calls and waits for those under way, until it is cancelled.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _kestrel.StopAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _kestrel.Dispose();
        return _services.DisposeAsync();
    }

    private static KestrelServerOptions Settings()
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = null;
        // The engine on a busy machine may be slow to send and to read; it is no attacker.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // An engine has one connection, and on it a Cancel must not wait behind the calls that it is to cancel.
        kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
        kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        return kestrel;
    }

    /// <summary>Where the gRPC library puts the methods that it serves.</summary>
    private sealed class Endpoints(IServiceProvider services) : IEndpointRouteBuilder
    {
        public IServiceProvider ServiceProvider => services;

        public ICollection<EndpointDataSource> DataSources { get; } = [];

        public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

        // Besides the methods there are patterns that catch what is not one of them; here the application does that.
        public Dictionary<string, RequestDelegate> ByPath() => DataSources
            .SelectMany(static source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.Parameters.Count == 0)
            .ToDictionary(static endpoint => endpoint.RoutePattern.RawText!, static endpoint => endpoint.RequestDelegate!, StringComparer.Ordinal);
    }

    /// <summary>Hands each call to its method.</summary>
    private sealed class Application(IServiceProvider services, Dictionary<string, RequestDelegate> methods) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures) { RequestServices = services };

        public Task ProcessRequestAsync(HttpContext context) => methods.TryGetValue(context.Request.Path.Value ?? "", out var method)
            ? method(context)
            : RefuseAsync(context.Response);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }

        private static Task RefuseAsync(HttpResponse response)
        {
            response.ContentType = "application/grpc";
            response.Headers["grpc-status"] = ((int)StatusCode.Unimplemented).ToString(System.Globalization.CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = "the plugin does not know this method";
            return Task.CompletedTask;
        }
    }
}
