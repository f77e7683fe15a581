using PulumiOrgs.Local.Engine.Monitor;
using PulumiOrgs.Local.Engine.Programs;

namespace PulumiOrgs.Local.Engine.Deployments;

/// <summary>Deploys what a program registers, and then deletes what it no longer does.</summary>
/// <param name="context">The deployment.</param>
/// <param name="registrar">Takes the program's registrations.</param>
/// <param name="session">Hears of the program's end.</param>
/// <param name="grace">How long the program may take to end once nothing more is begun.</param>
internal sealed class ProgramDeployment(DeploymentContext context, Registrar registrar, MonitorSession session, TimeSpan grace)
{
    /// <exception cref="ProjectException">The program cannot be started.</exception>
    /// <exception cref="StateException">The state could not be written.</exception>
    public async Task RunAsync(IProgram program, ProgramRun run, CancellationToken stop)
    {
        using var kill = new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.Time);
        await using var aborted = context.Control.Abort.Register(kill.Cancel);
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopped = stop.Register(stopping.SetResult);
        var running = program.RunAsync(run, kill.Token);
        try
        {
            await Task.WhenAny(running, session.ProgramDone, stopping.Task);
            if (stop.IsCancellationRequested)
            {
                // Its registrations are answered but not carried out, so it comes to its end; or else is brought to it.
                kill.CancelAfter(grace);
                await Task.WhenAny(running, session.ProgramDone);
            }

            if (running.IsCompleted)
            {
                Judge(await running);
            }

            await registrar.WhenIdleAsync();
            await DeleteUnwantedAsync();
            await registrar.RecordStackOutputsAsync();
        }
        finally
        {
            session.End();
            await EndAsync(running, kill);
        }
    }

    private void Judge(int exitCode)
    {
        if (exitCode == ProgramExit.Success || context.Control.Cancelled)
        {
            return;
        }

        if (exitCode == ProgramExit.FailedAndLogged)
        {
            context.Control.MarkFailed();
        }
        else if (!context.Control.Failed)
        {
            context.Fail($"the program ended with exit code {exitCode}");
        }
    }

    private async Task DeleteUnwantedAsync()
    {
        if (context.Control.Failed || context.Control.Cancelled)
        {
            return;
        }

        if (registrar.Stack is null)
        {
            // It would mean that nothing is wanted any more; a program that says so registers at least its stack.
            context.Fail("the program ended without registering its stack, so nothing was deleted");
            return;
        }

        await new Deletion(context).RunAsync(registrar.FindUnwanted());
    }

    private async Task EndAsync(Task<int> running, CancellationTokenSource kill)
    {
        var wasRunning = !running.IsCompleted;
        try
        {
            var exitCode = await running.WaitAsync(grace, context.Time);
            if (wasRunning)
            {
                Judge(exitCode);
            }
        }
        catch (TimeoutException)
        {
            await kill.CancelAsync();
            await Task.WhenAny(running);
        }
    }
}
