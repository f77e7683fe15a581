// The grids use all there is; a memory that is measured, or two runs that are to meet, want to be alone.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>The cells that the tests look at, each run once.</summary>
public sealed class GridRun : IAsyncLifetime
{
    private const int Stride = 7;

    private FaultGrid _grid = null!;

    internal IReadOnlyList<Moment> Moments => _grid.Moments;

    internal IReadOnlyList<CellResult> Reference { get; private set; } = [];

    /// <summary>Each fault that does not take a minute, each at another request; the requests are spread over the scenario.</summary>
    internal IReadOnlyList<CellResult> Spread { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _grid = await FaultGrid.DiscoverAsync(Repository.Plugin, cancellation);
        var spread = Faults.All.Where(static fault => !fault.IsSlow && !fault.IsReference)
            .Select((fault, position) => (Moment: Enumerable.Range(0, Moments.Count)
                .Select(next => Moments[((position * Stride) + next) % Moments.Count])
                .First(moment => !fault.Not.Contains(moment.Method)), Fault: fault))
            .ToList();
        var results = await _grid.RunAsync([.. _grid.Reference, .. spread], Environment.ProcessorCount * 2, thorough: false, static _ => { }, cancellation);
        Reference = [.. results.Take(_grid.Reference.Count)];
        Spread = [.. results.Skip(_grid.Reference.Count)];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
