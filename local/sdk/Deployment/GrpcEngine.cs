using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace Pulumi;

/// <summary>The engine at the other end of the wire.</summary>
internal sealed class GrpcEngine(string monitorAddress, string engineAddress) : IMonitor, IEngine, IDisposable
{
    private readonly GrpcChannel _monitorChannel = Connect(monitorAddress);
    private readonly GrpcChannel _engineChannel = Connect(engineAddress);

    private ResourceMonitor.ResourceMonitorClient Monitor => new(_monitorChannel);

    public async Task<bool> SupportsFeatureAsync(string feature) =>
        (await Monitor.SupportsFeatureAsync(new SupportsFeatureRequest { Id = feature }).ConfigureAwait(false)).HasSupport;

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) =>
        await Monitor.InvokeAsync(request).ConfigureAwait(false);

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request) =>
        await Monitor.ReadResourceAsync(request).ConfigureAwait(false);

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request) =>
        await Monitor.RegisterResourceAsync(request).ConfigureAwait(false);

    public async Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        await Monitor.RegisterResourceOutputsAsync(request).ConfigureAwait(false);

    public async Task SignalAndWaitForShutdownAsync()
    {
        try
        {
            await Monitor.SignalAndWaitForShutdownAsync(new Empty()).ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            // Engines before this call let a program exit whenever it is done.
        }
    }

    public async Task LogAsync(LogRequest request) =>
        await new Engine.EngineClient(_engineChannel).LogAsync(request).ConfigureAwait(false);

    public void Dispose()
    {
        _monitorChannel.Dispose();
        _engineChannel.Dispose();
    }

    private static GrpcChannel Connect(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        MaxReceiveMessageSize = ProtocolLimits.MaxMessageSize,
        MaxSendMessageSize = ProtocolLimits.MaxMessageSize,
        // The engine is on this machine, which the environment's proxy does not reach. A program has as many calls open as it has
        // resources; one connection may take no more than a hundred.
        HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
    });
}
