using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Local.Engine.Programs;

namespace PulumiOrgs.Build.Grid;

/// <summary>A program within this process: a process of its own for each run would take longer than the run.</summary>
/// <param name="body">What it does once its stack is registered.</param>
internal sealed class InnerProgram(Func<ProgramMonitor, Task> body) : IProgram
{
    /// <summary>The program that declares these, in this order.</summary>
    public static InnerProgram Of(IReadOnlyList<Declared> declared) => new(async monitor =>
    {
        foreach (var resource in declared)
        {
            await monitor.RegisterAsync(resource);
        }
    });

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<int> RunAsync(ProgramRun run, CancellationToken cancellationToken)
    {
        using var monitor = new ProgramMonitor(run.MonitorAddress);
        try
        {
            await monitor.RegisterStackAsync(run.Project.Name, run.Stack);
            await body(monitor);
            await monitor.Client.SignalAndWaitForShutdownAsync(new Empty(), cancellationToken: cancellationToken);
            return ProgramExit.Success;
        }
        catch (RpcException)
        {
            // The engine has said why.
            return ProgramExit.FailedAndLogged;
        }
    }
}
