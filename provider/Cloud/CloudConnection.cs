using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>What all calls have in common: headers, JSON, pages, limits of time and number, repetition and failures.</summary>
internal sealed class CloudConnection : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024 * 1024;
    private const int MaxServerMessageLength = 500;

    private static readonly ResiliencePropertyKey<Exchange> ExchangeKey = new("exchange");
    private static readonly MediaTypeHeaderValue JsonContent = new("application/json");

    private readonly CloudOptions _options;
    private readonly string _address;
    private readonly HttpClient _http;
    private readonly ConcurrencyLimit _limit;
    private readonly ResiliencePipeline _repetition;
    private readonly ResiliencePipeline _timeLimit;

    public CloudConnection(CloudOptions options)
    {
        // The header would be refused later, with the token in the exception.
        if (options.AccessToken.Length == 0 || !options.AccessToken.All(character => character is > ' ' and < '\x7f'))
        {
            throw new ArgumentException("the access token must be printable ASCII text without spaces", nameof(options));
        }

        if (!options.ApiUrl.IsAbsoluteUri || options.ApiUrl.Scheme is not ("http" or "https"))
        {
            throw new ArgumentException("the API's address must be an http or https URL", nameof(options));
        }

        _options = options;
        _address = AddressOf(options.ApiUrl);
        _http = Connect(options);
        Clock = new ServerClock(options.TimeProvider);
        _limit = new ConcurrencyLimit(options.MaxConcurrency, options.TimeProvider);
        _timeLimit = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddTimeout(options.AttemptTimeout)
            .Build();
        _repetition = new ResiliencePipelineBuilder { TimeProvider = options.TimeProvider }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                ShouldHandle = arguments => ValueTask.FromResult(MayRepeat(arguments.Context, arguments.Outcome.Exception)),
                DelayGenerator = arguments => ValueTask.FromResult(Asked(arguments.Outcome.Exception)),
            })
            .Build();
    }

    /// <summary>What time it is at the server.</summary>
    public ServerClock Clock { get; }

    /// <summary>Reads all pages of a listing, whose items a page has in <paramref name="field"/>.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        CloudRequest request, string field, Func<CloudAnswer, T> map, CancellationToken cancellationToken)
    {
        List<T> items = [];
        HashSet<string> seen = [];
        using var pages = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var page = await AskAsync(request, pages.Token);
        while (page.OptionalText("continuationToken") is { Length: > 0 } token)
        {
            if (!seen.Add(token))
            {
                throw page.Unexpected("the listing does not end: a page has the continuationToken of an earlier one");
            }

            // The next page is on its way while this one is looked at.
            var next = AskAsync(request with { Query = [.. request.Query, ("continuationToken", token)] }, pages.Token);
            try
            {
                items.AddRange(page.Objects(field).Select(map));
            }
            catch
            {
                await pages.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            page = await next;
        }

        items.AddRange(page.Objects(field).Select(map));
        return items;
    }

    /// <summary>Reads a listing that comes whole, as a bare array.</summary>
    public async Task<IReadOnlyList<T>> ListAsync<T>(CloudRequest request, Func<CloudAnswer, T> map, CancellationToken cancellationToken)
    {
        var (status, answer) = await ExchangeAsync(new Exchange(request), cancellationToken);
        return answer switch
        {
            JArray items => [.. items.Select(item => item is JObject json
                ? map(new CloudAnswer(request, status, json))
                : throw request.Unexpected($"the answer's '{item.Path}' is not an object", status))],
            // The server is a Go program: a list that never held anything is written as null.
            JValue { Type: JTokenType.Null } => [],
            _ => throw request.Unexpected("the answer is not a JSON array", status),
        };
    }

    /// <summary>Sends a request whose answer is a JSON object; null when the API says that there is no such thing.</summary>
    public async Task<CloudAnswer?> FindAsync(CloudRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(request, cancellationToken);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            return null;
        }
    }

    /// <summary>Sends a request whose answer is a JSON object.</summary>
    public async Task<CloudAnswer> AskAsync(CloudRequest request, CancellationToken cancellationToken)
    {
        var (status, answer) = await ExchangeAsync(new Exchange(request), cancellationToken);
        var json = answer as JObject ?? throw request.Unexpected("the answer is not a JSON object", status);
        return new CloudAnswer(request, status, json);
    }

    /// <summary>Sends a request whose answer says nothing but that it was done.</summary>
    public async Task SendAsync(CloudRequest request, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(request);
        try
        {
            await ExchangeAsync(exchange, cancellationToken);
        }
        catch (CloudException failure) when (exchange.IsDoneAllTheSame(failure))
        {
            // An earlier try was carried out and only its answer was lost.
        }
    }

    public void Dispose()
    {
        _limit.Dispose();
        _http.Dispose();
    }

    /// <summary>What the paths of requests come after. Two URLs that have it in common are one cloud.</summary>
    internal static string AddressOf(Uri apiUrl) =>
        apiUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>What carries requests over the network when the options name nothing else.</summary>
    internal static SocketsHttpHandler Network(Uri apiUrl) => new()
    {
        // The proxy of the environment would read the token in a plain request, and cannot reach this machine for its caller.
        UseProxy = !apiUrl.IsLoopback,
        AutomaticDecompression = DecompressionMethods.All,
        // A redirect would turn a POST into a GET, and carry the caller's token to wherever it points.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Shorter than load balancers keep an idle connection: a POST on one that just closed has an unknown outcome.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        // Over HTTP/2 all requests share one connection: without these, a dead one would take every further try down with it.
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = TimeSpan.FromSeconds(20),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
    };

    private static HttpClient Connect(CloudOptions options) => new(options.Handler ?? Network(options.ApiUrl), disposeHandler: options.Handler is null)
    {
        // Each try has its own limit, kept by the injected clock.
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = MaxAnswerBytes,
    };

    private async Task<(HttpStatusCode Status, JToken? Json)> ExchangeAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ExchangeKey, exchange);
        try
        {
            return await _repetition.ExecuteAsync(
                static async (context, state) => await state.Connection.TryAsync(state.Exchange, context.CancellationToken),
                context,
                (Connection: this, Exchange: exchange));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<(HttpStatusCode Status, JToken? Json)> TryAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(exchange, cancellationToken);
        // It is in memory already.
        var json = Parse(response.Content.ReadAsStream(cancellationToken));
        return response.IsSuccessStatusCode ? (response.StatusCode, json) : throw Refused(exchange, response, json as JObject);
    }

    /// <summary>Sends a request once, as soon as there is room for it, and takes in the whole answer.</summary>
    private async Task<HttpResponseMessage> SendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var waitsSince = _options.TimeProvider.GetTimestamp();
        using var place = await _limit.EnterAsync(cancellationToken);
        exchange.BeginTry(waitsSince, _options.TimeProvider.GetTimestamp());
        using var message = Compose(exchange.Request);
        try
        {
            var response = await _timeLimit.ExecuteAsync(
                async token => await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, token), cancellationToken);
            Clock.Read(response.Headers.Date);
            Adapt(place, response);
            return response;
        }
        catch (TimeoutRejectedException)
        {
            throw exchange.Failed(
                CloudFailure.Timeout, proof: false, detail: $"no answer from {_address} within {_options.AttemptTimeout.TotalSeconds} s");
        }
        catch (OperationCanceledException canceled) when (canceled.InnerException is TimeoutException)
        {
            // How SocketsHttpHandler says that it could not connect in time.
            throw exchange.Failed(CloudFailure.Unreachable, proof: true, detail: $"no connection to {_address} in time");
        }
        catch (HttpRequestException broken)
        {
            throw Broken(exchange, broken);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    private HttpRequestMessage Compose(CloudRequest request)
    {
        var body = request.Body is { } json ? Encoding.UTF8.GetBytes(json.ToString(Formatting.None)) : [];
        // The API wants a Content-Type on every request, and only content can carry one.
        var content = new ByteArrayContent(body) { Headers = { ContentType = JsonContent } };
        return new HttpRequestMessage(request.Method, _address + request.PathAndQuery)
        {
            Content = content,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrHigher,
            Headers =
            {
                Authorization = new AuthenticationHeaderValue("token", _options.AccessToken),
                Accept = { new MediaTypeWithQualityHeaderValue("application/vnd.pulumi+8") },
                UserAgent = { new ProductInfoHeaderValue("pulumi-resource-orgs", typeof(CloudConnection).Assembly.GetName().Version?.ToString(3)) },
            },
        };
    }

    private void Adapt(ConcurrencyLimit.Place place, HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            place.RateLimited(Bounded(RetryAfter(response.Headers.RetryAfter)) ?? TimeSpan.Zero);
        }
        else if (response.StatusCode < HttpStatusCode.InternalServerError)
        {
            place.Answered();
        }
    }

    /// <remarks><paramref name="error"/>: null for a body that is not the API's. It is left alone: a web page of something in between.</remarks>
    private CloudException Refused(Exchange exchange, HttpResponseMessage response, JObject? error)
    {
        var (reason, proof) = (int)response.StatusCode switch
        {
            400 or 422 => (CloudFailure.BadRequest, true),
            401 => (CloudFailure.Unauthorized, true),
            403 => (CloudFailure.Forbidden, true),
            // Taking a proxy's or a wrong address's 404 for the API's would drop what exists from the caller's books.
            404 => (error is null ? CloudFailure.Unexpected : CloudFailure.NotFound, true),
            408 => (CloudFailure.Timeout, false),
            409 => (CloudFailure.Conflict, true),
            429 => (CloudFailure.RateLimited, true),
            >= 500 => (CloudFailure.Unavailable, false),
            _ => (CloudFailure.Unexpected, true),
        };
        return exchange.Failed(
            reason,
            proof,
            response.StatusCode,
            ServerMessage(error),
            reason == CloudFailure.Unexpected && error is null ? $"this is not an answer of the organizations API at {_address}" : null,
            RetryAfter(response.Headers.RetryAfter));
    }

    private CloudException Broken(Exchange exchange, HttpRequestException broken)
    {
        var cause = broken.GetBaseException().Message;
        return broken.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError =>
                exchange.Failed(
                    CloudFailure.Unreachable, proof: true, detail: $"no connection to {_address}: {cause}", innerException: broken),
            // Its message quotes what arrived, which may be a token.
            HttpRequestError.InvalidResponse => exchange.Failed(
                CloudFailure.Unreachable, proof: false, detail: $"the connection to {_address} broke: what arrived is not HTTP"),
            HttpRequestError.ConfigurationLimitExceeded =>
                exchange.Failed(CloudFailure.Unexpected, proof: false, detail: $"the answer is over {MaxAnswerBytes} bytes long"),
            _ => exchange.Failed(
                CloudFailure.Unreachable, proof: false, detail: $"the connection to {_address} broke: {cause}", innerException: broken),
        };
    }

    private string? ServerMessage(JObject? error)
    {
        if (error?["message"] is not JValue { Value: string message })
        {
            return null;
        }

        // One line that does nothing to the terminals and logs that it goes to.
        var line = WithoutToken(string.Join(' ', Printable.Line(message).Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        return Printable.Cut(line, MaxServerMessageLength);
    }

    private string WithoutToken(string text) => text.Replace(_options.AccessToken, "[secret]", StringComparison.Ordinal);

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - _options.TimeProvider.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private bool MayRepeat(ResilienceContext context, Exception? outcome)
    {
        if (outcome is not CloudException failure || !context.Properties.TryGetValue(ExchangeKey, out var exchange))
        {
            return false;
        }

        var elapsed = _options.TimeProvider.GetElapsedTime(exchange.StartedAt);
        return exchange.MayRepeat(failure) && elapsed + (Asked(failure) ?? TimeSpan.Zero) < _options.TotalTimeout;
    }

    /// <summary>The wait that the server asked for, within reason; null = the client's own choice.</summary>
    private TimeSpan? Asked(Exception? outcome) => Bounded((outcome as CloudException)?.RetryAfter);

    private TimeSpan? Bounded(TimeSpan? wait) => wait > _options.MaxRetryAfter ? _options.MaxRetryAfter : wait;

    private static JToken? Parse(Stream body)
    {
        // Dates stay text: parsing them would lose their offset.
        using var reader = new JsonTextReader(new StreamReader(body, Encoding.UTF8)) { DateParseHandling = DateParseHandling.None };
        try
        {
            var json = JToken.ReadFrom(reader);
            return reader.Read() ? null : json;
        }
        catch (JsonException)
        {
            // Its message quotes what it could not read, which may be a token.
            return null;
        }
    }
}
