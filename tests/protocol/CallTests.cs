using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>What a call may be given besides what it is about.</summary>
public sealed class CallTests(SharedProvider shared)
{
    private const string Urn = "urn:pulumi:dev::acme::orgs:index:OrgMember::it";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A value that says that it is a secret and has none.</summary>
    private static Struct Malformed => new()
    {
        Fields =
        {
            ["username"] = Value.ForStruct(new Struct { Fields = { [Signatures.Key] = Value.ForString(Signatures.Secret) } }),
        },
    };

    private ResourceProvider.ResourceProviderClient Calls => shared.Provider.Calls;

    [Theory]
    [InlineData(60 * 60 * 24 * 50)]
    [InlineData(1e18)]
    [InlineData(double.MaxValue)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(0.0001)]
    public async Task Take_any_time_that_there_is(double seconds)
    {
        var organization = shared.Found();
        var read = new ReadRequest { Id = $"{organization}/admin", Urn = Urn, Timeout = seconds };

        if (seconds >= 1)
        {
            Assert.Equal($"{organization}/admin", (await Calls.ReadAsync(read, cancellationToken: Cancellation)).Id);
        }
        else
        {
            Assert.Equal(StatusCode.DeadlineExceeded, (await FailureOfAsync(async () => await Calls.ReadAsync(read, cancellationToken: Cancellation)))
                .StatusCode);
        }
    }

    [Theory]
    [InlineData(-1, "-1")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.NaN, "NaN")]
    public async Task Refuse_a_time_that_is_none(double seconds, string shown)
    {
        var read = new ReadRequest { Id = "acme/admin", Urn = Urn, Timeout = seconds };

        var failure = await FailureOfAsync(async () => await Calls.ReadAsync(read, cancellationToken: Cancellation));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal($"the resource's customTimeouts allow {shown} seconds, which is no time; give one above zero, or none", failure.Status.Detail);
    }

    [Theory]
    [InlineData("DiffConfig")]
    [InlineData("Configure")]
    [InlineData("Diff")]
    [InlineData("Create")]
    [InlineData("Read")]
    [InlineData("Update")]
    [InlineData("Delete")]
    [InlineData("Invoke")]
    [InlineData("List")]
    public async Task Say_what_is_wrong_with_a_value_that_breaks_the_protocol(string call)
    {
        var failure = await FailureOfAsync(() => CallAsync(call, Malformed));

        Assert.Equal((StatusCode.InvalidArgument, "username is a secret that lacks its field 'value'"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Say_of_inputs_that_break_the_protocol_which_it_is()
    {
        var nested = new Struct { Fields = { ["username"] = Value.ForStruct(new Struct { Fields = { ["at"] = Malformed.Fields["username"] } }) } };

        var ofConfiguration = await Calls.CheckConfigAsync(new CheckRequest { Urn = Urn, News = Malformed }, cancellationToken: Cancellation);
        var ofResource = await Calls.CheckAsync(new CheckRequest { Urn = Urn, News = nested }, cancellationToken: Cancellation);

        Assert.Equal("username: is a secret that lacks its field 'value'", FailureOf(ofConfiguration));
        Assert.Equal("username.at: is a secret that lacks its field 'value'", FailureOf(ofResource));

        static string FailureOf(CheckResponse response)
        {
            var failure = Assert.Single(response.Failures);
            return $"{failure.Property}: {failure.Reason}";
        }
    }

    [Theory]
    [InlineData("Check")]
    [InlineData("Create")]
    [InlineData("List")]
    public async Task Say_that_a_message_is_none(string call)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{shared.Provider.Process.Port}");
        var rubbish = new Method<byte[], byte[]>(
            call == "List" ? MethodType.ServerStreaming : MethodType.Unary,
            "pulumirpc.ResourceProvider",
            call,
            Marshallers.Create(static bytes => bytes, static bytes => bytes),
            Marshallers.Create(static bytes => bytes, static bytes => bytes));
        var options = new CallOptions(cancellationToken: Cancellation);

        var failure = await FailureOfAsync(async () =>
        {
            if (rubbish.Type == MethodType.Unary)
            {
                await channel.CreateCallInvoker().AsyncUnaryCall(rubbish, null, options, [0x0a, 0xff]);
            }
            else
            {
                using var answers = channel.CreateCallInvoker().AsyncServerStreamingCall(rubbish, null, options, [0x0a, 0xff]);
                await answers.ResponseStream.MoveNext(Cancellation);
            }
        });

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.StartsWith("the request is no message of the plugin protocol: ", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Check")]
    [InlineData("Diff")]
    [InlineData("Create")]
    [InlineData("Read")]
    [InlineData("Update")]
    [InlineData("Delete")]
    public async Task Answer_a_request_that_holds_nothing(string call)
    {
        var failure = await FailureOfAsync(() => CallAsync(call, properties: null, urn: ""));

        Assert.Equal((StatusCode.InvalidArgument, "'' is not a URN"), (failure.StatusCode, failure.Status.Detail));
    }

    private static Task<RpcException> FailureOfAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);

    private async Task CallAsync(string call, Struct? properties, string urn = Urn)
    {
        IMessage _ = call switch
        {
            "DiffConfig" => await Calls.DiffConfigAsync(new DiffRequest { Urn = urn, News = properties }, cancellationToken: Cancellation),
            "Configure" => await Calls.ConfigureAsync(new ConfigureRequest { Args = properties }, cancellationToken: Cancellation),
            "Check" => await Calls.CheckAsync(new CheckRequest { Urn = urn, News = properties }, cancellationToken: Cancellation),
            "Diff" => await Calls.DiffAsync(new DiffRequest { Urn = urn, News = properties }, cancellationToken: Cancellation),
            "Create" => await Calls.CreateAsync(new CreateRequest { Urn = urn, Properties = properties }, cancellationToken: Cancellation),
            "Read" => await Calls.ReadAsync(new ReadRequest { Urn = urn, Id = "acme/admin", Properties = properties }, cancellationToken: Cancellation),
            "Update" => await Calls.UpdateAsync(new UpdateRequest { Urn = urn, Olds = properties }, cancellationToken: Cancellation),
            "Delete" => await Calls.DeleteAsync(new DeleteRequest { Urn = urn, Properties = properties }, cancellationToken: Cancellation),
            "Invoke" => await Calls.InvokeAsync(new InvokeRequest { Tok = "orgs:index:getOrgMember", Args = properties }, cancellationToken: Cancellation),
            _ => await ListAsync(properties),
        };
    }

    private async Task<ListResponse> ListAsync(Struct? query)
    {
        using var answers = Calls.List(new ListRequest { Token = "orgs:index:OrgMember", Query = query }, cancellationToken: Cancellation);
        await answers.ResponseStream.MoveNext(Cancellation);
        return answers.ResponseStream.Current;
    }
}
