using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.State;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid;

/// <summary>
/// The first <c>up</c> of an organization, with the plugin or the engine killed at each of its requests; then one
/// <c>refresh --clear-pending-creates</c> and one <c>up</c>.
/// </summary>
internal sealed class KillGrid
{
    private readonly string _plugin;
    private readonly DerivedKeys _keys;

    private KillGrid(string plugin, DerivedKeys keys, IReadOnlyList<Moment> moments)
    {
        _plugin = plugin;
        _keys = keys;
        All =
        [
            .. from index in Enumerable.Range(0, moments.Count)
               from victim in Enum.GetValues<Victim>()
               from afterWork in (bool[])[false, true]
               select new Kill(index, $"{index + 1}. {moments[index].Title}", victim, afterWork),
        ];
    }

    public IReadOnlyList<Kill> All { get; }

    /// <summary>
    /// At each of the first eight requests, the plugin killed when the service has done the work, and the engine when it has not.
    /// </summary>
    public IReadOnlyList<Kill> Reference => [.. All.Where(static kill => kill.Index < 8 && kill.AfterWork == (kill.Victim == Victim.Plugin))];

    /// <summary>The same as the program in <c>build/program</c> declares.</summary>
    private static IReadOnlyList<Declared> Program { get; } =
    [
        .. ((string[])["ada", "bob", "cleo"]).Select(static login =>
            new Declared("OrgMember", login, PropertyMap.Of(("username", login), ("adopt", true)))),
        new("OrgAccessToken", "ci", PropertyMap.Of(("description", "Previews on pull requests"))),
        new("OrgAccessToken", "release", PropertyMap.Of(("description", "Deploys from the main branch"), ("admin", true))),
        new("Team", "web", PropertyMap.Of(("name", "web"), ("displayName", "Web"), ("description", "The site"))),
        new("TeamMembership", "web/bob", PropertyMap.Of(("team", "web"), ("username", "bob"), ("role", "member"))) { After = ["web"] },
    ];

    private static Step Step { get; } = new("up", EngineCommand.Up, [], Program);

    /// <summary>Runs the program without a death, to find out what it asks.</summary>
    public static async Task<KillGrid> DiscoverAsync(string plugin, CancellationToken cancellationToken)
    {
        var keys = new DerivedKeys();
        await using var stack = await GridStack.StartAsync(plugin, keys, null, cancellationToken);
        var ran = await stack.RunAsync(EngineCommand.Up, Program, cancellationToken);
        var findings = Inspection.OfPlace(stack, Program).ToList();
        return ran.Succeeded && findings.Count == 0
            ? new KillGrid(plugin, keys, Moment.Of(Step, ran.Requests))
            : throw new InvalidOperationException($"The program goes wrong with nobody killed.\n{string.Join('\n', findings)}\n{ran.Screen}");
    }

    public async Task<IReadOnlyList<KillResult>> RunAsync(
        IReadOnlyList<Kill> kills, int parallel, Action<KillResult> onResult, CancellationToken cancellationToken)
    {
        var results = new ConcurrentDictionary<Kill, KillResult>();
        await Parallel.ForEachAsync(kills, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (kill, token) =>
        {
            var result = await RunAsync(kill, token);
            results[kill] = result;
            onResult(result);
        });
        return [.. kills.Select(kill => results[kill])];
    }

    public async Task<KillResult> RunAsync(Kill kill, CancellationToken cancellationToken)
    {
        await using var stack = await GridStack.StartAsync(_plugin, _keys, null, cancellationToken);
        var launcher = new Launcher(stack.Folder, _plugin);
        var screens = new StringBuilder();
        await (kill.Victim == Victim.Plugin
            ? KillPluginAsync(stack, launcher, kill, screens, cancellationToken)
            : KillEngineAsync(stack, launcher, kill, screens, cancellationToken));
        stack.Cloud.Faults.Clear();
        var asked = stack.Cloud.Requests.All;

        var refresh = await stack.RunAsync(EngineCommand.Refresh, null, static options => options with { ClearPendingCreates = true }, cancellationToken);
        var up = await stack.RunAsync(EngineCommand.Up, Program, cancellationToken);
        screens.Append(refresh.Screen).Append(up.Screen);
        // A token that nobody has the value of may stay, if the user is told which one it is.
        var told = Inspection.UnknownTokens(stack.Organization, stack.Resources)
            .Where(token => screens.ToString().Contains(token.Name, StringComparison.Ordinal))
            .ToList();
        var tolerated = told.SelectMany(static token => (string[])
        [
            $"the server has besides {Picture.OfToken(token)}", $"the state lacks {Picture.OfToken(token)}",
            $"token {token.Name} lives, and the state does not know it",
        ]);
        var preview = await stack.RunAsync(EngineCommand.Preview, Program, cancellationToken);
        return new KillResult(
            kill,
            [
                .. asked.All(static request => request.Fault is null) ? (IEnumerable<string>)["nobody was killed"] : [],
                .. refresh.Succeeded ? (IEnumerable<string>)[] : [$"the refresh fails: {string.Join(" | ", refresh.Errors)}"],
                .. up.Succeeded ? (IEnumerable<string>)[] : [$"the up fails: {string.Join(" | ", up.Errors)}"],
                .. preview.Changes.Count == 0 ? (IEnumerable<string>)[] : [$"a preview finds {string.Join(", ", preview.Changes)}"],
                .. Inspection.OfPlace(stack, Program).ToList().Without([.. tolerated]),
                .. Inspection.OfWay(Step, [.. asked, .. refresh.Requests, .. up.Requests]),
                .. Inspection.OfText("the screen", screens.ToString()),
                .. Inspection.OfText("the state", stack.StateText ?? ""),
            ],
            screens.ToString());
    }

    private static async Task KillPluginAsync(GridStack stack, Launcher launcher, Kill kill, StringBuilder screens, CancellationToken cancellationToken)
    {
        Arrange(stack, kill, async () =>
        {
            await launcher.KillAsync(cancellationToken);
            return false;
        });
        var ran = await stack.RunAsync(
            EngineCommand.Up, InnerProgram.Of(Program), options => options with { Provider = launcher.File }, cancellationToken);
        screens.Append(ran.Screen);
    }

    private static async Task KillEngineAsync(GridStack stack, Launcher launcher, Kill kill, StringBuilder screens, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(EngineRunner).Assembly.Location, "up", "--program", stack.Folder, "--state", stack.StateFile, "--provider", launcher.File,
                "--cloud", stack.Cloud.Url.ToString(), "--config", $"orgs:organization={Scenario.Organization}", "--parallel", "1",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in stack.Environment)
        {
            start.Environment[name] = value;
        }

        var gate = new Lock();
        using var engine = new Process { StartInfo = start };
        engine.OutputDataReceived += Keep;
        engine.ErrorDataReceived += Keep;
        // The plugin lives on, and so the request goes on to its end.
        Arrange(stack, kill, async () =>
        {
            engine.Kill();
            await engine.WaitForExitAsync(cancellationToken);
            return true;
        });
        engine.Start();
        engine.BeginOutputReadLine();
        engine.BeginErrorReadLine();
        await engine.WaitForExitAsync(cancellationToken);
        await stack.Cloud.Requests.UntilAsync(static request => request is { Fault: not null, IsOver: true }, cancellationToken);
        await launcher.KillAsync(cancellationToken);

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (gate)
            {
                screens.AppendLine(line.Data);
            }
        }
    }

    private static void Arrange(GridStack stack, Kill kill, Func<Task<bool>> kills) => stack.Cloud.Faults.Add(new FaultRule
    {
        Skip = kill.Index,
        Action = new FaultAction.Meanwhile(_ => kills(), kill.AfterWork),
    });

    /// <summary>Starts the plugin in its own stead, and so knows which process it is.</summary>
    private sealed class Launcher
    {
        private readonly string _pidFile;

        public Launcher(string folder, string plugin)
        {
            File = Path.Combine(folder, "plugin");
            _pidFile = Path.Combine(folder, "plugin.pid");
            var command = plugin.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? $"dotnet '{plugin}'" : $"'{plugin}'";
            System.IO.File.WriteAllText(File, $"#!/bin/sh\necho $$ > '{_pidFile}'\nexec {command} \"$@\"\n");
            if (!OperatingSystem.IsWindows())
            {
                System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        public string File { get; }

        public async Task KillAsync(CancellationToken cancellationToken)
        {
            try
            {
                using var plugin = Process.GetProcessById(int.Parse(await System.IO.File.ReadAllTextAsync(_pidFile, cancellationToken),
                    CultureInfo.InvariantCulture));
                plugin.Kill();
                await plugin.WaitForExitAsync(cancellationToken);
            }
            catch (ArgumentException)
            {
                // It has ended by itself.
            }
        }
    }
}
