namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>The plugin or the engine dies at a request. All cells: <c>dotnet run --project build -- grid --only killed</c>.</summary>
public sealed class KilledTests
{
    [Fact]
    public async Task A_refresh_and_an_up_make_everything_right()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var grid = await KillGrid.DiscoverAsync(Repository.Plugin, cancellation);

        var results = await grid.RunAsync(grid.Reference, Environment.ProcessorCount * 2, static _ => { }, cancellation);

        Assert.Equal(16, results.Count);
        var wrong = results.Where(static result => !result.IsRight)
            .Select(static result => $"{result.Kill.Victim} killed at {result.Kill.Title}: {string.Join("; ", result.Findings)}");
        Assert.Empty(wrong);
    }
}
