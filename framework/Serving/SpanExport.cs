using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Serving;

/// <summary>Sends what was followed to where an engine collects it, in batches.</summary>
internal sealed class SpanExport : IDisposable
{
    // The last spans are on their way when the plugin has to end: the engine, on the same machine, takes them at once or not at all.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(0.4);

    private readonly TracerProvider _spans;

    /// <param name="sources">Whose activities are sent.</param>
    /// <param name="package">Who sends them.</param>
    /// <param name="engine">Where to: OTLP over gRPC.</param>
    public SpanExport(string[] sources, PackageDescription package, EngineAddress engine) => _spans = Sdk.CreateTracerProviderBuilder()
        .ConfigureResource(resource => resource.AddService($"pulumi-resource-{package.Name}", serviceVersion: package.Version))
        .AddSource(sources)
        .AddOtlpExporter(options =>
        {
            options.Endpoint = engine.Url;
            options.Protocol = OtlpExportProtocol.Grpc;
            options.HttpClientFactory = static () => new HttpClient(EngineAddress.Network());
        })
        .Build();

    public void Dispose()
    {
        _spans.Shutdown((int)Grace.TotalMilliseconds);
        _spans.Dispose();
    }
}
