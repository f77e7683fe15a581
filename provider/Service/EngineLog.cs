using Grpc.Core;
using Grpc.Net.Client;
using Pulumirpc;

namespace PulumiOrgs.Provider.Service;

/// <summary>The engine's log, where the user sees what a provider has to say besides its answers.</summary>
internal sealed class EngineLog : IDisposable
{
    private GrpcChannel? _channel;

    /// <summary>Takes the engine's address: <c>host:port</c>.</summary>
    public void Connect(string address)
    {
        var previous = Interlocked.Exchange(ref _channel, GrpcChannel.ForAddress($"http://{address}"));
        previous?.Dispose();
    }

    /// <summary>Shows a warning at a resource. An engine that cannot be reached is no reason to fail what the warning is about.</summary>
    public async Task WarnAsync(string urn, string message, CancellationToken cancellationToken)
    {
        if (_channel is not { } channel)
        {
            return;
        }

        try
        {
            await new Engine.EngineClient(channel)
                .LogAsync(new LogRequest { Severity = LogSeverity.Warning, Message = message, Urn = urn }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Cancelled)
        {
            await Console.Error.WriteLineAsync($"warning: {message}").ConfigureAwait(false);
        }
    }

    public void Dispose() => _channel?.Dispose();
}
