using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using PulumiOrgs.Local.Engine.Providers;

namespace PulumiOrgs.Build;

/// <summary>The plugin without an engine, and a connection to it. Of this machine's Pulumi settings it has none.</summary>
internal sealed class PluginProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _errors = [];

    private PluginProcess(Process process, int port)
    {
        Process = process;
        Channel = LocalChannel.To(port);
        Process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public GrpcChannel Channel { get; }

    /// <summary>What it wrote to stderr so far, line by line.</summary>
    public IEnumerable<string> Errors => _errors;

    /// <summary>Starts a native binary or a build for development, and waits for its port.</summary>
    public static async Task<PluginProcess> StartAsync(
        string file, IEnumerable<(string Name, string Value)> environment, CancellationToken cancellationToken)
    {
        var isManaged = Path.GetExtension(file) == ".dll";
        var start = new ProcessStartInfo(isManaged ? "dotnet" : file, isManaged ? [file] : [])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(static name => name.StartsWith("PULUMI_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var port = await process.StandardOutput.ReadLineAsync(cancellationToken);
        return new PluginProcess(process, int.Parse(port ?? "", NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
    }
}
