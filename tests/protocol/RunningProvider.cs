using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>A provider process and the engine's end of the connection to it.</summary>
public sealed class RunningProvider : IAsyncDisposable
{
    private readonly GrpcChannel _channel;

    private RunningProvider(ProviderProcess process)
    {
        Process = process;
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{process.Port}", new GrpcChannelOptions
        {
            // As an engine, which is written in Go, has it.
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = ProtocolLimits.MaxMessageSize,
            MaxSendMessageSize = ProtocolLimits.MaxMessageSize,
        });
        Calls = new ResourceProvider.ResourceProviderClient(_channel.Intercept(new SecretGuard()));
    }

    public ProviderProcess Process { get; }

    public ResourceProvider.ResourceProviderClient Calls { get; }

    public static Task<RunningProvider> StartAsync(CancellationToken cancellationToken) => StartAsync([], [], cancellationToken);

    public static async Task<RunningProvider> StartAsync(
        IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        new(await ProviderProcess.StartAsync(environment, arguments, cancellationToken));

    /// <summary>Configures it as an engine of today does.</summary>
    public async Task ConfigureAsync(PropertyMap configuration, CancellationToken cancellationToken) => await Calls.ConfigureAsync(
        new ConfigureRequest { Args = WireCodec.ToStruct(configuration), AcceptSecrets = true, AcceptResources = true },
        cancellationToken: cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Process.DisposeAsync();
    }
}
