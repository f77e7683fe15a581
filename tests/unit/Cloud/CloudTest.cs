using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>A client of a scripted server, on a clock that does not make a test wait.</summary>
public abstract class CloudTest : IDisposable
{
    protected const string AccessToken = "pul-0123456789abcdef";

    protected CloudTest()
    {
        Options = new CloudOptions { ApiUrl = new Uri("https://api.test"), AccessToken = AccessToken, Handler = Server };
        Time = new SkippingTime(Options.AttemptTimeout);
        Options = Options with { TimeProvider = Time };
        Cloud = new CloudClient(Options);
    }

    protected ScriptedServer Server { get; } = new();

    protected SkippingTime Time { get; }

    protected CloudOptions Options { get; }

    protected CloudClient Cloud { get; }

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Cloud.Dispose();
        Server.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static Task<CloudException> FailureAsync(Func<Task> call) => Assert.ThrowsAsync<CloudException>(call);
}
