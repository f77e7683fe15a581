using PulumiOrgs.Local.Engine.Programs;

namespace PulumiOrgs.Local.Engine.Tests.Rig;

/// <summary>A program that ends without a word.</summary>
internal sealed class SilentProgram(int exitCode = ProgramExit.Success) : IProgram
{
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<int> RunAsync(ProgramRun run, CancellationToken cancellationToken) => Task.FromResult(exitCode);
}
