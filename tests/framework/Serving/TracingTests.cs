using System.Diagnostics;
using PulumiOrgs.Framework.Serving;
using PulumiOrgs.Framework.Tests.Running;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>Who is told what the plugin does.</summary>
public sealed class TracingTests : IDisposable
{
    // A source of each test's own, for listeners hear of all that happens in a process.
    private readonly ActivitySource _source = new($"test-{Guid.NewGuid():N}");
    private readonly Lines _lines = new();

    public void Dispose()
    {
        _source.Dispose();
        _lines.Dispose();
    }

    [Theory]
    [InlineData(0, null, false)]
    [InlineData(6, "", false)]
    [InlineData(7, null, true)]
    [InlineData(11, "", true)]
    public void Lines_are_written_from_the_verbosity_on_at_which_an_engine_tells_of_its_calls(int verbosity, string? endpoint, bool areWritten)
    {
        using var tracing = Trace(verbosity, endpoint);

        Follow("Sing");

        Assert.Equal(areWritten, _lines.Written.Any(static line => line.Contains(" ms Sing ", StringComparison.Ordinal)));
        Assert.DoesNotContain(_lines.Written, static line => line.StartsWith(Tracing.EndpointVariable, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_written_after_the_end()
    {
        Trace(9, null).Dispose();

        Follow("Sing");

        Assert.DoesNotContain(_lines.Written, static line => line.Contains(" ms Sing ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_are_sent_to_the_engine_that_collects_them_at_the_end_at_the_latest()
    {
        await using var engine = await ListeningEngine.StartAsync();

        // The end does not wait for an engine that is slow to take them, and on a busy machine every one is.
        for (var i = 0; i < 20 && engine.Spans.Length == 0; i++)
        {
            using var tracing = Trace(0, engine.Address);
            Follow($"Sing {_source.Name}");
        }

        Assert.Contains("pulumi-resource-office", engine.Spans, StringComparison.Ordinal);
        Assert.Contains("1.2.3", engine.Spans, StringComparison.Ordinal);
        Assert.Contains($"Sing {_source.Name}", engine.Spans, StringComparison.Ordinal);
        Assert.Empty(_lines.Written);
    }

    [Fact]
    public void An_endpoint_that_is_none_is_told_of()
    {
        using var tracing = Trace(0, "nowhere");

        Assert.Equal(["PULUMI_OTEL_EXPORTER_OTLP_ENDPOINT is not of the form host:port, so no spans are sent"], _lines.Written);
    }

    private Tracing Trace(int verbosity, string? endpoint) =>
        new(Office.Package(new Desk(), new Office.Settings(), [_source.Name]), verbosity, endpoint, _lines);

    private void Follow(string name) => _source.StartActivity(name)?.Dispose();
}
