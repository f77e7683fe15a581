using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Pulumi.Orgs;

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
                DelayGenerator = arguments => ValueTask.FromResult(WaitBefore(arguments.Context, arguments.Outcome.Exception)),
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
        var page = await AskForPageAsync(request, field, pages.Token);
        while (page.Next is { Length: > 0 } token)
        {
            if (!seen.Add(token))
            {
                throw page.Answer.Unexpected("the listing does not end: a page has the continuationToken of an earlier one");
            }

            // The next page is on its way while this one is looked at.
            var next = AskForPageAsync(request with { Query = [.. request.Query, ("continuationToken", token)] }, field, pages.Token);
            try
            {
                items.AddRange(page.Items.Select(map));
            }
            catch
            {
                await pages.CancelAsync();
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            page = await next;
        }

        items.AddRange(page.Items.Select(map));
        return items;
    }

    /// <summary>Reads a listing that comes whole, as a bare array.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(CloudRequest request, Func<CloudAnswer, T> map, CancellationToken cancellationToken) =>
        ExchangeAsync<IReadOnlyList<T>>(
            new Exchange(request),
            (status, answer) => answer switch
            {
                JArray items => [.. items.Select(item => item is JObject json
                    ? map(new CloudAnswer(request, status, json))
                    : throw request.Unexpected($"the answer's '{item.Path}' is not an object", status))],
                // The server is a Go program: a list that never held anything is written as null.
                JValue { Type: JTokenType.Null } => [],
                _ => throw request.Unexpected("the answer is not a JSON array", status),
            },
            null,
            cancellationToken);

    /// <summary>Sends a request whose answer is a JSON object; null when the API says that there is no such thing.</summary>
    public async Task<T?> FindAsync<T>(CloudRequest request, Func<CloudAnswer, T> map, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await AskAsync(request, map, null, cancellationToken);
        }
        catch (CloudException failure) when (failure.Reason == CloudFailure.NotFound)
        {
            return null;
        }
    }

    /// <summary>Sends a request whose answer is a JSON object.</summary>
    /// <param name="request">The request.</param>
    /// <param name="map">Takes in the answer; what the contract promises and the answer lacks makes it none of the API's.</param>
    /// <param name="look">Asks the server whether a write was done; null where nobody can tell.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<T> AskAsync<T>(CloudRequest request, Func<CloudAnswer, T> map, Look<T>? look, CancellationToken cancellationToken) => ExchangeAsync(
        new Exchange(request, canLook: look is not null),
        (status, answer) => map(new CloudAnswer(request, status, answer as JObject ?? throw request.Unexpected("the answer is not a JSON object", status))),
        look,
        cancellationToken);

    /// <summary>Sends a write whose answer says nothing but that it was done.</summary>
    /// <param name="request">The write.</param>
    /// <param name="isDone">Asks the server whether all is as wanted; it looks at nothing that was listed before it is called.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task SendAsync(CloudRequest request, Func<CancellationToken, Task<bool>> isDone, CancellationToken cancellationToken)
    {
        var exchange = new Exchange(request, canLook: true);
        try
        {
            await ExchangeAsync(
                exchange,
                (status, _) => status == HttpStatusCode.NoContent
                    ? true
                    : throw request.Unexpected("the API answers this with 204 and no more, so something else has answered", status),
                async (_, looking) => await isDone(looking) ? new Finding<bool>.Done(true) : new Finding<bool>.NotDone(),
                cancellationToken);
        }
        catch (CloudException) when (exchange.Next == NextStep.Done)
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
        // Where requests are followed is the user's affair.
        ActivityHeadersPropagator = null,
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

    private Task<(CloudAnswer Answer, IReadOnlyList<CloudAnswer> Items, string? Next)> AskForPageAsync(
        CloudRequest request, string field, CancellationToken cancellationToken) =>
        AskAsync(request, answer => (answer, answer.Objects(field), answer.OptionalText("continuationToken")), null, cancellationToken);

    /// <summary>Sends a request by the <see cref="RequestRules"/> until its outcome is known or its tries or its time are used up.</summary>
    private async Task<T> ExchangeAsync<T>(
        Exchange exchange, Func<HttpStatusCode, JToken?, T> map, Look<T>? look, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(ExchangeKey, exchange);
        CloudException? last = null;
        try
        {
            return await _repetition.ExecuteAsync(
                async context =>
                {
                    if (last is not null && exchange.Next == NextStep.Look
                        && await SettleAsync(exchange, last, look!, isLast: false, context.CancellationToken) is { } settled)
                    {
                        return settled.Value;
                    }

                    try
                    {
                        return await TryAsync(exchange, map, context.CancellationToken);
                    }
                    catch (CloudException failure)
                    {
                        last = failure;
                        throw;
                    }
                },
                context);
        }
        catch (CloudException failure) when (look is not null && exchange.IsOpen)
        {
            return await SettleAsync(exchange, failure, look, isLast: true, cancellationToken) is { } settled
                ? settled.Value
                : throw exchange.Ended(failure, "when the server was asked afterwards, it had not been done");
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Asks the server whether a write was done. Null: it was not, and may be sent again, unless this look is the last step.</summary>
    private async Task<Finding<T>.Done?> SettleAsync<T>(
        Exchange exchange, CloudException failure, Look<T> look, bool isLast, CancellationToken cancellationToken)
    {
        switch (await LookAsync(exchange, look, cancellationToken))
        {
            case Finding<T>.Done done:
                return done;
            case Finding<T>.Another another:
                throw exchange.Occupied(failure, another.Detail);
            case Finding<T>.Unclear unclear:
                throw exchange.Ended(failure, unclear.Detail);
            default:
                return isLast || exchange.MayFollow() ? null : throw exchange.Ended(failure);
        }
    }

    private async Task<Finding<T>> LookAsync<T>(Exchange exchange, Look<T> look, CancellationToken cancellationToken)
    {
        var left = _options.TotalTimeout - _options.TimeProvider.GetElapsedTime(exchange.StartedAt);
        if (left <= TimeSpan.Zero)
        {
            return new Finding<T>.Unclear("there was no time left to ask what became of it");
        }

        using var limit = new CancellationTokenSource(left, _options.TimeProvider);
        using var looking = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await look(exchange.BegunAt, looking.Token);
        }
        catch (CloudException unseen)
        {
            return new Finding<T>.Unclear($"what became of it could not be found out: {unseen.Message}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new Finding<T>.Unclear($"what became of it could not be found out within {_options.TotalTimeout.TotalSeconds} s");
        }
    }

    private async Task<T> TryAsync<T>(Exchange exchange, Func<HttpStatusCode, JToken?, T> map, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(exchange, cancellationToken);
        // It is in memory already.
        var json = Parse(response.Content.ReadAsStream(cancellationToken));
        if (!response.IsSuccessStatusCode)
        {
            throw Refused(exchange, response, json as JObject);
        }

        try
        {
            return map(response.StatusCode, json);
        }
        catch (CloudException unpromised) when (unpromised.Reason == CloudFailure.Unexpected)
        {
            throw exchange.Failed(CloudFailure.Unexpected, TryOutcome.Unknown, response.StatusCode, detail: unpromised.Detail);
        }
    }

    /// <summary>Sends a request once, as soon as there is room for it, and takes in the whole answer.</summary>
    private async Task<HttpResponseMessage> SendAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var waitsSince = _options.TimeProvider.GetTimestamp();
        using var place = await _limit.EnterAsync(cancellationToken);
        exchange.BeginTry(waitsSince, _options.TimeProvider.GetTimestamp());
        using var activity = RequestActivity.Start(exchange, _address);
        try
        {
            var response = await SendAtOnceAsync(exchange, cancellationToken);
            Clock.Read(response.Headers.Date);
            RequestActivity.Answered(activity, response);
            await AdaptAsync(place, response, cancellationToken);
            return response;
        }
        catch (Exception failure) when (failure is CloudException or OperationCanceledException)
        {
            RequestActivity.Failed(activity, failure);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAtOnceAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        using var message = Compose(exchange.Request);
        try
        {
            return await _timeLimit.ExecuteAsync(
                async token => await _http.SendAsync(message, HttpCompletionOption.ResponseContentRead, token), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            throw exchange.Failed(
                CloudFailure.Timeout, TryOutcome.Unknown, detail: $"no answer from {_address} within {_options.AttemptTimeout.TotalSeconds} s");
        }
        catch (OperationCanceledException canceled) when (canceled.InnerException is TimeoutException)
        {
            // How SocketsHttpHandler says that it could not connect in time.
            throw exchange.Failed(CloudFailure.Unreachable, TryOutcome.TurnedAway, detail: $"no connection to {_address} in time");
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

    private async Task AdaptAsync(ConcurrencyLimit.Place place, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            var wait = Bounded(RetryAfter(response.Headers.RetryAfter)) ?? TimeSpan.Zero;
            if (place.RateLimited(wait) && wait >= _options.LongPause && _options.OnLongPause is { } tell)
            {
                await tell(wait, cancellationToken);
            }
        }
        else if (response.StatusCode < HttpStatusCode.InternalServerError)
        {
            place.Answered();
        }
    }

    private CloudException Refused(Exchange exchange, HttpResponseMessage response, JObject? body)
    {
        var status = (int)response.StatusCode;
        // A firewall's or a gateway's own error is not the API's, whatever its status: it may pass, and what it says of a name is nothing.
        var error = body?["code"] is JValue { Value: long code } && code == status ? body : null;
        var (reason, outcome) = (status, IsOfApi: error is not null) switch
        {
            (408, _) => (CloudFailure.Timeout, TryOutcome.Unknown),
            (429, _) => (CloudFailure.RateLimited, TryOutcome.TurnedAway),
            (501, _) => (CloudFailure.Unavailable, TryOutcome.Refused),
            ( >= 500, _) => (CloudFailure.Unavailable, TryOutcome.Unknown),
            (400 or 422, true) => (CloudFailure.BadRequest, TryOutcome.Refused),
            (401, true) => (CloudFailure.Unauthorized, TryOutcome.Refused),
            (403, true) => (CloudFailure.Forbidden, TryOutcome.Refused),
            (404, true) => (CloudFailure.NotFound, TryOutcome.NotFound),
            (409, true) => (CloudFailure.Conflict, TryOutcome.Conflict),
            (_, true) => (CloudFailure.Unexpected, TryOutcome.Refused),
            // An address that points elsewhere will do so in a second, too.
            ( < 400, false) => (CloudFailure.Unexpected, TryOutcome.Refused),
            (400 or 422, false) => (CloudFailure.BadRequest, TryOutcome.TurnedAway),
            (401, false) => (CloudFailure.Unauthorized, TryOutcome.TurnedAway),
            (403, false) => (CloudFailure.Forbidden, TryOutcome.TurnedAway),
            // Taken for the API's, a 404 would drop what exists from the caller's books, and a 409 pass for what was never done.
            (_, false) => (CloudFailure.Unexpected, TryOutcome.TurnedAway),
        };
        return exchange.Failed(
            reason,
            outcome,
            response.StatusCode,
            ServerMessage(error),
            error is null && status is < 500 and not 429 ? $"this is not an answer of the organizations API at {_address}" : null,
            RetryAfter(response.Headers.RetryAfter));
    }

    private CloudException Broken(Exchange exchange, HttpRequestException broken)
    {
        var cause = broken.GetBaseException().Message;
        return broken.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError => exchange.Failed(
                    CloudFailure.Unreachable,
                    // A certificate that is not trusted now will not be in a second either.
                    broken.InnerException is AuthenticationException ? TryOutcome.Refused : TryOutcome.TurnedAway,
                    detail: $"no connection to {_address}: {cause}",
                    innerException: broken),
            // Its message quotes what arrived, which may be a token.
            HttpRequestError.InvalidResponse => exchange.Failed(
                CloudFailure.Unreachable, TryOutcome.Unknown, detail: $"the connection to {_address} broke: what arrived is not HTTP"),
            HttpRequestError.ConfigurationLimitExceeded => exchange.Failed(
                CloudFailure.Unexpected,
                // It would be as long the next time.
                exchange.Request.IsWrite ? TryOutcome.Unknown : TryOutcome.Refused,
                detail: $"the answer is over {MaxAnswerBytes} bytes long"),
            _ => exchange.Failed(
                CloudFailure.Unreachable, TryOutcome.Unknown, detail: $"the connection to {_address} broke: {cause}", innerException: broken),
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
        return exchange.IsUnfinished && elapsed + (Asked(failure) ?? TimeSpan.Zero) < _options.TotalTimeout;
    }

    private TimeSpan? WaitBefore(ResilienceContext context, Exception? outcome) =>
        context.Properties.TryGetValue(ExchangeKey, out var exchange) && exchange.IsAtOnce ? TimeSpan.Zero : Asked(outcome);

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
