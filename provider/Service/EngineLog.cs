using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Provider.Framework;
using Pulumirpc;

namespace PulumiOrgs.Provider.Service;

/// <summary>The engine's log, where the user sees what a provider has to say besides its answers.</summary>
internal sealed class EngineLog : IDeploymentLog, IDisposable
{
    private readonly Lock _gate = new();
    private Uri? _address;
    private GrpcChannel? _channel;

    /// <summary>Says whether a text can be an engine's address.</summary>
    public static bool IsAddress(string text) => ToUrl(text) is not null;

    /// <summary>Takes the engine's address: <c>host:port</c>. The first warning connects: most runs have none.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public void Connect(string address)
    {
        var url = ToUrl(address) ?? throw new ArgumentException($"'{address}' is not an engine's address of the form host:port");
        lock (_gate)
        {
            if (url == _address)
            {
                return;
            }

            _address = url;
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
                .LogAsync(new LogRequest { Severity = severity, Message = message, Urn = urn }, cancellationToken: cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Cancelled)
        {
            await Console.Error.WriteLineAsync($"{severity.ToString().ToLowerInvariant()}: {message}").ConfigureAwait(false);
        }
    }

    public void Dispose() => _channel?.Dispose();

    private GrpcChannel? Channel()
    {
        lock (_gate)
        {
            return _channel ??= _address is null ? null : GrpcChannel.ForAddress(_address);
        }
    }

    private static Uri? ToUrl(string address) =>
        address.Contains(':') && Uri.TryCreate($"http://{address}", UriKind.Absolute, out var url) && url.PathAndQuery == "/" ? url : null;
}
