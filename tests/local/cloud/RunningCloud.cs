using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Newtonsoft.Json;

namespace PulumiOrgs.Local.Cloud.Tests;

/// <summary>
/// A cloud that serves, and a caller of it. Paths are those under <c>/api/orgs/acme/</c>, unless they start with a slash.
/// </summary>
internal sealed class RunningCloud : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly bool _owned;

    private RunningCloud(EmulatedCloud cloud, string? token, bool owned)
    {
        Cloud = cloud;
        _owned = owned;
        _http.BaseAddress = cloud.Url;
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/vnd.pulumi+8"));
        _http.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("token", token);
    }

    public EmulatedCloud Cloud { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RunningCloud> StartAsync(EmulatedCloudOptions? options = null)
    {
        var cloud = await EmulatedCloud.StartAsync(options ?? new EmulatedCloudOptions(), Cancellation);
        return new RunningCloud(cloud, cloud.AccessToken, owned: true);
    }

    /// <summary>The same cloud, called with another token; null for none.</summary>
    public RunningCloud As(string? token) => new(Cloud, token, owned: false);

    public Task<Answer> Get(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object? body = null, CancellationToken impatient = default) =>
        SendAsync(HttpMethod.Post, path, body, impatient);

    public Task<Answer> Patch(string path, object? body = null) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Answer> Delete(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>All pages of a listing; what is to happen between two pages is given.</summary>
    public async Task<IReadOnlyList<string?>> GetAll(string path, string list, string property, Action<int>? afterPage = null)
    {
        var found = new List<string?>();
        string? token = null;
        var page = 0;
        do
        {
            var separator = path.Contains('?') ? '&' : '?';
            var answer = await Get(token is null ? path : $"{path}{separator}continuationToken={Uri.EscapeDataString(token)}");
            found.AddRange(answer.All(list, property));
            token = answer.ContinuationToken;
            afterPage?.Invoke(page++);
        }
        while (token is not null);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_owned)
        {
            await Cloud.DisposeAsync();
        }
    }

    /// <summary>Whether connections are let in.</summary>
    public bool CanConnect()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, Cloud.Url.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, object? body, CancellationToken impatient = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Cancellation, impatient);
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/orgs/acme/{path}");
        request.Content = body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(JsonConvert.SerializeObject(body), Encoding.UTF8, "application/json"),
        };
        using var response = await _http.SendAsync(request, either.Token);
        var content = await response.Content.ReadAsStringAsync(Cancellation);
        return new Answer(response.StatusCode, content, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
