// The grids use all there is; a memory that is measured, or two runs that are to meet, want to be alone.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>The cells that the tests look at, each run once.</summary>
public sealed class GridRun : IAsyncLifetime
{
    private const int Stride = 7;

    private FaultGrid _people = null!;
    private FaultGrid _permissions = null!;

    internal IReadOnlyList<Moment> Moments => _people.Moments;

    internal IReadOnlyList<Moment> PermissionMoments => _permissions.Moments;

    internal IReadOnlyList<CellResult> Reference { get; private set; } = [];

    /// <summary>Each fault that does not take a minute, each at another request; the requests are spread over the scenario.</summary>
    internal IReadOnlyList<CellResult> Spread { get; private set; } = [];

    /// <summary>The same, of the reference too, at the writes of the scenario of permissions.</summary>
    internal IReadOnlyList<CellResult> PermissionSpread { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _people = await FaultGrid.DiscoverAsync(Scenario.People, Repository.Plugin, cancellation);
        _permissions = await FaultGrid.DiscoverAsync(Scenario.Permissions, Repository.Plugin, cancellation);
        var spread = SpreadOver(Moments, static fault => !fault.IsReference);
        var results = await RunAsync(_people, [.. _people.Reference, .. spread], cancellation);
        Reference = [.. results.Take(_people.Reference.Count)];
        Spread = [.. results.Skip(_people.Reference.Count)];
        PermissionSpread = await RunAsync(
            _permissions, SpreadOver([.. PermissionMoments.Where(static moment => moment.Method != "GET")], static _ => true), cancellation);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IReadOnlyList<(Moment Moment, Fault Fault)> SpreadOver(IReadOnlyList<Moment> moments, Func<Fault, bool> isWanted) =>
    [
        .. Faults.All.Where(fault => !fault.IsSlow && isWanted(fault)).Select((fault, position) => (
            Moment: Enumerable.Range(0, moments.Count)
                .Select(next => moments[((position * Stride) + next) % moments.Count])
                .First(moment => !fault.Not.Contains(moment.Method)),
            Fault: fault)),
    ];

    private static Task<IReadOnlyList<CellResult>> RunAsync(
        FaultGrid grid, IReadOnlyList<(Moment Moment, Fault Fault)> cells, CancellationToken cancellationToken) =>
        grid.RunAsync(cells, Environment.ProcessorCount * 2, thorough: false, static _ => { }, cancellationToken);
}
