using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Framework;

namespace PulumiOrgs.Provider.Service;

/// <summary>Runs the plugin as the engine expects it: serve on a free port of this machine, print the port, stop when told.</summary>
internal static class PluginHost
{
    // The engine waits five seconds between its interrupt and the kill.
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(ProviderPackage package, IReadOnlyList<string> arguments)
    {
        // Before the port is told: whoever knows the port may interrupt.
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        using var log = new EngineLog();
        if (EngineAddress(arguments) is { } engine)
        {
            log.Connect(engine);
        }

        using var service = new ProviderService(package, log);
        await using var server = Build(service);
        await server.StartAsync().ConfigureAwait(false);

        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        await Console.Out.WriteLineAsync(new Uri(address).Port.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await Console.Out.FlushAsync().ConfigureAwait(false);

        await stop.Task.ConfigureAwait(false);
        service.CancelAll();
        using var grace = new CancellationTokenSource(ShutdownGrace);
        await server.StopAsync(grace.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    // Flags (--logtostderr, -v=9, --tracing x) are the engine's own; its address is the last argument that is none.
    private static string? EngineAddress(IReadOnlyList<string> arguments) =>
        arguments.LastOrDefault(static argument => !argument.StartsWith('-') && EngineLog.IsAddress(argument));

    private static WebApplication Build(ProviderService service)
    {
        // The empty builder reads no files and logs nothing: nothing may stand on stdout before the port.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            // The engine on a busy machine may be slow to send and to read; it is no attacker.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            // An engine has one connection, and on it a Cancel must not wait behind the calls that it is to cancel.
            kestrel.Limits.Http2.MaxStreamsPerConnection = int.MaxValue;
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(service);
        builder.Services.AddGrpc(static grpc =>
        {
            grpc.MaxReceiveMessageSize = ProtocolLimits.MaxMessageSize;
            grpc.MaxSendMessageSize = ProtocolLimits.MaxMessageSize;
        });
        builder.Logging.AddFilter(static level => level >= LogLevel.Error);

        var server = builder.Build();
        server.MapGrpcService<ProviderService>();
        return server;
    }
}
