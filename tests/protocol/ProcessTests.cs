using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Threading.Channels;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class ProcessTests(SharedProvider shared)
{
    private const int Readers = 200;
    private const string MemberUrn = "urn:pulumi:dev::acme::orgs:index:OrgMember::it";

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prints_its_port_and_nothing_else_whatever_flags_it_is_given()
    {
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync(
            [], ["--logtostderr", "-v=9", "--tracing", "http://127.0.0.1:9/api", "--of-tomorrow", engine.Address], Cancellation);

        await provider.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation);

        Assert.Equal([provider.Process.Port.ToString(CultureInfo.InvariantCulture)], provider.Process.Output);
        Assert.Empty(provider.Process.Errors);
    }

    [Fact]
    public async Task Serves_whoever_attaches_when_it_is_started_by_hand()
    {
        await using var provider = await RunningProvider.StartAsync([], ["--logtostderr", "-v=9"], Cancellation);

        await provider.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("")]
    [InlineData("no:such:engine")]
    [InlineData("--of-tomorrow")]
    public async Task Refuses_what_is_neither_a_command_nor_an_engine_in_one_line(string argument)
    {
        var (exitCode, output, errors) = await ProviderProcess.RunAsync([argument], Cancellation);

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Equal(
            $"error: '{argument}' is neither a command nor the address of an engine (host:port); `pulumi-resource-orgs --help` tells what there is",
            Assert.Single(errors));
    }

    [Fact]
    public async Task Tells_its_version()
    {
        var version = (await shared.Provider.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation)).Version;

        var (exitCode, output, errors) = await ProviderProcess.RunAsync(["--version"], Cancellation);

        Assert.Equal((0, version), (exitCode, Assert.Single(output)));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Explains_what_a_person_and_what_an_engine_may_ask()
    {
        var (exitCode, output, errors) = await ProviderProcess.RunAsync(["--help"], Cancellation);

        Assert.Equal(0, exitCode);
        Assert.All(
            ["export", "drift", "[--logtostderr] [-v=N] [--tracing ENDPOINT] HOST:PORT", "PULUMI_DEBUG_PROVIDERS=orgs:PORT"],
            words => Assert.Contains(words, string.Join('\n', output), StringComparison.Ordinal));
        Assert.Empty(errors);
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

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", false)]
    [InlineData("PATCH", true)]
    [InlineData("DELETE", true)]
    public async Task Cancels_the_request_under_way_when_it_is_to_end_and_ends_at_once(string method, bool terminate)
    {
        var clock = new StoppedClock();
        await using var cloud = await SlowCloudAsync(clock, method);
        await using var provider = await ConfiguredAsync(cloud);
        var call = SendAsync(provider.Calls, method);
        await clock.WaiterAsync(Cancellation);

        if (terminate)
        {
            provider.Process.SendTerminate();
        }
        else
        {
            provider.Process.SendInterrupt();
        }

        Assert.Equal(0, await provider.Process.ExitAsync(AtOnce, Cancellation));
        var failure = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.Contains("cancelled", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(provider.Process.Errors);
    }

    [Fact]
    public async Task Ends_at_once_although_an_engine_keeps_its_connection()
    {
        await using var provider = await RunningProvider.StartAsync(Cancellation);
        await provider.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation);

        provider.Process.SendInterrupt();

        Assert.Equal(0, await provider.Process.ExitAsync(AtOnce, Cancellation));
    }

    [Fact]
    public async Task Ends_soon_after_the_engine_that_started_it_and_breaks_off_what_is_under_way()
    {
        var clock = new StoppedClock();
        await using var cloud = await SlowCloudAsync(clock, "GET");
        var engine = await FakeEngine.StartAsync(Cancellation);
        var address = engine.Address;
        await using var attached = await RunningProvider.StartAsync(Cancellation);
        await attached.Calls.AttachAsync(new PluginAttach { Address = address }, cancellationToken: Cancellation);
        await using var provider = await RunningProvider.StartAsync([], [address], Cancellation);
        await ConfigureAsync(provider, cloud);
        var call = SendAsync(provider.Calls, "GET");
        await clock.WaiterAsync(Cancellation);

        await engine.DisposeAsync();

        Assert.Equal(0, await provider.Process.ExitAsync(TimeSpan.FromSeconds(10), Cancellation));
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
        Assert.Equal(
            $"the engine at {address} does not answer any more, so the plugin ends", Assert.Single(provider.Process.Errors));
        // It was told of the same engine, but somebody started it by hand, and will attach the next one.
        await attached.Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation);
    }

    [Fact(Timeout = 60_000)]
    public async Task Cancels_what_is_under_way_when_told_however_many_calls_that_are()
    {
        var clock = new StoppedClock();
        await using var cloud = await SlowCloudAsync(clock, "GET");
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

    /// <summary>A cloud that does not answer one kind of request.</summary>
    private static async Task<EmulatedCloud> SlowCloudAsync(TimeProvider clock, string method)
    {
        var cloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions { Clock = clock, Members = [new Member { Login = "ada" }] }, Cancellation);
        cloud.Faults.Add(new FaultRule { Method = method, Action = new FaultAction.Delay(TimeSpan.FromSeconds(1)), Times = int.MaxValue });
        return cloud;
    }

    private static async Task<RunningProvider> ConfiguredAsync(EmulatedCloud cloud)
    {
        var provider = await RunningProvider.StartAsync(Cancellation);
        await ConfigureAsync(provider, cloud);
        return provider;
    }

    private static Task ConfigureAsync(RunningProvider provider, EmulatedCloud cloud) => provider.ConfigureAsync(
        PropertyMap.Of(("accessToken", new SecretValue(cloud.AccessToken)), ("apiUrl", cloud.Url.ToString())), Cancellation);

    private static async Task ReadAsync(RunningProvider provider, string username) => await provider.Calls.ReadAsync(
        new ReadRequest { Id = $"acme/{username}", Urn = MemberUrn }, cancellationToken: Cancellation);

    /// <summary>Makes the call that comes to a request of that method.</summary>
    private static async Task SendAsync(ResourceProvider.ResourceProviderClient calls, string method)
    {
        var eve = WireCodec.ToStruct(PropertyMap.Of(("organization", "acme"), ("username", "eve"), ("role", "member"), ("adopt", false)));
        var ada = WireCodec.ToStruct(PropertyMap.Of(("organization", "acme"), ("username", "ada"), ("role", "member"), ("adopt", false)));
        var adaAsAdmin = WireCodec.ToStruct(PropertyMap.Of(("organization", "acme"), ("username", "ada"), ("role", "admin"), ("adopt", false)));
        IMessage _ = method switch
        {
            "GET" => await calls.ReadAsync(new ReadRequest { Id = "acme/ada", Urn = MemberUrn }, cancellationToken: Cancellation),
            "POST" => await calls.CreateAsync(new CreateRequest { Urn = MemberUrn, Properties = eve }, cancellationToken: Cancellation),
            "PATCH" => await calls.UpdateAsync(
                new UpdateRequest { Id = "acme/ada", Urn = MemberUrn, Olds = ada, OldInputs = ada, News = adaAsAdmin }, cancellationToken: Cancellation),
            _ => await calls.DeleteAsync(new DeleteRequest { Id = "acme/ada", Urn = MemberUrn, Properties = ada, OldInputs = ada },
                cancellationToken: Cancellation),
        };
    }

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
