using Grpc.Core;
using Grpc.Health.V1;

namespace PulumiOrgs.Framework.Serving;

/// <summary>
/// Watches the engine that started the plugin. An engine that was killed cannot stop its plugins, and this one would go on
/// with its access token for ever.
/// </summary>
/// <param name="health">The engine's health service. Engines need not have one: whoever answers is alive.</param>
/// <param name="clock">The clock.</param>
internal sealed class EngineWatch(Health.HealthClient health, TimeProvider clock)
{
    /// <summary>How often the engine is asked.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // One may be a connection that broke; an engine that is there takes the next.
    private const int FailuresOfADeadEngine = 2;

    /// <summary>Comes back when the engine is gone.</summary>
    public async Task UntilGoneAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var failures = 0;
        while (failures < FailuresOfADeadEngine && await timer.WaitForNextTickAsync(cancellationToken))
        {
            failures = await IsAliveAsync(cancellationToken) ? 0 : failures + 1;
        }
    }

    // No limit of time: an engine that somebody halted, in a debugger or with Ctrl-Z, is slow to answer and not dead.
    private async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await health.CheckAsync(new HealthCheckRequest(), cancellationToken: cancellationToken);
            return true;
        }
        catch (RpcException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return failure.StatusCode == StatusCode.Unimplemented;
        }
    }
}
