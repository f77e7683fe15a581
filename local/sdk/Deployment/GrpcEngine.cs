using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace Pulumi;

/// <summary>The engine as a program sees it: it takes resources, says what became of them, and shows messages.</summary>
internal interface IEngine
{
    Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request);

    Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request);

    Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request);

    Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request);

    /// <summary>Says that the program has declared all it has, and waits until it may exit.</summary>
    Task SignalAndWaitForShutdownAsync();

    Task LogAsync(LogRequest request);
}

/// <summary>The engine at the other end of the wire.</summary>
internal sealed class GrpcEngine(string monitorAddress, string engineAddress) : IEngine, IDisposable
{
    private readonly GrpcChannel _monitorChannel = Connect(monitorAddress);
    private readonly GrpcChannel _engineChannel = Connect(engineAddress);

    private ResourceMonitor.ResourceMonitorClient Monitor => new(_monitorChannel);

    public async Task<ResourceInvokeResponse> InvokeAsync(ResourceInvokeRequest request) => await Monitor.InvokeAsync(request);

    public async Task<ReadResourceResponse> ReadResourceAsync(Resource resource, ReadResourceRequest request) =>
        await Monitor.ReadResourceAsync(request);

    public async Task<RegisterResourceResponse> RegisterResourceAsync(Resource resource, RegisterResourceRequest request) =>
        await Monitor.RegisterResourceAsync(request);

    public async Task RegisterResourceOutputsAsync(RegisterResourceOutputsRequest request) =>
        await Monitor.RegisterResourceOutputsAsync(request);

    public async Task SignalAndWaitForShutdownAsync() => await Monitor.SignalAndWaitForShutdownAsync(new Empty());

    public async Task LogAsync(LogRequest request) => await new Engine.EngineClient(_engineChannel).LogAsync(request);

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
