using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading.Channels;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class ProcessTests(SharedProvider shared)
{
    private const int Readers = 200;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prints_its_port_and_nothing_else_whatever_flags_it_is_given()
    {
        await using var provider = await RunningProvider.StartAsync(
            [], ["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:9/api", "--of-tomorrow", "127.0.0.1:9"], Cancellation);

        await provider.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation);

        Assert.Equal([provider.Process.Port.ToString(CultureInfo.InvariantCulture)], provider.Process.Output);
        Assert.Empty(provider.Process.Errors);
    }

    [Fact]
    public async Task Starts_with_an_engine_whose_address_makes_no_sense()
    {
        await using var provider = await RunningProvider.StartAsync([], ["no:such:engine"], Cancellation);

        await provider.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation);
    }

    [Fact]
    public void Listens_on_this_machine_only()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Where(listener => listener.Port == shared.Provider.Process.Port);

        Assert.Equal([IPAddress.Loopback], listeners.Select(listener => listener.Address));
    }

    [Fact]
    public async Task Ends_at_once_when_interrupted_right_after_its_start()
    {
        await using var process = await ProviderProcess.StartAsync([], [], Cancellation);

        process.SendInterrupt();

        Assert.Equal(0, await process.ExitAsync(Cancellation));
    }

    [Fact]
    public async Task Cancels_what_is_under_way_when_interrupted_and_ends_in_time()
    {
        var clock = new StoppedClock();
        await using var cloud = await SlowCloudAsync(clock);
        await using var provider = await ConfiguredAsync(cloud);
        var read = ReadAsync(provider, "ada");
        await clock.WaiterAsync(Cancellation);

        provider.Process.SendInterrupt();

        var failure = await Assert.ThrowsAsync<RpcException>(() => read);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.Equal(0, await provider.Process.ExitAsync(Cancellation));
        Assert.Empty(provider.Process.Errors);
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancels_what_is_under_way_when_told_however_many_calls_that_are()
    {
        var clock = new StoppedClock();
        await using var cloud = await SlowCloudAsync(clock);
        await using var provider = await ConfiguredAsync(cloud);
        var reads = Enumerable.Range(0, Readers).Select(number => ReadAsync(provider, $"person{number}")).ToList();
        await clock.WaiterAsync(Cancellation);

        await provider.Calls.CancelAsync(new Empty(), cancellationToken: TestContext.Current.CancellationToken);

        foreach (var read in reads)
        {
            var failure = await Assert.ThrowsAsync<RpcException>(() => read);
            Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
            Assert.Contains("cancelled", failure.Status.Detail, StringComparison.Ordinal);
        }
    }

    private static async Task<EmulatedCloud> SlowCloudAsync(TimeProvider clock)
    {
        var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions { Clock = clock }, Cancellation);
        cloud.Faults.Add(new FaultRule { Action = new FaultAction.Delay(TimeSpan.FromSeconds(1)), Times = int.MaxValue });
        return cloud;
    }

    private static async Task<RunningProvider> ConfiguredAsync(EmulatedCloud cloud)
    {
        var provider = await RunningProvider.StartAsync(Cancellation);
        await provider.ConfigureAsync(
            PropertyMap.Of(("accessToken", new SecretValue(cloud.AccessToken)), ("apiUrl", cloud.Url.ToString())), Cancellation);
        return provider;
    }

    private static async Task ReadAsync(RunningProvider provider, string username) => await provider.Calls.ReadAsync(
        new ReadRequest { Id = $"acme/{username}", Urn = "urn:pulumi:dev::acme::orgs:index:OrgMember::it" }, cancellationToken: Cancellation);

    /// <summary>A clock on which nobody waits to the end, and which tells that somebody waits.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private readonly Channel<bool> _waiters = Channel.CreateUnbounded<bool>();

        public ValueTask<bool> WaiterAsync(CancellationToken cancellationToken) => _waiters.Reader.ReadAsync(cancellationToken);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _waiters.Writer.TryWrite(true);
            return timer;
        }
    }
}
