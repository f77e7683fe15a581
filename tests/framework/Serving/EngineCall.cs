using Grpc.Core;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>A call of an engine, as the service sees it, without a wire.</summary>
internal sealed class EngineCall(CancellationToken cancelled = default, Metadata? headers = null) : ServerCallContext
{
    protected override string MethodCore => "/pulumirpc.ResourceProvider/Any";

    protected override string HostCore => "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore => headers ?? [];

    protected override CancellationToken CancellationTokenCore => cancelled;

    protected override Metadata ResponseTrailersCore => [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => new(null, []);

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
