using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class HandshakeTests(SharedProvider shared)
{
    private const string Urn = "urn:pulumi:dev::acme::orgs:index:OrgAccessToken::it";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ResourceProvider.ResourceProviderClient Calls => shared.Provider.Calls;

    [Fact]
    public async Task Says_what_it_can_take() => Assert.Equal(
        new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true, SupportsAutonamingConfiguration = true },
        await Calls.HandshakeAsync(new ProviderHandshakeRequest(), cancellationToken: Cancellation));

    [Fact]
    public async Task Tells_a_semantic_version_without_a_letter_before_it() => Assert.Matches(
        @"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$", (await Calls.GetPluginInfoAsync(new Empty(), cancellationToken: Cancellation)).Version);

    [Fact]
    public async Task Warns_the_engine_that_it_is_attached_to()
    {
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync(Cancellation);
        await provider.Calls.AttachAsync(new PluginAttach { Address = engine.Address }, cancellationToken: Cancellation);

        await DiffOfTokenThatEndsAsync(provider.Calls);

        var warning = await engine.NextAsync(Cancellation);
        Assert.Equal((LogSeverity.Warning, Urn), (warning.Severity, warning.Urn));
        Assert.Contains("is due for rotation", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_the_engine_that_started_it()
    {
        await using var engine = await FakeEngine.StartAsync(Cancellation);
        await using var provider = await RunningProvider.StartAsync([], [engine.Address], Cancellation);

        await DiffOfTokenThatEndsAsync(provider.Calls);

        Assert.Equal(Urn, (await engine.NextAsync(Cancellation)).Urn);
    }

    [Fact]
    public async Task Answers_although_the_engine_cannot_be_warned()
    {
        await using var provider = await RunningProvider.StartAsync(Cancellation);
        await provider.Calls.AttachAsync(new PluginAttach { Address = "127.0.0.1:9" }, cancellationToken: Cancellation);

        Assert.Equal(DiffResponse.Types.DiffChanges.DiffNone, (await DiffOfTokenThatEndsAsync(provider.Calls)).Changes);
    }

    [Fact]
    public async Task Refuses_an_engine_whose_address_makes_no_sense()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            async () => await Calls.AttachAsync(new PluginAttach { Address = "no:such:engine" }, cancellationToken: Cancellation));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains("'no:such:engine'", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_of_a_call_that_it_does_not_know_that_it_is_not_implemented()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{shared.Provider.Process.Port}");
        var marshaller = Marshallers.Create(static (Empty message) => message.ToByteArray(), Empty.Parser.ParseFrom);
        var construct = new Method<Empty, Empty>(MethodType.Unary, "pulumirpc.ResourceProvider", "Construct", marshaller, marshaller);

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await channel.CreateCallInvoker().AsyncUnaryCall(construct, null, new CallOptions(cancellationToken: Cancellation), new Empty()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task Names_the_resources_that_there_are()
    {
        var request = new CheckRequest { Urn = "urn:pulumi:dev::acme::orgs:index:OrgWebsite::it" };

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Calls.CheckAsync(request, cancellationToken: Cancellation));

        Assert.EndsWith(
            "has no resource 'orgs:index:OrgWebsite'; it has orgs:index:OrgAccessToken, orgs:index:OrgMember, orgs:index:OrgMembers, orgs:index:OrgWebhook, " +
            "orgs:index:Team, orgs:index:TeamAccessToken, orgs:index:TeamEnvironmentPermission, orgs:index:TeamMembership, orgs:index:TeamStackPermission",
            failure.Status.Detail,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urn:pulumi:dev::acme::my:index:Org$orgs:index:OrgMember::it", "it")]
    [InlineData("urn:pulumi:dev::acme::orgs:index:OrgMember::ada::lovelace", "ada::lovelace")]
    public async Task Reads_a_resource_and_its_name_out_of_any_urn(string urn, string name)
    {
        var organization = shared.Found();
        var properties = PropertyMap.Of(("organization", organization), ("username", "admin"), ("role", "admin"));

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await Calls.CreateAsync(
            new CreateRequest { Urn = urn, Properties = WireCodec.ToStruct(properties) }, cancellationToken: Cancellation));

        Assert.Contains($"`pulumi import orgs:index:OrgMember {name} {organization}/admin`", failure.Status.Detail, StringComparison.Ordinal);
    }

    private static async Task<DiffResponse> DiffOfTokenThatEndsAsync(ResourceProvider.ResourceProviderClient calls)
    {
        var inputs = PropertyMap.Of(("organization", "acme"), ("name", "ci"), ("description", ""), ("expires", 1_000_000_000), ("admin", false));
        return await calls.DiffAsync(
            new DiffRequest
            {
                Id = "acme/1",
                Urn = Urn,
                Olds = WireCodec.ToStruct(inputs.With("tokenId", "1")),
                OldInputs = WireCodec.ToStruct(inputs),
                News = WireCodec.ToStruct(inputs),
            },
            cancellationToken: Cancellation);
    }
}
