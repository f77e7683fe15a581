using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;

namespace PulumiOrgs.Build.Grid;

/// <summary>Each request that the scenario makes, met by each fault.</summary>
internal sealed partial class FaultGrid
{
    // The plugin's start comes before the first request.
    private static readonly TimeSpan ShutAtTheStart = TimeSpan.FromSeconds(2);

    // One of each kind that an `up` and a `refresh` of an organization make.
    private static readonly IReadOnlyList<string> ReferenceRequests =
    [
        "up: POST members/ada", "change: PATCH members/bob (role)", "up: POST teams/pulumi (web)", "up: PATCH teams/web (add ada)",
        "up: POST tokens (ci-*)", "refresh: GET members (frontend)", "change: DELETE members/dan",
    ];

    private readonly string _plugin;
    private readonly DerivedKeys _keys;
    private readonly Dictionary<Step, Snapshot> _beginnings;

    private FaultGrid(Scenario scenario, string plugin, DerivedKeys keys, Dictionary<Step, Snapshot> beginnings, IReadOnlyList<Moment> moments)
    {
        Scenario = scenario;
        _plugin = plugin;
        _keys = keys;
        _beginnings = beginnings;
        Moments = moments;
    }

    public Scenario Scenario { get; }

    /// <summary>All requests that the scenario makes, in order.</summary>
    public IReadOnlyList<Moment> Moments { get; }

    /// <summary>All cells.</summary>
    public IReadOnlyList<(Moment Moment, Fault Fault)> All =>
        [.. from moment in Moments from fault in Faults.All where !fault.Not.Contains(moment.Method) select (moment, fault)];

    /// <summary>The 49 cells that the goal is set for: they are of <see cref="Scenario.People"/>.</summary>
    public IReadOnlyList<(Moment Moment, Fault Fault)> Reference =>
        [.. from title in ReferenceRequests
            from fault in Faults.All
            where fault.IsReference
            select (Moments.First(moment => moment.ToString() == title), fault)];

    /// <summary>Runs a scenario without a fault, to find out what it asks.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong even so.</exception>
    public static async Task<FaultGrid> DiscoverAsync(Scenario scenario, string plugin, CancellationToken cancellationToken)
    {
        var keys = new DerivedKeys();
        await using var stack = await GridStack.StartAsync(plugin, keys, null, cancellationToken);
        Dictionary<Step, Snapshot> beginnings = [];
        List<Moment> moments = [];
        var beginning = stack.Take();
        foreach (var step in scenario.Steps)
        {
            beginnings[step] = stack.Take();
            var ran = await stack.RunAsync(step.Command, step.Program, cancellationToken);
            var findings = Inspection.OfPlace(stack, step.Program).Concat(Inspection.OfWay(step, ran.Requests)).ToList();
            if (!ran.Succeeded || findings.Count > 0)
            {
                throw new InvalidOperationException($"{step.Name} goes wrong without a fault.\n{string.Join('\n', findings)}\n{ran.Screen}");
            }

            moments.AddRange(Moment.Of(step, ran.Requests));
        }

        // An empty state rather than none: it has the salt already, from which the key for the state's secrets takes long to derive.
        beginnings[scenario.Steps[0]] = new Snapshot(beginning.Cloud, stack.StateText);
        return new FaultGrid(scenario, plugin, keys, beginnings, moments);
    }

    /// <summary>Runs cells side by side.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="parallel">How many at once. Of those that only wait, eight times as many.</param>
    /// <param name="thorough">Whether a refresh and a preview look at each cell in the end, which takes as long again.</param>
    /// <param name="onResult">Told of each when it ends.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>The results in the order of the cells.</returns>
    public async Task<IReadOnlyList<CellResult>> RunAsync(
        IReadOnlyList<(Moment Moment, Fault Fault)> cells, int parallel, bool thorough, Action<CellResult> onResult, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<(Moment, Fault), CellResult>();
        foreach (var group in cells.GroupBy(static cell => cell.Fault.IsSlow).OrderBy(static group => group.Key))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = group.Key ? parallel * 8 : parallel, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(group, options, async (cell, token) =>
            {
                var result = await RunAsync(cell.Moment, cell.Fault, thorough, token);
                results[cell] = result;
                onResult(result);
            });
        }

        return [.. cells.Select(cell => results[cell])];
    }

    /// <summary>Runs one cell.</summary>
    public async Task<CellResult> RunAsync(Moment moment, Fault fault, bool thorough, CancellationToken cancellationToken)
    {
        var step = moment.Step;
        await using var stack = await GridStack.StartAsync(_plugin, _keys, _beginnings[step], cancellationToken);
        await ArrangeAsync(stack, moment, fault);
        var first = await stack.RunAsync(step.Command, step.Program, cancellationToken);
        var met = fault.ComesBefore || first.Requests.Any(static request => request.Fault is not null);
        stack.Cloud.Faults.Clear();
        List<string> way = [.. Inspection.OfWay(step, first.Requests), .. Inspection.OfText("the screen", first.Screen)];
        var screens = new StringBuilder(Show(first));
        var held = first.Succeeded && !Inspection.OfPlace(stack, step.Program).Any();
        if (!held)
        {
            var second = await stack.RunAsync(step.Command, step.Program, cancellationToken);
            screens.Append(Show(second));
            way.AddRange([.. Inspection.OfWay(step, [.. first.Requests, .. second.Requests]), .. Inspection.OfText("the screen", second.Screen)]);
            if (!second.Succeeded)
            {
                way.Add($"the second {step.Command.ToString().ToLowerInvariant()} fails: {OneLine(second.Errors)}");
            }
        }

        List<string> findings =
        [
            .. way.Distinct(),
            .. Inspection.OfPlace(stack, step.Program),
            .. Inspection.OfText("the state", stack.StateText ?? ""),
            .. thorough ? await LookAgainAsync(stack, step, screens, cancellationToken) : [],
        ];
        var outcome = !met ? Outcome.NotMet
            : findings.Count == 0 ? held ? Outcome.Held : Outcome.RightAfterSecond
            : WasTold(findings, screens.ToString()) ? Outcome.Told
            : Outcome.Wrong;
        return new CellResult(moment, fault, outcome, first.Succeeded, findings, OneLine(first.Errors), screens.ToString());
    }

    private async Task ArrangeAsync(GridStack stack, Moment moment, Fault fault)
    {
        if (!fault.ComesBefore)
        {
            // Each takes the request that the one before it left: the first this one, the next its repetition.
            stack.Cloud.Faults.Add(fault.Actions.Select(moment.With));
            return;
        }

        var before = Moments.TakeWhile(other => other != moment).LastOrDefault(other => other.Step == moment.Step);
        if (before is null)
        {
            await stack.Cloud.ShutAsync(ShutAtTheStart);
        }
        else
        {
            stack.Cloud.Faults.Add(before.With(fault.Actions.Single()));
        }
    }

    /// <summary>A refresh and a preview, as the user would run them, must find nothing.</summary>
    private static async Task<IReadOnlyList<string>> LookAgainAsync(
        GridStack stack, Step step, StringBuilder screens, CancellationToken cancellationToken)
    {
        List<string> findings = [];
        foreach (var command in (EngineCommand[])[EngineCommand.Refresh, EngineCommand.Preview])
        {
            var before = Picture.OfState(stack.Resources);
            var ran = await stack.RunAsync(command, step.Program, cancellationToken);
            screens.Append(Show(ran));
            var name = command.ToString().ToLowerInvariant();
            if (!ran.Succeeded)
            {
                findings.Add($"a {name} fails: {OneLine(ran.Errors)}");
            }
            else if (command == EngineCommand.Preview && ran.Changes.Count > 0)
            {
                findings.Add($"a preview finds {string.Join(", ", ran.Changes)}");
            }
            else if (!before.SequenceEqual(Picture.OfState(stack.Resources)))
            {
                findings.Add("a refresh finds that the state was not right");
            }
        }

        return findings;
    }

    // A name that the program gives can be used once for ever: no second run can have the token that the lost one was to be.
    private static bool WasTold(IReadOnlyList<string> findings, string screens) =>
        findings.All(static finding => finding.Contains("token nightly", StringComparison.Ordinal)
            && finding.StartsWith("the server lacks", StringComparison.Ordinal)
            || finding == "a preview finds create fixed"
            || (finding.StartsWith("the second up fails: ", StringComparison.Ordinal) && finding.Contains("'nightly'", StringComparison.Ordinal)))
        && Spent().IsMatch(screens);

    private static string Show(Ran ran) =>
        $"{ran.Screen}\n{string.Join('\n', ran.Requests.Select(static request =>
            $"    {request.Method} {request.Path}{(request.Query.Length > 0 ? "?" : "")}{request.Query} " +
            $"{request.Body?.ToString(Newtonsoft.Json.Formatting.None)} → {request.Status?.ToString() ?? "nothing"}, " +
            $"done: {request.Outcome?.ToString() ?? "no"}{(request.Fault is null ? "" : $" [{request.Fault}]")}"))}\n\n";

    private static string OneLine(IReadOnlyList<string> messages) => string.Join(" | ", messages).ReplaceLineEndings(" ");

    [GeneratedRegex("is spent|never be used again")]
    private static partial Regex Spent();
}
