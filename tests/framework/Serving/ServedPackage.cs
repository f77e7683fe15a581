using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Serving;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>A package as an engine sees it: served, and called over the wire.</summary>
internal sealed class ServedPackage : IAsyncDisposable
{
    private readonly EngineLog _log;
    private readonly Neighbours _neighbours;
    private readonly PluginServer _server;
    private readonly GrpcChannel _channel;

    private ServedPackage(Neighbours neighbours, PluginServer server, EngineLog log, int port)
    {
        (_neighbours, _server, _log) = (neighbours, server, log);
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        Calls = new ResourceProvider.ResourceProviderClient(_channel);
    }

    public ResourceProvider.ResourceProviderClient Calls { get; }

    public static async Task<ServedPackage> StartAsync(ProviderPackage package)
    {
        var (log, neighbours) = (new EngineLog(), new Neighbours(package.Description.Name));
        var server = new PluginServer(new ProviderService(package, log, neighbours));
        var served = new ServedPackage(neighbours, server, log, await server.StartAsync(TestContext.Current.CancellationToken));
        await served.Calls.ConfigureAsync(new ConfigureRequest { Args = new() });
        return served;
    }

    /// <summary>Calls a method of any name with the bytes of a message.</summary>
    public async Task<Status> CallAsync(string method, byte[] message)
    {
        var bytes = Marshallers.Create(static sent => sent, static received => received);
        var call = new Method<byte[], byte[]>(MethodType.Unary, ResourceProvider.Descriptor.FullName, method, bytes, bytes);
        try
        {
            await _channel.CreateCallInvoker().AsyncUnaryCall(call, null, default, message);
            return Status.DefaultSuccess;
        }
        catch (RpcException failure)
        {
            return failure.Status;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _server.DisposeAsync();
        _neighbours.Dispose();
        _log.Dispose();
    }
}
