using System.Net;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class ProxyTests(SharedProvider shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Tells_no_proxy_what_it_asks_a_cloud_of_this_machine(string host)
    {
        using var proxy = new Proxy();
        await using var provider = await RunningProvider.StartAsync(proxy.Environment, [], Cancellation);
        await provider.ConfigureAsync(Cloud($"http://{host}:{shared.Cloud.Url.Port}"), Cancellation);

        Assert.Equal("acme/admin", await ReadAdminAsync(provider, Cancellation));
        Assert.False(proxy.WasCalled);
    }

    [Fact]
    public async Task Tells_no_proxy_what_it_warns_the_engine_of()
    {
        using var proxy = new Proxy();
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync(proxy.Environment, [engine.Address], Cancellation);

        await provider.Calls.CheckConfigAsync(
            new CheckRequest
            {
                Urn = "urn:pulumi:dev::orgs::pulumi:providers:orgs::default",
                News = WireCodec.ToStruct(PropertyMap.Of(("rosterFile", "roster.yaml"))),
            },
            cancellationToken: Cancellation);

        Assert.Equal(LogSeverity.Warning, (await engine.NextAsync(Cancellation)).Severity);
        Assert.False(proxy.WasCalled);
    }

    [Fact]
    public async Task Tells_no_proxy_what_it_lets_the_engine_follow()
    {
        using var proxy = new Proxy();
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync(
            [.. proxy.Environment, new("PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT", engine.Address)], [engine.Address], Cancellation);
        await provider.ConfigureAsync(Cloud(shared.Cloud.Url.ToString()), Cancellation);

        provider.Process.SendInterrupt();
        await provider.Process.ExitAsync(Cancellation);

        Assert.NotEmpty(engine.Spans);
        Assert.False(proxy.WasCalled);
    }

    [Fact]
    public async Task Reaches_every_other_cloud_through_the_proxy()
    {
        using var proxy = new Proxy();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var provider = await RunningProvider.StartAsync(proxy.Environment, [], Cancellation);
        await provider.ConfigureAsync(Cloud("https://pulumi.example.com"), Cancellation);

        var read = ReadAdminAsync(provider, end.Token);

        Assert.Equal("CONNECT pulumi.example.com:443 HTTP/1.1", await proxy.FirstLineAsync(Cancellation));
        await end.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => read);
    }

    private static async Task<string> ReadAdminAsync(RunningProvider provider, CancellationToken cancellationToken) => (await provider.Calls.ReadAsync(
        new ReadRequest { Id = "acme/admin", Urn = "urn:pulumi:dev::acme::orgs:index:OrgMember::it", Timeout = 20 }, cancellationToken: cancellationToken)).Id;

    private PropertyMap Cloud(string url) => PropertyMap.Of(("accessToken", new SecretValue(shared.Cloud.AccessToken)), ("apiUrl", url));

    /// <summary>What the environment says is the proxy for everything. It takes calls and answers none.</summary>
    private sealed class Proxy : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Proxy() => _listener.Start();

        public IEnumerable<KeyValuePair<string, string>> Environment
        {
            get
            {
                var url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
                return [new("http_proxy", url), new("https_proxy", url), new("all_proxy", url), new("no_proxy", "")];
            }
        }

        public bool WasCalled => _listener.Pending();

        public async Task<string?> FirstLineAsync(CancellationToken cancellationToken)
        {
            using var client = await _listener.AcceptTcpClientAsync(cancellationToken);
            using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            return await reader.ReadLineAsync(cancellationToken);
        }

        public void Dispose() => _listener.Dispose();
    }
}
