using System.Globalization;
using System.Runtime.InteropServices;
using PulumiOrgs.Provider.Framework;

namespace PulumiOrgs.Provider.Service;

/// <summary>Runs the plugin as the engine expects it: serve on a free port of this machine, print the port, stop when told.</summary>
internal static class PluginHost
{
    // The engine waits five seconds between its interrupt and the kill.
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(4);

    public static async Task RunAsync(ProviderPackage package, IReadOnlyList<string> arguments)
    {
        // Before the port is told: whoever knows the port may interrupt.
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

        using var log = new EngineLog();
        if (EngineAddress(arguments) is { } engine)
        {
            log.Connect(engine);
        }

        using var service = new ProviderService(package, log);
        await using var server = new PluginServer(service);
        var port = await server.StartAsync(CancellationToken.None).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(port.ToString(CultureInfo.InvariantCulture)).ConfigureAwait(false);
        await Console.Out.FlushAsync().ConfigureAwait(false);

        await stop.Task.ConfigureAwait(false);
        service.CancelAll();
        using var grace = new CancellationTokenSource(ShutdownGrace);
        await server.StopAsync(grace.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }

    // Flags (--logtostderr, -v=9, --tracing x) are the engine's own; its address is the last argument that is none.
    private static string? EngineAddress(IReadOnlyList<string> arguments) =>
        arguments.LastOrDefault(static argument => !argument.StartsWith('-') && EngineLog.IsAddress(argument));
}
