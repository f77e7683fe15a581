using Google.Protobuf;
using Grpc.Core;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.ProtocolTests.Otlp;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>What can be seen of a run by whoever asks: lines with <c>-v=7</c>, spans where an engine collects them, pauses in its log.</summary>
public sealed class TracingTests
{
    private const string SpansVariable = "PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string MemberUrn = "urn:pulumi:dev::acme::orgs:index:OrgMember::ada";
    private const string TokenUrn = "urn:pulumi:dev::acme::orgs:index:OrgAccessToken::ci";
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string EngineSpan = "b7ad6b7169203331";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("-v=7")]
    [InlineData("-v=9")]
    public async Task A_log_has_a_line_for_each_call_and_request_and_no_secret(string verbosity)
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([], ["--logtostderr", verbosity, engine.Address], Cancellation);

        var token = await RunAsync(provider, cloud, traceparent: null);
        await EndAsync(provider);

        var log = provider.Process.Errors;
        var create = Assert.Single(log, static line => line.Contains("ResourceProvider/Create", StringComparison.Ordinal));
        var post = Assert.Single(log, static line => line.Contains(" POST ", StringComparison.Ordinal));
        Assert.Contains($"pulumi.urn={TokenUrn}", create, StringComparison.Ordinal);
        Assert.Contains("url.path=/api/orgs/acme/tokens", post, StringComparison.Ordinal);
        Assert.Contains("http.response.status_code=200", post, StringComparison.Ordinal);
        Assert.EndsWith($"parent={WordAfter(create, "span=")}", post, StringComparison.Ordinal);
        MustNotTell(string.Join('\n', log), token, cloud.AccessToken);
    }

    [Fact]
    public async Task A_log_says_why_a_call_failed_and_which_requests_led_to_it()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([], ["-v=7", engine.Address], Cancellation);
        await ConfigureAsync(provider, cloud);
        cloud.Faults.Add(
            new FaultRule { Method = "GET", PathPattern = "/members$", Action = new FaultAction.Answer(503), Times = 1 },
            new FaultRule { Method = "GET", PathPattern = "/members$", Action = new FaultAction.Answer(403), Times = int.MaxValue });

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await ReadMemberAsync(provider));
        await EndAsync(provider);

        var log = provider.Process.Errors;
        Assert.Contains(log, static line => line.Contains("failed: ServiceUnavailable; ", StringComparison.Ordinal));
        Assert.Contains(log, static line => line.Contains("http.response.status_code=403 ", StringComparison.Ordinal)
            && line.Contains("http.request.resend_count=1 ", StringComparison.Ordinal));
        var read = Assert.Single(log, static line => line.Contains("ResourceProvider/Read", StringComparison.Ordinal));
        Assert.Contains($"failed: {failure.Status.Detail.ReplaceLineEndings(" ")};", read, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("-v=6", "--logtostderr")]
    [InlineData("--logtostderr")]
    public async Task Nobody_is_told_who_did_not_ask(params string[] flags)
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([], [.. flags, engine.Address], Cancellation);

        await RunAsync(provider, cloud, Traceparent);
        await EndAsync(provider);

        Assert.Empty(provider.Process.Errors);
        Assert.Empty(engine.Spans);
    }

    [Fact]
    public async Task Spans_are_a_part_of_the_engines_trace_and_have_no_secret()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([new(SpansVariable, engine.Address)], [engine.Address], Cancellation);

        var token = await RunAsync(provider, cloud, Traceparent);
        await EndAsync(provider);

        Assert.Equal("pulumi-resource-orgs", ValueOf(engine.SpanSenders[0].Attributes, "service.name")?.StringValue);
        var create = Assert.Single(engine.Spans, static span => span.Name == "pulumirpc.ResourceProvider/Create");
        Assert.Equal((Trace, EngineSpan), (Hex(create.TraceId), Hex(create.ParentSpanId)));
        Assert.Equal(TokenUrn, ValueOf(create.Attributes, "pulumi.urn")?.StringValue);
        var post = Assert.Single(engine.Spans, static span => span.Name == "POST");
        Assert.Equal((create.TraceId, create.SpanId), (post.TraceId, post.ParentSpanId));
        Assert.Equal("/api/orgs/acme/tokens", ValueOf(post.Attributes, "url.path")?.StringValue);
        Assert.Equal(200, ValueOf(post.Attributes, "http.response.status_code")?.IntValue);
        MustNotTell(string.Join('\n', engine.Spans), token, cloud.AccessToken);
        Assert.Empty(provider.Process.Errors);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_holds_nothing_up()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var provider = await RunningProvider.StartAsync([new(SpansVariable, "127.0.0.1:9")], [], Cancellation);

        await RunAsync(provider, cloud, Traceparent);
        await EndAsync(provider);

        Assert.Empty(provider.Process.Errors);
    }

    [Fact]
    public async Task An_endpoint_that_is_none_is_told_of_and_the_plugin_serves()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var provider = await RunningProvider.StartAsync([new(SpansVariable, "file:///tmp/spans.json")], [], Cancellation);

        await RunAsync(provider, cloud, Traceparent);

        Assert.Equal($"{SpansVariable} is not of the form host:port, so no spans are sent", Assert.Single(provider.Process.Errors));
    }

    [Fact]
    public async Task A_long_pause_that_the_service_asks_for_is_told_of_once()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([], [engine.Address], Cancellation);
        await ConfigureAsync(provider, cloud);
        cloud.Faults.Add(new FaultRule { Method = "GET", Action = new FaultAction.Answer(429, RetryAfter: "90"), Times = int.MaxValue });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var read = ReadMemberAsync(provider, end.Token);
        var message = await engine.NextAsync(Cancellation);

        Assert.Equal((LogSeverity.Info, ""), (message.Severity, message.Urn));
        Assert.Equal(
            "Pulumi Cloud limits how often it may be asked (429 Too Many Requests) and wants a pause: all requests wait for 90 s", message.Message);
        await end.CancelAsync();
        await Assert.ThrowsAsync<RpcException>(() => read);
    }

    [Fact]
    public async Task A_request_that_is_broken_off_is_told_of_as_cancelled()
    {
        await using var cloud = await EmulatedCloud.StartAsync(new EmulatedCloudOptions(), Cancellation);
        await using var provider = await RunningProvider.StartAsync([], ["-v=7"], Cancellation);
        await ConfigureAsync(provider, cloud);
        cloud.Faults.Add(new FaultRule { Method = "GET", Action = new FaultAction.Hang(), Times = int.MaxValue });

        var read = ReadMemberAsync(provider);
        await cloud.Requests.UntilAsync(static request => request.Method == "GET", Cancellation);
        await EndAsync(provider);

        await Assert.ThrowsAsync<RpcException>(() => read);
        Assert.Contains(provider.Process.Errors, static line =>
            line.Contains(" GET failed: Cancelled; ", StringComparison.Ordinal) && line.Contains(" error.type=Cancelled ", StringComparison.Ordinal));
    }

    private static string Traceparent => $"00-{Trace}-{EngineSpan}-01";

    /// <summary>Configures, makes a token, looks for somebody, and answers the token's value.</summary>
    private static async Task<string> RunAsync(RunningProvider provider, EmulatedCloud cloud, string? traceparent)
    {
        await ConfigureAsync(provider, cloud);
        var inputs = PropertyMap.Of(("organization", "acme"), ("name", "ci"), ("description", "Deploys"), ("admin", false));
        var created = await provider.Calls.CreateAsync(
            new CreateRequest { Urn = TokenUrn, Properties = WireCodec.ToStruct(inputs) },
            traceparent is null ? [] : new Metadata { { "traceparent", traceparent } },
            cancellationToken: Cancellation);
        await ReadMemberAsync(provider);
        return ((StringValue)WireCodec.FromStruct(created.Properties).Find("value")!.Unwrap()).Value;
    }

    private static async Task ReadMemberAsync(RunningProvider provider, CancellationToken? cancellation = null) => await provider.Calls.ReadAsync(
        new ReadRequest { Id = "acme/admin", Urn = MemberUrn }, cancellationToken: cancellation ?? Cancellation);

    private static Task ConfigureAsync(RunningProvider provider, EmulatedCloud cloud) => provider.ConfigureAsync(
        PropertyMap.Of(("accessToken", new SecretValue(cloud.AccessToken)), ("apiUrl", cloud.Url.ToString())), Cancellation);

    // What is still to be told is told before the process is gone.
    private static async Task EndAsync(RunningProvider provider)
    {
        provider.Process.SendInterrupt();
        Assert.Equal(0, await provider.Process.ExitAsync(Cancellation));
    }

    private static void MustNotTell(string text, params string[] secrets)
    {
        Assert.DoesNotMatch(ProviderProcess.AccessTokenValue(), text);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    private static AnyValue? ValueOf(IEnumerable<KeyValue> attributes, string key) => attributes.SingleOrDefault(attribute => attribute.Key == key)?.Value;

    private static string WordAfter(string line, string mark) => line[(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Split(' ')[0];

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
