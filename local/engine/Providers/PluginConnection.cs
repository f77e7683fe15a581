using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>The line to a plugin, and its process if the engine started it.</summary>
public sealed class PluginConnection : IAsyncDisposable
{
    private static readonly TimeSpan Readiness = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly GrpcChannel _channel;
    private readonly ChildProcess? _process;
    private readonly TimeProvider _time;

    private PluginConnection(GrpcChannel channel, ChildProcess? process, TimeProvider time)
    {
        _channel = channel;
        _process = process;
        _time = time;
        Client = new ResourceProvider.ResourceProviderClient(channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>Connects to a plugin that runs already.</summary>
    /// <exception cref="ProviderException">It does not answer.</exception>
    public static async Task<PluginConnection> AttachAsync(
        string package, int port, string engineAddress, TimeProvider time, CancellationToken cancellationToken)
    {
        var handshake = new ProviderHandshakeRequest { EngineAddress = engineAddress };
        var connection = await ConnectAsync(package, port, null, handshake, time, cancellationToken);
        try
        {
            await connection.Client.AttachAsync(new PluginAttach { Address = engineAddress }, cancellationToken: cancellationToken);
            return connection;
        }
        catch (RpcException failure)
        {
            await connection.DisposeAsync();
            throw ProviderErrors.From(failure, package);
        }
    }

    /// <summary>Starts a plugin.</summary>
    /// <exception cref="ProviderException">It does not start, or does not answer in time.</exception>
    public static async Task<PluginConnection> StartAsync(
        string package,
        LaunchCommand command,
        IReadOnlyDictionary<string, string> environment,
        string engineAddress,
        Action<string> log,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var firstLine = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = StartProcess();
        try
        {
            var port = await ReadPortAsync();
            var handshake = new ProviderHandshakeRequest
            {
                EngineAddress = engineAddress,
                RootDirectory = command.Directory,
                ProgramDirectory = command.Directory,
            };
            return await ConnectAsync(package, port, process, handshake, time, cancellationToken);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        ChildProcess StartProcess()
        {
            try
            {
                return ChildProcess.Start(command.With(engineAddress), environment, OnOutput, log, ownSession: true);
            }
            catch (IOException exception)
            {
                throw new ProviderException(exception.Message, exception);
            }
        }

        void OnOutput(string line)
        {
            if (!firstLine.TrySetResult(line))
            {
                log(line);
            }
        }

        async Task<int> ReadPortAsync()
        {
            var timeout = Task.Delay(Readiness, time, cancellationToken);
            var first = await Task.WhenAny(firstLine.Task, process.Completion, timeout);
            cancellationToken.ThrowIfCancellationRequested();
            return first == timeout ? throw Fault($"did not print its port within {Readiness.TotalSeconds:0} s")
                : !firstLine.Task.IsCompleted ? throw Fault($"ended with code {await process.Completion} before it printed its port")
                : ushort.TryParse(await firstLine.Task, out var port) ? port
                : throw Fault($"should print its port first, but printed '{await firstLine.Task}'");
        }

        ProviderException Fault(string what) => new($"the provider for '{package}' {what} ({command.With(engineAddress)})");
    }

    /// <summary>Stops the plugin if the engine started it: first it is asked, after a while it is made to.</summary>
    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (_process is null)
        {
            return;
        }

        _process.Interrupt();
        try
        {
            await _process.Completion.WaitAsync(Grace, _time);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        await _process.DisposeAsync();
    }

    private static async Task<PluginConnection> ConnectAsync(
        string package,
        int port,
        ChildProcess? process,
        ProviderHandshakeRequest handshake,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var connection = new PluginConnection(LocalChannel.To(port), process, time);
        try
        {
            using var readiness = new CancellationTokenSource(Readiness, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(readiness.Token, cancellationToken);
            await connection._channel.ConnectAsync(either.Token);
            handshake.ConfigureWithUrn = true;
            handshake.InvokeWithPreview = true;
            var response = await connection.Client.HandshakeAsync(handshake, cancellationToken: either.Token);
            return response.AcceptSecrets
                ? connection
                : throw new ProviderException($"the provider for '{package}' takes no secrets; this engine works with those that do");
        }
        catch (Exception exception)
        {
            connection._channel.Dispose();
            throw exception switch
            {
                RpcException { StatusCode: StatusCode.Unimplemented } =>
                    new ProviderException(
                        $"the provider for '{package}' knows no handshake; this engine works with those that do",
                        exception),
                RpcException failure => ProviderErrors.From(failure, package),
                OperationCanceledException or HttpRequestException or SocketException when !cancellationToken.IsCancellationRequested =>
                    new ProviderException($"the provider for '{package}' does not answer on port {port}", exception),
                _ => exception,
            };
        }
    }
}

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
