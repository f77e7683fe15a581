using Grpc.Net.Client;

namespace PulumiOrgs.Framework.Serving;

/// <summary>Where an engine listens, on this machine as a rule.</summary>
/// <param name="Url">The address as gRPC wants it.</param>
internal sealed record EngineAddress(Uri Url)
{
    /// <summary>Reads <c>host:port</c>; null when the text is no such thing.</summary>
    public static EngineAddress? Parse(string text) =>
        Uri.TryCreate($"http://{text}", UriKind.Absolute, out var url)
        && url.Port > 0
        && string.Equals(text, $"{url.Host}:{url.Port}", StringComparison.OrdinalIgnoreCase)
            ? new EngineAddress(url)
            : null;

    /// <summary>Prepares a connection, which the first call opens.</summary>
    public GrpcChannel Connect() => GrpcChannel.ForAddress(Url, new GrpcChannelOptions
    {
        HttpHandler = Network(),
        DisposeHttpClient = true,
    });

    /// <summary>What carries messages to an engine.</summary>
    // A proxy of the environment cannot reach this machine, and what is said to the engine is nothing for it.
    public static SocketsHttpHandler Network() => new() { UseProxy = false };

    public override string ToString() => Url.Authority;
}
