using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>The plugin as a process of its own, started as an engine starts it.</summary>
public sealed partial class ProviderProcess : IAsyncDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];

    private ProviderProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data, _output);
        _process.ErrorDataReceived += (_, line) => Note(line.Data, _errors);
    }

    /// <summary>Where it says that it listens.</summary>
    public int Port => _port.Task.Result;

    /// <summary>What it wrote to stdout so far, line by line.</summary>
    public IReadOnlyList<string> Output => Snapshot(_output);

    /// <summary>What it wrote to stderr so far, line by line.</summary>
    public IReadOnlyList<string> Errors => Snapshot(_errors);

    /// <summary>Starts it with nothing of Pulumi's in its environment but what is given, and waits for its port.</summary>
    public static async Task<ProviderProcess> StartAsync(
        IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var provider = Start(environment, arguments);
        await provider._port.Task.WaitAsync(cancellationToken);
        return provider;
    }

    /// <summary>Runs it to its end, which must come by itself: what a person at a terminal does.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors)> RunAsync(
        IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        await using var provider = Start([], arguments);
        var exitCode = await provider.ExitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        return (exitCode, provider.Output, provider.Errors);
    }

    /// <summary>Sends what Ctrl-C sends.</summary>
    public void SendInterrupt() => Assert.Equal(0, Kill(_process.Id, Interrupt));

    /// <summary>Sends what <c>kill</c> sends.</summary>
    public void SendTerminate() => Assert.Equal(0, Kill(_process.Id, Terminate));

    /// <summary>Waits for its end, as long as an engine does before it kills, and tells its exit code.</summary>
    public Task<int> ExitAsync(CancellationToken cancellationToken) => ExitAsync(Grace, cancellationToken);

    /// <summary>Waits for its end and tells its exit code.</summary>
    /// <exception cref="TimeoutException">It is not over by then.</exception>
    public async Task<int> ExitAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(within, cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            SendInterrupt();
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }

        _process.Dispose();
        Assert.DoesNotContain(Output.Concat(Errors), line => AccessTokenValue().IsMatch(line));
    }

    /// <summary>What the emulated cloud's access tokens look like, the caller's own included.</summary>
    [GeneratedRegex("pul-[0-9a-f]{40}", RegexOptions.CultureInvariant)]
    public static partial Regex AccessTokenValue();

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private static ProviderProcess Start(IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<string> arguments)
    {
        var assembly = typeof(ProviderProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ProviderAssembly").Value!;
        var start = new ProcessStartInfo(Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? "exe" : null), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("PULUMI_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        // Nobody's login is to be found where these tests run.
        start.Environment["HOME"] = Path.Combine(Path.GetTempPath(), "no-such-home");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var provider = new ProviderProcess(start);
        provider._process.Start();
        provider._process.BeginOutputReadLine();
        provider._process.BeginErrorReadLine();
        return provider;
    }

    private void Note(string? line, List<string> lines)
    {
        if (line is null)
        {
            _port.TrySetException(new InvalidOperationException("the provider ended or closed its output before it printed a port: " +
                $"{string.Join('\n', Errors)}"));
            return;
        }

        lock (_writing)
        {
            lines.Add(line);
        }

        if (ReferenceEquals(lines, _output) && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            _port.TrySetResult(port);
        }
    }

    private List<string> Snapshot(List<string> lines)
    {
        lock (_writing)
        {
            return [.. lines];
        }
    }
}
