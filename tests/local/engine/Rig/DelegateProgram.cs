using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Local.Engine.Programs;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>A program that is a piece of a test. It registers its stack, then what the test says, then waits for the end.</summary>
internal sealed class DelegateProgram(Func<ProgramMonitor, Task> body, int exitCode = ProgramExit.Success, bool signals = true) : IProgram
{
    private const int Killed = 137;

    public ProgramRun? Run { get; private set; }

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<int> RunAsync(ProgramRun run, CancellationToken cancellationToken)
    {
        Run = run;
        using var monitor = new ProgramMonitor(run.MonitorAddress);
        try
        {
            await monitor.RegisterStackAsync(run.Project.Name, run.Stack);
            await body(monitor);
            if (exitCode == ProgramExit.Success && signals)
            {
                await monitor.Client.SignalAndWaitForShutdownAsync(new Empty(), cancellationToken: cancellationToken);
            }

            return exitCode;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            return Killed;
        }
    }
}
