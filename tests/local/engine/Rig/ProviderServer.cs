using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>Serves a provider within the test, for an engine to attach to.</summary>
internal sealed class ProviderServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ProviderServer(WebApplication application)
    {
        _application = application;
        Port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public int Port { get; }

    public static async Task<ProviderServer> StartAsync(ThingProvider provider)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(provider);
        builder.Services.AddGrpc();
        var application = builder.Build();
        application.MapGrpcService<ThingProvider>();
        await application.StartAsync();
        return new ProviderServer(application);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }
}
