using Grpc.Net.Client;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>gRPC to a process on this machine, which never goes through a proxy.</summary>
public static class LocalChannel
{
    public static GrpcChannel To(int port) => To($"127.0.0.1:{port}");

    /// <param name="address">Host and port.</param>
    public static GrpcChannel To(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { UseProxy = false, EnableMultipleHttp2Connections = true },
        DisposeHttpClient = true,
        MaxReceiveMessageSize = ProtocolLimits.MaxMessageSize,
        MaxSendMessageSize = ProtocolLimits.MaxMessageSize,
    });
}
