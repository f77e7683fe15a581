using System.Diagnostics;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>How a process ended, and what it printed.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs the provider's binary, or another program, as its user does.</summary>
    /// <param name="program">The binary.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">All that it finds in its environment.</param>
    /// <param name="input">What there is for it to read.</param>
    /// <param name="arguments">The command and its options.</param>
    public static async Task<CommandResult> RunAsync(
        string program, string folder, IReadOnlyDictionary<string, string> environment, string input, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        await using var end = patience.Token.Register(process.Kill);
        await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
