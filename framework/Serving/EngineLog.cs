using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Framework.Declaring;
using Pulumirpc;

namespace PulumiOrgs.Framework.Serving;

/// <summary>The engine's log, where the user sees what a provider has to say besides its answers.</summary>
public sealed class EngineLog : IDeploymentLog, IDisposable
{
    private readonly Lock _gate = new();
    private EngineAddress? _address;
    private GrpcChannel? _channel;

    /// <summary>The engine's address; null while it is not known.</summary>
    internal string? Address
    {
        get
        {
            lock (_gate)
            {
                return _address?.ToString();
            }
        }
    }

    /// <summary>Takes the engine's address: <c>host:port</c>. The first warning connects: most runs have none.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal void Connect(string address) =>
        Connect(EngineAddress.Parse(address) ?? throw new ArgumentException($"'{address}' is not an engine's address of the form host:port"));

    /// <inheritdoc cref="Connect(string)"/>
    internal void Connect(EngineAddress address)
    {
        lock (_gate)
        {
            if (address == _address)
            {
                return;
            }

            _address = address;
            _channel?.Dispose();
            _channel = null;
        }
    }

    public Task InformAsync(string urn, string message, CancellationToken cancellationToken) =>
        LogAsync(LogSeverity.Info, urn, message, cancellationToken);

    public Task WarnAsync(string urn, string message, CancellationToken cancellationToken) =>
        LogAsync(LogSeverity.Warning, urn, message, cancellationToken);

    // An engine that cannot be reached is no reason to fail what the message is about.
    private async Task LogAsync(LogSeverity severity, string urn, string message, CancellationToken cancellationToken)
    {
        if (Channel() is not { } channel)
        {
            return;
        }

        try
        {
            await new Engine.EngineClient(channel)
                .LogAsync(new LogRequest { Severity = severity, Message = message, Urn = urn }, cancellationToken: cancellationToken);
        }
        catch (Exception failure) when (failure is RpcException or ObjectDisposedException)
        {
            // Whoever broke the call off is told so in the provider's words, not in those of gRPC.
            cancellationToken.ThrowIfCancellationRequested();
            await Console.Error.WriteLineAsync($"{severity.ToString().ToLowerInvariant()}: {message}");
        }
    }

    public void Dispose() => _channel?.Dispose();

    private GrpcChannel? Channel()
    {
        lock (_gate)
        {
            return _channel ??= _address?.Connect();
        }
    }
}
