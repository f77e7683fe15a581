using System.Globalization;
using System.Runtime.InteropServices;
using Grpc.Health.V1;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Serving;

/// <summary>
/// Runs the plugin as the engine expects it: serve on a free port of this machine, print the port, stop when told, or when
/// the engine is gone.
/// </summary>
public static class PluginHost
{
    // The engine waits five seconds between its interrupt and the kill: for what is under way, and for its answers on their way.
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan AnswerGrace = TimeSpan.FromSeconds(0.5);

    /// <summary>Serves to the end, for packages that need to know nothing of their neighbours and tell nothing unasked. The answer is the exit code.</summary>
    public static async Task<int> RunAsync(ProviderPackage package, IReadOnlyList<string> arguments)
    {
        using var neighbours = new Neighbours(package.Description.Name);
        using var log = new EngineLog();
        return await RunAsync(package, neighbours, log, arguments);
    }

    /// <summary>Serves to the end. The answer is the exit code.</summary>
    public static async Task<int> RunAsync(ProviderPackage package, Neighbours neighbours, EngineLog log, IReadOnlyList<string> arguments)
    {
        PluginArguments given;
        try
        {
            given = PluginArguments.Parse(arguments);
        }
        catch (ArgumentException fault)
        {
            await Console.Error.WriteLineAsync($"error: {fault.Message}; `pulumi-resource-{package.Description.Name} --help` tells what there is");
            return 1;
        }

        // Before the port is told: whoever knows the port may interrupt.
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        var engine = given.Engine;
        if (engine is not null)
        {
            log.Connect(engine);
        }

        using var tracing = new Tracing(package, given.Verbosity, Environment.GetEnvironmentVariable(Tracing.EndpointVariable), Console.Error);
        var service = new ProviderService(package, log, neighbours);
        await using var server = new PluginServer(service);
        var port = await server.StartAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(port.ToString(CultureInfo.InvariantCulture));
        await Console.Out.FlushAsync();

        if (engine is null)
        {
            // Started by hand: engines attach to it and go, and it stays.
            await stop.Task;
        }
        else
        {
            await UntilStoppedAsync(engine, stop.Task);
        }

        await ((Task)service.StopAsync().WaitAsync(ShutdownGrace)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using var grace = new CancellationTokenSource(AnswerGrace);
        await server.StopAsync(grace.Token);
        return 0;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    private static async Task UntilStoppedAsync(EngineAddress engine, Task stop)
    {
        using var end = new CancellationTokenSource();
        using var channel = engine.Connect();
        var gone = new EngineWatch(new Health.HealthClient(channel), TimeProvider.System).UntilGoneAsync(end.Token);
        if (await Task.WhenAny(stop, gone) == gone)
        {
            await gone;
            await Console.Error.WriteLineAsync($"the engine at {engine} does not answer any more, so the plugin ends");
        }

        await end.CancelAsync();
    }
}
