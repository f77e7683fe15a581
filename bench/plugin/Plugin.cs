using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Grpc.Net.Client;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Engine.Providers;

namespace PulumiOrgs.Bench;

/// <summary>The plugin as a process.</summary>
internal sealed class Plugin : IAsyncDisposable
{
    private const int Interrupt = 2;

    private readonly Process _process;

    private Plugin(Process process, int port, TimeSpan untilPort)
    {
        _process = process;
        Port = port;
        UntilPort = untilPort;
    }

    public int Port { get; }

    /// <summary>From the start of the process to the line with the port.</summary>
    public TimeSpan UntilPort { get; }

    public Usage Usage => Usage.Of(_process.Id);

    /// <summary>Starts it, for a cloud or for none.</summary>
    public static async Task<Plugin> StartAsync(string binary, EmulatedCloud? cloud = null)
    {
        var start = new ProcessStartInfo(binary) { RedirectStandardOutput = true };
        if (cloud is not null)
        {
            start.Environment["PULUMI_ACCESS_TOKEN"] = cloud.AccessToken;
            start.Environment["PULUMI_BACKEND_URL"] = cloud.Url.ToString();
        }

        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new Plugin(process, int.Parse(line ?? "", NumberStyles.None, CultureInfo.InvariantCulture), Stopwatch.GetElapsedTime(began));
    }

    /// <summary>A connection of an engine's kind.</summary>
    public GrpcChannel Connect() => LocalChannel.To(Port);

    public async ValueTask DisposeAsync()
    {
        _ = Kill(_process.Id, Interrupt);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
