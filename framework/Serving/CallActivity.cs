using System.Diagnostics;
using Grpc.Core;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Serving;

/// <summary>What can be followed of an engine's call: its name, what it is about and how it ended, but nothing of the values in it.</summary>
internal static class CallActivity
{
    public const string SourceName = "PulumiOrgs.Framework";

    private const string ResourceTag = "pulumi.urn";
    private const string TokenTag = "pulumi.token";
    private const string StatusTag = "rpc.grpc.status_code";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins to follow a call, as a part of what the engine follows; null where nobody listens.</summary>
    public static Activity? Start(ServerCallContext call)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var headers = call.RequestHeaders;
        _ = ActivityContext.TryParse(headers.GetValue("traceparent"), headers.GetValue("tracestate"), isRemote: true, out var engine);
        return Source.StartActivity(call.Method.TrimStart('/'), ActivityKind.Server, engine)?.SetTag("rpc.system", "grpc");
    }

    /// <summary>Says which resource the call of now is about.</summary>
    public static void IsAbout(ResourceContext resource) => Activity.Current?.SetTag(ResourceTag, resource.Urn);

    /// <summary>Says which function or type of resource the call of now is about.</summary>
    public static void IsAbout(string token) => Activity.Current?.SetTag(TokenTag, token);

    /// <summary>Notes with what a call failed. The engine gets the same text.</summary>
    public static void Fail(Activity? call, RpcException failure) => call?
        .SetTag(StatusTag, (int)failure.StatusCode)
        .SetStatus(ActivityStatusCode.Error, failure.Status.Detail);
}
