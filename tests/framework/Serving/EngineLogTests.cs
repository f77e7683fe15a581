using PulumiOrgs.Framework.Serving;
using Pulumirpc;

namespace PulumiOrgs.Framework.Tests.Serving;

/// <summary>What is told in the log of an engine, and what comes of it where there is none.</summary>
public sealed class EngineLogTests : IDisposable
{
    private readonly EngineLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Lines_arrive_at_the_engine_in_their_order()
    {
        await using var engine = await ListeningEngine.StartAsync();
        _log.Connect(engine.Address);

        await _log.InformAsync("urn:one", "it stays", Cancel);
        await _log.WarnAsync("", "it wobbles", Cancel);

        Assert.Equal((LogSeverity.Info, "urn:one", "it stays"), await engine.NextAsync());
        Assert.Equal((LogSeverity.Warning, "", "it wobbles"), await engine.NextAsync());
    }

    [Fact]
    public async Task Lines_go_to_the_engine_that_was_named_last()
    {
        await using var first = await ListeningEngine.StartAsync();
        await using var second = await ListeningEngine.StartAsync();
        _log.Connect(first.Address);
        await _log.WarnAsync("urn", "to the first", Cancel);

        _log.Connect(second.Address);
        await _log.WarnAsync("urn", "to the second", Cancel);

        Assert.Equal("to the second", (await second.NextAsync()).Message);
        Assert.Equal(second.Address, _log.Address);
    }

    [Fact]
    public async Task Nothing_is_told_and_nothing_fails_before_an_engine_is_known()
    {
        var unheard = await StandardErrorOfAsync(() => _log.WarnAsync("urn", "told to nobody", Cancel));

        Assert.Null(_log.Address);
        Assert.DoesNotContain("warning: told to nobody", unheard);
    }

    [Fact]
    public async Task What_an_engine_does_not_hear_that_is_gone_is_on_stderr_and_no_failure()
    {
        var engine = await ListeningEngine.StartAsync();
        await engine.DisposeAsync();
        _log.Connect(engine.Address);

        var unheard = await StandardErrorOfAsync(async () =>
        {
            await _log.InformAsync("urn", "it stays, unheard", Cancel);
            await _log.WarnAsync("urn", "it wobbles, unheard", Cancel);
        });

        Assert.Equal(
            ["info: it stays, unheard", "warning: it wobbles, unheard"], unheard.Where(static line => line.EndsWith(", unheard", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_on_its_way_to_an_engine_is_no_failure_when_another_takes_its_place()
    {
        await using var hanging = await ListeningEngine.StartHangingAsync();
        _log.Connect(hanging.Address);
        var line = _log.WarnAsync("urn", "it wobbles", Cancel);
        await hanging.NextAsync();

        _log.Connect("127.0.0.1:1");

        await line;
    }

    [Fact]
    public void An_engine_is_reached_without_the_proxy_of_the_environment()
    {
        using var network = EngineAddress.Network();

        Assert.False(network.UseProxy);
    }

    private static async Task<IReadOnlyList<string>> StandardErrorOfAsync(Func<Task> call)
    {
        var (before, lines) = (Console.Error, new Lines());
        Console.SetError(lines);
        try
        {
            await call();
        }
        finally
        {
            Console.SetError(before);
        }

        return lines.Written;
    }
}
