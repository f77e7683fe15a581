using System.Collections.Concurrent;
using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What somebody sees who follows an engine's calls.</summary>
public sealed class CallActivityTests : ServiceTest
{
    // Other tests are followed as well: this one's calls are a part of its own trace.
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _engine = ActivitySpanId.CreateRandom();

    [Fact]
    public async Task A_call_is_named_after_its_method_and_is_a_part_of_the_engines_trace()
    {
        var call = await FollowAsync(call => Service.Handshake(new ProviderHandshakeRequest(), call));

        Assert.Equal(("pulumirpc.ResourceProvider/Any", ActivityKind.Server), (call.DisplayName, call.Kind));
        Assert.Equal((_engine, "a=b", true), (call.ParentSpanId, call.TraceStateString, call.HasRemoteParent));
        Assert.Equal(["rpc.system=grpc"], TagsOf(call));
        Assert.Equal(ActivityStatusCode.Unset, call.Status);
    }

    [Fact]
    public async Task A_call_about_a_resource_has_its_urn_and_none_of_its_values() => Assert.Equal(
        ["rpc.system=grpc", $"pulumi.urn={Urn()}"],
        TagsOf(await FollowAsync(call => Service.Create(new CreateRequest { Urn = Urn(), Properties = Wire(Inputs) }, call))));

    [Fact]
    public async Task An_invocation_has_its_function_and_none_of_its_values() => Assert.Equal(
        ["rpc.system=grpc", $"pulumi.token={Office.Sizes}"],
        TagsOf(await FollowAsync(call =>
            Service.Invoke(new InvokeRequest { Tok = Office.Sizes, Args = Wire(PropertyMap.Of(("floor", "1"))) }, call))));

    [Fact]
    public async Task A_listing_has_its_type() => Assert.Equal(
        ["rpc.system=grpc", "pulumi.token=office:index:Chair", "rpc.grpc.status_code=2"],
        TagsOf(await FollowAsync(call => Service.List(new ListRequest { Token = "office:index:Chair" }, null!, call))));

    [Fact]
    public async Task A_cancel_is_a_call_too() =>
        Assert.Equal(["rpc.system=grpc"], TagsOf(await FollowAsync(call => Service.Cancel(new Empty(), call))));

    [Fact]
    public async Task A_call_that_fails_has_the_status_and_the_text_that_the_engine_gets()
    {
        var call = await FollowAsync(call => Service.GetSchema(new GetSchemaRequest { Version = 1 }, call));

        Assert.Equal(["rpc.system=grpc", "rpc.grpc.status_code=3"], TagsOf(call));
        Assert.Equal((ActivityStatusCode.Error, "the schema has version 0 only, not 1"), (call.Status, call.StatusDescription));
    }

    private static IEnumerable<string> TagsOf(Activity call) => call.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}");

    private async Task<Activity> FollowAsync(Func<EngineCall, Task> call)
    {
        var followed = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == CallActivity.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = followed.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await Record.ExceptionAsync(() => call(new EngineCall(
            headers: new Metadata { { "traceparent", $"00-{_trace}-{_engine}-01" }, { "tracestate", "a=b" } })));
        return Assert.Single(followed, activity => activity.TraceId == _trace);
    }
}
