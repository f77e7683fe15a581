using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Local.Engine.Processes;
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

    private PluginConnection(GrpcChannel channel, ChildProcess? process, ProviderFeatures? features, TimeProvider time)
    {
        _channel = channel;
        _process = process;
        _time = time;
        Features = features;
        Client = new ResourceProvider.ResourceProviderClient(channel);
    }

    public ResourceProvider.ResourceProviderClient Client { get; }

    /// <summary>What the handshake said; null when the plugin knows of none, so that its configuration will say.</summary>
    public ProviderFeatures? Features { get; }

    /// <summary>Connects to a plugin that runs already.</summary>
    /// <exception cref="ProviderException">It does not answer.</exception>
    public static async Task<PluginConnection> AttachAsync(
        string package,
        int port,
        string engineAddress,
        TimeProvider time,
        CancellationToken cancellationToken)
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
        var process = StartProcess(command.With(engineAddress), environment, line => Pass(firstLine, line, log), log);
        try
        {
            var port = await ReadPortAsync(package, command, process, firstLine.Task, time, cancellationToken);
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

    private static ChildProcess StartProcess(
        LaunchCommand command,
        IReadOnlyDictionary<string, string> environment,
        Action<string> onOutput,
        Action<string> onError)
    {
        try
        {
            return ChildProcess.Start(command, environment, onOutput, onError, ownSession: true);
        }
        catch (IOException exception)
        {
            throw new ProviderException(exception.Message, exception);
        }
    }

    private static void Pass(TaskCompletionSource<string> firstLine, string line, Action<string> log)
    {
        if (!firstLine.TrySetResult(line))
        {
            log(line);
        }
    }

    private static async Task<int> ReadPortAsync(
        string package,
        LaunchCommand command,
        ChildProcess process,
        Task<string> firstLine,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var timeout = Task.Delay(Readiness, time, cancellationToken);
        var first = await Task.WhenAny(firstLine, process.Completion, timeout);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == timeout)
        {
            throw new ProviderException(
                $"the provider for '{package}' did not print its port within {Readiness.TotalSeconds:0} s ({command})");
        }

        if (!firstLine.IsCompleted)
        {
            throw new ProviderException(
                $"the provider for '{package}' ended with code {await process.Completion} before it printed its port ({command})");
        }

        var line = await firstLine;
        return ushort.TryParse(line, out var port)
            ? port
            : throw new ProviderException($"the provider for '{package}' should print its port first, but printed '{line}' ({command})");
    }

    private static async Task<PluginConnection> ConnectAsync(
        string package,
        int port,
        ChildProcess? process,
        ProviderHandshakeRequest handshake,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var channel = LocalChannel.To(port);
        try
        {
            using var readiness = new CancellationTokenSource(Readiness, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(readiness.Token, cancellationToken);
            await channel.ConnectAsync(either.Token);
            var features = await HandshakeAsync(new ResourceProvider.ResourceProviderClient(channel), handshake, package, either.Token);
            return new PluginConnection(channel, process, features, time);
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or SocketException
            && !cancellationToken.IsCancellationRequested)
        {
            channel.Dispose();
            throw new ProviderException($"the provider for '{package}' does not answer on port {port}", exception);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    private static async Task<ProviderFeatures?> HandshakeAsync(
        ResourceProvider.ResourceProviderClient client,
        ProviderHandshakeRequest request,
        string package,
        CancellationToken cancellationToken)
    {
        request.ConfigureWithUrn = true;
        request.InvokeWithPreview = true;
        try
        {
            var response = await client.HandshakeAsync(request, cancellationToken: cancellationToken);
            // A provider that shakes hands supports previews: the protocol says so.
            return new ProviderFeatures(response.AcceptSecrets, response.AcceptResources, response.AcceptOutputs, Preview: true);
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Unimplemented)
        {
            return null;
        }
        catch (RpcException failure)
        {
            throw ProviderErrors.From(failure, package);
        }
    }
}
