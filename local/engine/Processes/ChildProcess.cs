using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PulumiOrgs.Local.Engine.Processes;

/// <summary>A process that this one started. Its output arrives line by line; it does not outlive its disposal.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private const int Interruption = 2;
    private const string SessionStarter = "/usr/bin/setsid";

    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        Completion = CompleteAsync();
    }

    /// <summary>The exit code, once the process has ended and all its output has been read.</summary>
    public Task<int> Completion { get; }

    /// <param name="command">What to start.</param>
    /// <param name="environment">Its whole environment.</param>
    /// <param name="onOutput">Gets each line of its standard output.</param>
    /// <param name="onError">Gets each line of its standard error.</param>
    /// <param name="ownSession">
    /// Keep the terminal's Ctrl-C from it: whoever started it decides when it stops. Not every system can.
    /// </param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static ChildProcess Start(
        LaunchCommand command,
        IReadOnlyDictionary<string, string> environment,
        Action<string> onOutput,
        Action<string> onError,
        bool ownSession = false)
    {
        if (ownSession && File.Exists(SessionStarter))
        {
            command = command with { File = SessionStarter, Arguments = [command.File, .. command.Arguments] };
        }

        var process = new Process { StartInfo = StartInfo(command, environment) };
        process.OutputDataReceived += (_, line) => Pass(line.Data, onOutput);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, onError);
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            process.Dispose();
            throw new IOException($"cannot start {command}: {exception.Message}", exception);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);
    }

    /// <summary>Asks the process to stop, as Ctrl-C would.</summary>
    public void Interrupt()
    {
        if (_process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Kill();
        }
        else
        {
            _ = SendSignal(_process.Id, Interruption);
        }
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile, which is what was wanted.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        await Completion;
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(LaunchCommand command, IReadOnlyDictionary<string, string> environment)
    {
        var info = new ProcessStartInfo(command.File, command.Arguments)
        {
            WorkingDirectory = command.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        return info;
    }

    private static void Pass(string? line, Action<string> receiver)
    {
        if (line is not null)
        {
            receiver(line);
        }
    }

    private async Task<int> CompleteAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}

/// <summary>A program to start: its file, what always comes before the other arguments, and where it runs.</summary>
public sealed record LaunchCommand(string File, IReadOnlyList<string> Arguments, string Directory)
{
    private const string Library = ".dll";

    /// <summary>Starts a file, through the .NET host if it is a library.</summary>
    public static LaunchCommand For(string file, string directory) => file.EndsWith(Library, StringComparison.OrdinalIgnoreCase)
        ? new LaunchCommand("dotnet", [file], directory)
        : new LaunchCommand(file, [], directory);

    public LaunchCommand With(params IEnumerable<string> arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    public override string ToString() => string.Join(' ', [File, .. Arguments]);
}
