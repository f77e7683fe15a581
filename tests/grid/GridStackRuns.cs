using PulumiOrgs.Local.Engine;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>Runs that have to succeed, and what programs say in them.</summary>
internal static class GridStackRuns
{
    public static PropertyValue List(params IEnumerable<string> logins) => new ListValue([.. logins.Select(static login => (PropertyValue)login!)]);

    public static Task<Ran> UpAsync(this GridStack stack, params IReadOnlyList<Declared> program) => stack.UpAsync(InnerProgram.Of(program));

    public static Task<Ran> UpAsync(this GridStack stack, Func<ProgramMonitor, Task> program) => stack.UpAsync(new InnerProgram(program));

    public static async Task NothingIsLeftToDoAsync(this GridStack stack, params IReadOnlyList<Declared> program)
    {
        var ran = await stack.UpAsync(program);
        Assert.Empty(ran.Changes);
        Assert.Empty(ran.Requests);
    }

    private static async Task<Ran> UpAsync(this GridStack stack, InnerProgram program)
    {
        var ran = await stack.RunAsync(EngineCommand.Up, program, static options => options, TestContext.Current.CancellationToken);
        Assert.True(ran.Succeeded, ran.Screen);
        return ran;
    }
}
