namespace PulumiOrgs.Provider.Cloud;

/// <summary>Which cloud, who asks, and how patiently.</summary>
public sealed record CloudOptions
{
    /// <summary>Where the API is: an absolute http or https address. A path in it comes before <c>/api</c>.</summary>
    public required Uri ApiUrl { get; init; }

    /// <summary>The caller's access token. <see cref="object.ToString"/> leaves it out.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The clock for waiting, for timeouts and for the life of listings.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What carries the requests; null = the network. It is not disposed with the client.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>Others whose writes this client's reads must see; null when there are none.</summary>
    public IOtherWriters? OtherWriters { get; init; }

    /// <summary>How long after its completion, or the last read that it answered, a listing still answers reads.</summary>
    /// <remarks>A refresh that takes minutes reads all the while: so it reads the organization once, not every few seconds.</remarks>
    public TimeSpan ListingLifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after its completion a listing answers reads at most.</summary>
    public TimeSpan MaxListingAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The most requests in flight at once, at least 1; further ones wait for their turn.</summary>
    /// <remarks>
    /// 32 keeps a fast API busy (300 answers a second at 100 ms each), fits into one HTTP/2 connection, whose servers take a hundred
    /// at once, and is no flood of connections to one that speaks HTTP/1.1. When the API answers 429, it is fewer for a while.
    /// </remarks>
    public int MaxConcurrency { get; init; } = 32;

    /// <summary>How long one try may take.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Counted from the first try, past this no further one begins, so a call takes at most this and one <see cref="AttemptTimeout"/>,
    /// besides the time in which it waits for its turn among <see cref="MaxConcurrency"/>.
    /// </summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many further tries follow the first, at least 1.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>How long to wait, roughly, before the second try. Each further wait is about twice as long.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait of this client's own choice.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait that a server's <c>Retry-After</c> can ask for.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A pause of all requests that is at least this long is worth a word to whoever waits.</summary>
    public TimeSpan LongPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Is told once of each such pause, when it begins; null where nobody wants to know.</summary>
    public Func<TimeSpan, CancellationToken, Task>? OnLongPause { get; init; }

    /// <summary>Names the server, and leaves out the token and whatever else an address may hold.</summary>
    public override string ToString() =>
        $"{nameof(CloudOptions)} {{ {ApiUrl.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, [secret] }}";
}
