using System.Collections.Immutable;
using System.Globalization;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Build.Grid.Tests;

/// <summary>One plugin process reads for a long time, and much.</summary>
public sealed class LongLivedTests
{
    private const int Organizations = 1_000;
    private const int People = 150;
    private const int ReadsOfEach = 10;
    private const int Megabyte = 1024 * 1024;

    // What a plugin that forgets nothing has more at the end than after a quarter of the way is four times this.
    private const long Leeway = 24;

    /// <summary>
    /// Ten thousand reads of a thousand organizations. The cloud takes its time, so that what is not read any more is long past its life
    /// at the end; and the plugin collects its garbage often, so that what it keeps is what it uses.
    /// </summary>
    [Fact]
    public async Task Its_memory_stays_flat_over_ten_thousand_reads_of_a_thousand_organizations()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var cloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions { Latency = TimeSpan.FromMilliseconds(25), PageSize = People + 1 }, cancellation);
        var crowd = cloud.State.Organization("acme") with
        {
            Members = Enumerable.Range(0, People).Select(static number => new Member { Login = $"person-with-a-long-name-{number}" })
                .Append(new Member { Login = "admin", Role = OrganizationRole.Admin })
                .ToImmutableSortedDictionary(static member => member.Login, static member => member),
        };
        cloud.State.Change(data => data with
        {
            Organizations = Enumerable.Range(0, Organizations)
                .ToImmutableSortedDictionary(static number => NameOf(number), number => crowd with { Name = NameOf(number) }),
        });
        await using var plugin = await PluginProcess.StartAsync(Repository.Plugin, EnvironmentFor(cloud), cancellation);
        var calls = new ResourceProvider.ResourceProviderClient(plugin.Channel);
        await calls.ConfigureAsync(new ConfigureRequest
        {
            Args = WireCodec.ToStruct(PropertyMap.Empty),
            AcceptSecrets = true,
            AcceptResources = true
        }, cancellationToken: cancellation);

        List<long> memory = [];
        for (var organization = 0; organization < Organizations; organization++)
        {
            await ReadAsync(calls, NameOf(organization), cancellation);
            if ((organization + 1) % (Organizations / 20) == 0)
            {
                plugin.Process.Refresh();
                memory.Add(plugin.Process.WorkingSet64 / Megabyte);
            }
        }

        Assert.True(
            memory[^1] - memory[memory.Count / 4] < Leeway,
            $"its memory grows: {string.Join(", ", memory.Select(static megabytes => $"{megabytes} MB"))}");
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"organization-{number:0000}");

    private static async Task ReadAsync(ResourceProvider.ResourceProviderClient calls, string organization, CancellationToken cancellation)
    {
        for (var number = 0; number < ReadsOfEach; number++)
        {
            var login = $"person-with-a-long-name-{number}";
            var id = $"{organization}/{login}";
            var answer = await calls.ReadAsync(
                new ReadRequest { Id = id, Urn = $"urn:pulumi:dev::grid::orgs:index:OrgMember::{login}" }, cancellationToken: cancellation);
            Assert.Equal(id, answer.Id);
        }
    }

    private static IEnumerable<(string Name, string Value)> EnvironmentFor(EmulatedCloud cloud) =>
    [
        ("PULUMI_ACCESS_TOKEN", cloud.AccessToken),
        ("PULUMI_BACKEND_URL", cloud.Url.ToString()),
        ("DOTNET_GCgen0size", "400000"),
        ("DOTNET_GCConserveMemory", "9"),
        ("DOTNET_gcConcurrent", "0"),
        // In hexadecimal: 64 MB. What a plugin that forgets nothing keeps does not fit; how large a heap grows that could be smaller is no question.
        ("DOTNET_GCHeapHardLimit", "4000000"),
    ];
}
