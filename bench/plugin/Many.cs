using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Bench;

/// <summary>One resource for many people, called as an engine calls.</summary>
internal static class Many
{
    // As many as the plugin lets be in flight by itself: here no engine limits it.
    private const int AtOnce = 32;

    private const string Urn = "urn:pulumi:dev::bench::orgs:index:OrgMembers::people";

    /// <summary>An up that adds many members at once: a listing, and a request for each.</summary>
    public static async Task<IReadOnlyList<Figure>> AddAsync(Settings settings, int members)
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions { Latency = settings.Latency }, CancellationToken.None);
        // The connections of the one are as cold as those of the other, and the cloud is warm for both.
        await Calls.AddWithoutPluginAsync(cloud, members, AtOnce);
        cloud.State.Change("acme", static organization => organization with
        {
            Members = organization.Members.RemoveRange(organization.Members.Keys.Where(static login => login != "admin")),
        });
        cloud.Requests.Clear();
        await using var plugin = await Plugin.StartAsync(settings.Plugin, cloud);
        using var channel = plugin.Connect();
        var client = await ConfigureAsync(channel);
        var before = plugin.Usage;
        var began = Stopwatch.GetTimestamp();
        var inputs = (await client.CheckAsync(new CheckRequest { Urn = Urn, News = People(members, admins: 0) })).Inputs;
        await client.CreateAsync(new CreateRequest { Urn = Urn, Properties = inputs });
        var elapsed = Stopwatch.GetElapsedTime(began);
        var (requests, usage) = (cloud.Requests.All.Count, plugin.Usage);
        var bare = await Calls.AddWithoutPluginAsync(cloud, members, AtOnce);
        return
        [
            // Both rosters are listed once, before anybody is added.
            Figure.Exactly("requests", requests, members + 2, ""),
            Figure.AtMost("wall time", elapsed.TotalSeconds, 1.15 * bare.TotalSeconds, "s"),
            Figure.Plain("wall time of a bare HttpClient for the POSTs", bare.TotalSeconds, "s"),
            Figure.Plain("number × latency / parallelism", (members * settings.Latency / AtOnce).TotalSeconds, "s"),
            Figure.Plain("processor time of the plugin", (usage.Cpu - before.Cpu).TotalSeconds, "s"),
            Figure.Plain("peak memory of the plugin", usage.Peak / 1e6, "MB"),
        ];
    }

    /// <summary>A preview of one change among many: the first calls of a plugin that was just started, as it is in a preview.</summary>
    public static async Task<IReadOnlyList<Figure>> PreviewAsync(Settings settings, int members, int times)
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions { Latency = settings.Latency }, CancellationToken.None);
        var (state, wanted) = (People(members, admins: 1), People(members, admins: 2));
        List<(TimeSpan Wall, TimeSpan Cpu, long Peak)> runs = [];
        for (var time = 0; time < times; time++)
        {
            await using var plugin = await Plugin.StartAsync(settings.Plugin, cloud);
            using var channel = plugin.Connect();
            var client = await ConfigureAsync(channel);
            var before = plugin.Usage;
            var began = Stopwatch.GetTimestamp();
            var inputs = (await client.CheckAsync(new CheckRequest { Urn = Urn, News = wanted, Olds = state })).Inputs;
            var diff = await client.DiffAsync(new DiffRequest { Urn = Urn, Id = "acme", Olds = state, OldInputs = state, News = inputs });
            var elapsed = Stopwatch.GetElapsedTime(began);
            if (diff.DetailedDiff.Count != 2)
            {
                throw new InvalidOperationException($"one who changes lists is two changes, not {diff.DetailedDiff.Count}");
            }

            var usage = plugin.Usage;
            runs.Add((elapsed, usage.Cpu - before.Cpu, usage.Peak));
        }

        return
        [
            Figure.Exactly("requests", cloud.Requests.All.Count, 0, ""),
            Figure.AtMost("wall time of the two calls", Median(runs.Select(static run => run.Wall.TotalMilliseconds)), 200, "ms"),
            Figure.Plain("processor time of the plugin", Median(runs.Select(static run => run.Cpu.TotalMilliseconds)), "ms"),
            Figure.Plain("peak memory of the plugin", Median(runs.Select(static run => run.Peak / 1e6)), "MB"),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        List<double> sorted = [.. values.Order()];
        return sorted[sorted.Count / 2];
    }

    private static async Task<ResourceProvider.ResourceProviderClient> ConfigureAsync(Grpc.Net.Client.GrpcChannel channel)
    {
        var client = new ResourceProvider.ResourceProviderClient(channel);
        await client.ConfigureAsync(new ConfigureRequest { Args = new Struct(), AcceptSecrets = true, AcceptResources = true });
        return client;
    }

    private static Struct People(int count, int admins)
    {
        List<PropertyValue> people = [.. Enumerable.Range(0, count).Select(static number => (PropertyValue)$"person{number}"!)];
        return WireCodec.ToStruct(PropertyMap.Of(
            ("organization", "acme"),
            ("admins", new PulumiOrgs.Protocol.ListValue([.. people.Take(admins)])),
            ("members", new PulumiOrgs.Protocol.ListValue([.. people.Skip(admins)])),
            ("billingManagers", new PulumiOrgs.Protocol.ListValue([])),
            ("exclusive", false)));
    }
}
