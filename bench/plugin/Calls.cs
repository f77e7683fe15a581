using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Bench;

/// <summary>What an up without changes asks of the plugin: a Check and a Diff for each resource, over the wire.</summary>
internal static class Calls
{
    private const int WarmUps = 3;

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
            settings, plugin, 2 * resources, number => number % 2 == 0 ? client.CheckAsync(checks[number / 2]).ResponseAsync : client.DiffAsync(diffs[number / 2]).ResponseAsync);
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

        Task CallAllAsync() => Parallel.ForAsync(
            0, calls, new ParallelOptions { MaxDegreeOfParallelism = settings.Parallel }, async (number, _) => await call(number));
    }

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
