using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Bench;

/// <summary>What an engine asks of the plugin, over the wire, by a caller that takes no time of its own.</summary>
internal static class Calls
{
    private const int WarmUps = 3;

    /// <summary>An up that adds members: a Check and a Create for each.</summary>
    public static async Task<IReadOnlyList<Figure>> CreateAsync(Settings settings, int members)
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions { Latency = settings.Latency }, CancellationToken.None);
        await using var plugin = await Plugin.StartAsync(settings.Plugin, cloud);
        using var channel = plugin.Connect();
        var client = new ResourceProvider.ResourceProviderClient(channel);
        await client.ConfigureAsync(new ConfigureRequest { Args = new Struct(), AcceptSecrets = true, AcceptResources = true });
        var before = plugin.Usage;
        var began = Stopwatch.GetTimestamp();
        await ForEachAsync(settings, members, async number =>
        {
            var (check, _) = RequestsOf(number);
            var inputs = (await client.CheckAsync(check)).Inputs;
            await client.CreateAsync(new CreateRequest { Urn = check.Urn, Properties = inputs });
        });
        var elapsed = Stopwatch.GetElapsedTime(began);
        var (requests, usage) = (cloud.Requests.All.Count, plugin.Usage);
        var bare = await AddWithoutPluginAsync(cloud, members, settings.Parallel);
        var ideal = members * settings.Latency / settings.Parallel;
        return
        [
            Figure.Exactly("requests", requests, members, ""),
            Figure.AtMost("wall time", elapsed.TotalSeconds, 1.15 * bare.TotalSeconds, "s"),
            Figure.Plain("wall time of a bare HttpClient for the same requests", bare.TotalSeconds, "s"),
            Figure.Plain("number × latency / parallelism", ideal.TotalSeconds, "s"),
            Figure.Plain("processor time of the plugin", (usage.Cpu - before.Cpu).TotalSeconds, "s"),
        ];
    }

    /// <summary>An up without changes: a Check and a Diff for each member.</summary>
    public static async Task<IReadOnlyList<Figure>> CheckAndDiffAsync(Settings settings, int resources)
    {
        await using var plugin = await Plugin.StartAsync(settings.Plugin);
        using var channel = plugin.Connect();
        var client = new ResourceProvider.ResourceProviderClient(channel);
        var checks = new CheckRequest[resources];
        var diffs = new DiffRequest[resources];
        for (var number = 0; number < resources; number++)
        {
            (checks[number], diffs[number]) = RequestsOf(number);
        }

        var (rate, cpu) = await MeasureAsync(
            settings, plugin, 2 * resources, number => number % 2 == 0
                ? client.CheckAsync(checks[number / 2]).ResponseAsync
                : client.DiffAsync(diffs[number / 2]).ResponseAsync);
        // A call that does next to nothing costs what gRPC costs at both ends.
        var (bare, bareCpu) = await MeasureAsync(settings, plugin, 2 * resources, _ => client.GetPluginInfoAsync(new Empty()).ResponseAsync);
        return
        [
            Figure.AtLeast("calls a second", rate, 20_000, ""),
            Figure.Plain("processor time of the plugin per call", cpu.TotalMicroseconds, "µs"),
            Figure.Plain("calls a second of GetPluginInfo, which does nothing", bare, ""),
            Figure.Plain("processor time of the plugin per such call", bareCpu.TotalMicroseconds, "µs"),
        ];
    }

    private static async Task<(double Rate, TimeSpan Cpu)> MeasureAsync(Settings settings, Plugin plugin, int calls, Func<int, Task> call)
    {
        for (var round = 0; round < WarmUps; round++)
        {
            await CallAllAsync();
        }

        var before = plugin.Usage;
        var began = Stopwatch.GetTimestamp();
        await CallAllAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);
        return (calls / elapsed.TotalSeconds, (plugin.Usage.Cpu - before.Cpu) / calls);

        Task CallAllAsync() => ForEachAsync(settings, calls, call);
    }

    /// <summary>What the cloud really takes to add members: its latency, its own work, and the connection.</summary>
    public static async Task<TimeSpan> AddWithoutPluginAsync(EmulatedCloud cloud, int members, int atOnce)
    {
        using var http = new HttpClient { BaseAddress = cloud.Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", cloud.AccessToken);
        var began = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, members, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (number, cancellationToken) =>
        {
            using var body = new StringContent("""{"role":"member"}""", Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri($"/api/orgs/acme/members/other{number}", UriKind.Relative), body, cancellationToken);
            answer.EnsureSuccessStatusCode();
        });
        return Stopwatch.GetElapsedTime(began);
    }

    private static Task ForEachAsync(Settings settings, int count, Func<int, Task> call) => Parallel.ForAsync(
        0, count, new ParallelOptions { MaxDegreeOfParallelism = settings.Parallel }, async (number, _) => await call(number));

    private static (CheckRequest Check, DiffRequest Diff) RequestsOf(int number)
    {
        var urn = $"urn:pulumi:dev::bench::orgs:index:OrgMember::person{number}";
        var inputs = PropertyMap.Of(("organization", "acme"), ("username", $"person{number}"), ("role", "member"));
        var state = PropertyMap.Of(
            inputs.Select(static input => (input.Key, (PropertyValue?)input.Value)).Concat(
            [
                ("name", $"Person {number}"), ("email", $"person{number}@example.com"), ("avatarUrl", $"https://example.com/{number}.png"),
                ("knownToPulumi", true), ("virtualAdmin", false),
            ]));
        var check = new CheckRequest { Urn = urn, News = WireCodec.ToStruct(inputs), Olds = WireCodec.ToStruct(inputs) };
        var diff = new DiffRequest
        {
            Urn = urn,
            Id = $"acme/person{number}",
            Olds = WireCodec.ToStruct(state),
            OldInputs = WireCodec.ToStruct(inputs),
            News = WireCodec.ToStruct(inputs),
        };
        return (check, diff);
    }
}
