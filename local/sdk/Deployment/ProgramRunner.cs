using System.Reflection;
using Pulumirpc;

namespace Pulumi;

/// <summary>Runs a program to its end and says how it ended.</summary>
internal sealed class ProgramRunner(RunningDeployment deployment)
{
    private const int Success = 0;

    /// <summary>Something failed that the engine may not know of yet.</summary>
    private const int Failed = 1;

    /// <summary>The language host prints nothing more: the engine has told the user what failed.</summary>
    private const int FailedAndLogged = 32;

    /// <summary>Runs the program that declares this stack, and waits for all it starts.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<Stack> declare)
    {
        try
        {
            declare();
            if (await deployment.Pending.SettleAsync() is { IsEmpty: false } failures)
            {
                return await ReportAsync(failures);
            }

            if (deployment.Log.HasErrors)
            {
                return Failed;
            }

            await deployment.Engine.SignalAndWaitForShutdownAsync();
            return Success;
        }
        catch (Exception exception)
        {
            return await ReportAsync([exception]);
        }
    }

    private async Task<int> ReportAsync(IReadOnlyCollection<Exception> failures)
    {
        if (!failures.Any(static failure => failure is LogException))
        {
            try
            {
                foreach (var failure in failures)
                {
                    await deployment.Log.WriteAsync(LogSeverity.Error, Describe(failure), (failure as ResourceException)?.Resource);
                }

                return FailedAndLogged;
            }
            catch (LogException exception)
            {
                failures = [.. failures, exception];
            }
        }

        // The engine does not listen; the language host shows what is written here.
        await Console.Error.WriteLineAsync(string.Join('\n', failures));
        return Failed;
    }

    private static string Describe(Exception failure) => failure switch
    {
        RunException or ResourceException => failure.Message,
        _ => $"The program {Assembly.GetEntryAssembly()?.GetName().Name} failed:\n{failure}",
    };
}
