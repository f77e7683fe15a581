using System.Collections.Concurrent;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>Stands in for the network: answers each endpoint from its script and keeps what was sent.</summary>
public sealed class ScriptedServer : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Reply>> _scripts = new();
    private readonly ConcurrentQueue<SentRequest> _requests = new();
    private readonly SemaphoreSlim _arrivals = new(0);

    public IReadOnlyList<SentRequest> Requests => [.. _requests];

    public IEnumerable<string> Endpoints => Requests.Select(request => request.Endpoint);

    public bool IsDisposed { get; private set; }

    public SentRequest Only => Assert.Single(Requests);

    /// <summary>Replies to an endpoint (method, path and query) in this order; the last reply stays.</summary>
    public ScriptedServer On(string endpoint, params Reply[] replies)
    {
        _scripts[endpoint] = new ConcurrentQueue<Reply>(replies);
        return this;
    }

    /// <summary>Waits for the next request that nobody has waited for yet, and fails when none comes.</summary>
    public Task ArrivalAsync() => _arrivals.WaitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20));

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = await SentRequest.FromAsync(request, cancellationToken);
        _requests.Enqueue(sent);
        _arrivals.Release();
        var script = _scripts.GetValueOrDefault(sent.Endpoint) ?? throw new InvalidOperationException($"no script for {sent.Endpoint}");
        var reply = script.Count > 1 && script.TryDequeue(out var next) ? next : script.First();
        return await reply(cancellationToken);
    }
}
