using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Framework.Serving;

/// <summary>
/// Tells what the plugin does to those who asked for it: a line on stderr for each call and request (<c>-v=7</c> and above), and spans
/// for where the engine collects them (<c>pulumi up --otel-traces</c>). Where nobody asked, nothing is followed.
/// </summary>
internal sealed class Tracing : IDisposable
{
    /// <summary>Where the engine collects spans, as <c>host:port</c>: OTLP over gRPC.</summary>
    public const string EndpointVariable = "PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT";

    // From there on an engine tells of its own calls and requests as well.
    private const int VerbosityOfCalls = 7;

    private readonly List<IDisposable> _listeners = [];

    /// <summary>Begins to follow what was asked for.</summary>
    /// <param name="package">What is served.</param>
    /// <param name="verbosity">How much the engine wants in the logs.</param>
    /// <param name="endpoint">Where it collects spans; null or empty when it does not.</param>
    /// <param name="lines">Where lines go.</param>
    public Tracing(ProviderPackage package, int verbosity, string? endpoint, TextWriter lines)
    {
        string[] sources = [CallActivity.SourceName, .. package.ActivitySources];
        if (verbosity >= VerbosityOfCalls)
        {
            _listeners.Add(new ActivityLog(sources, package.Printable, lines));
        }

        if (endpoint is null or "")
        {
            return;
        }

        if (EngineAddress.Parse(endpoint) is { } engine)
        {
            _listeners.Add(new SpanExport(sources, package.Description, engine));
        }
        else
        {
            lines.WriteLine($"{EndpointVariable} is not of the form host:port, so no spans are sent");
        }
    }

    public void Dispose() => _listeners.ForEach(static listener => listener.Dispose());
}
