namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>Something goes wrong with a request. All cells: <c>dotnet run --project build -- grid</c>.</summary>
public sealed class FaultTests(GridRun run) : IClassFixture<GridRun>
{
    [Fact]
    public void The_scenario_asks_for_each_kind_of_thing_in_each_way()
    {
        var asked = run.Moments.Select(static moment => $"{moment.Method} {Kind(moment.Title)}").ToHashSet();

        string[] kinds = ["hooks", "members", "teams", "team tokens", "tokens"];
        string[] methods = ["DELETE", "GET", "PATCH", "POST"];
        var wanted = methods.SelectMany(method => kinds.Select(kind => $"{method} {kind}"));
        // A token is never changed: another is made in its place.
        Assert.Empty(wanted.Except(["PATCH tokens", "PATCH team tokens"]).Except(asked));
    }

    [Fact]
    public void The_first_up_holds_in_48_of_the_49_cells_of_reference()
    {
        var held = run.Reference.Where(static result => result.Outcome == Outcome.Held).ToList();

        Assert.True(held.Count >= 48, $"it holds in {held.Count}, and not in\n{Lines(run.Reference.Except(held))}");
    }

    [Fact]
    public void After_one_more_run_all_49_cells_of_reference_are_right()
    {
        Assert.Equal(49, run.Reference.Count);
        MustBeRight(run.Reference);
    }

    [Fact]
    public void Every_fault_ends_right_wherever_it_comes() => MustBeRight(run.Spread);

    [Fact]
    public void Permissions_custom_roles_and_people_in_bulk_are_given_changed_and_taken_away()
    {
        var asked = run.PermissionMoments.Select(static moment => moment.ToString()).ToHashSet();

        string[] wanted =
        [
            "up: POST members/bob", "change: POST members/ira", "change: PATCH members/bob (role)", "change: DELETE members/gil",
            "up: PATCH members/eve (fgaRoleId)", "change: PATCH members/finn (fgaRoleId)", "change: PATCH members/eve (role)",
            "up: PATCH teams/web (add bob)", "up: PATCH teams/web (promote ada)", "change: PATCH teams/web (demote ada)",
            "change: PATCH teams/web (remove hal)",
            "up: POST teams/web/roles/*", "change: POST teams/web/roles/*", "change: DELETE teams/ops/roles/*",
            "up: PATCH teams/web (addStackPermission website/prod)", "change: PATCH teams/web (editStackPermission website/prod)",
            "change: PATCH teams/web (removeStack website/dev)",
            "up: PATCH teams/web (addEnvironmentPermission aws/login)", "change: PATCH teams/web (editEnvironmentPermission aws/login)",
            "change: PATCH teams/ops (removeEnvironment default/night)",
            "up: POST tokens (ci-*)", "change: DELETE tokens/*",
        ];
        Assert.Empty(wanted.Except(asked));
    }

    [Fact]
    public void Every_fault_at_a_write_of_permissions_and_roles_ends_right() => MustBeRight(run.PermissionSpread);

    private static void MustBeRight(IReadOnlyList<CellResult> results)
    {
        var others = results.Where(static result => !result.IsRight).ToList();

        Assert.True(others.Count == 0, $"{others.Count} of {results.Count} are not:\n{Lines(others)}");
    }

    private static string Lines(IEnumerable<CellResult> results) => string.Join('\n', results.Select(static result =>
        $"{result.Moment}, {result.Fault.Name}: {result.Outcome}. {string.Join("; ", result.Findings)} [{result.Message}]"));

    private static string Kind(string title)
    {
        var path = title.Split(' ')[1].Split('/');
        return path is ["teams", _, "tokens", ..] ? "team tokens" : path[0];
    }
}
