using System.Runtime.CompilerServices;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>
/// Lets readers of the same thing share one listing: those who come while it is under way wait for it, and those who come
/// soon after it, or soon after one who took its result, take that too.
/// </summary>
/// <remarks>
/// A write (<see cref="BeginWrite"/>) ends the life of what it touches, also of a listing still under way: its readers get
/// its result, later ones do not. So nobody who begins to read after a write is handed what was listed before its end.
/// What others write it knows only where they tell (<see cref="IOtherWriters"/>): who must see all reads fresh
/// (<see cref="ReadFreshAsync"/>).
/// </remarks>
/// <param name="time">The clock for lifetimes.</param>
/// <param name="lifetime">How long after its completion, or its last reader, a listing still answers.</param>
/// <param name="maxAge">How long after its completion it answers at most.</param>
/// <param name="others">Who else writes; null when nobody is known.</param>
public sealed class SharedListing<TKey, TValue>(TimeProvider time, TimeSpan lifetime, TimeSpan maxAge, IOtherWriters? others = null)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Listing> _listings = [];
    private long _sweptAt = time.GetTimestamp();

    /// <summary>The result of the listing that is shared now, or of a new one.</summary>
    /// <param name="key">What is listed.</param>
    /// <param name="list">Lists it. Its token is cancelled only when every reader has gone. A failure goes to all who wait and is not kept.</param>
    /// <param name="cancellationToken">Ends this reader's wait, not the others'.</param>
    public async Task<TValue> ReadAsync(TKey key, Func<CancellationToken, Task<TValue>> list, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await ResultAsync(key, Join(key, list), cancellationToken);
    }

    /// <summary>The result of a listing that begins after this call. Those who ask while one is under way share the one after it.</summary>
    /// <param name="key">What is listed.</param>
    /// <param name="list">Lists it, as for <see cref="ReadAsync"/>.</param>
    /// <param name="cancellationToken">Ends this reader's wait, not the others'.</param>
    public async Task<TValue> ReadFreshAsync(TKey key, Func<CancellationToken, Task<TValue>> list, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await ResultAsync(key, JoinNext(key, list), cancellationToken);
    }

    /// <summary>The result of the shared listing; where that is not as expected, of a second one that was begun after it.</summary>
    /// <remarks>
    /// Pages shift while something is removed, and a replica can lag behind: only what two listings say in a row is believed.
    /// The second listing is shared by all who miss something in the first, and remembers it for those who come later.
    /// </remarks>
    /// <param name="key">What is listed.</param>
    /// <param name="list">Lists it, as for <see cref="ReadAsync"/>.</param>
    /// <param name="isExpected">Whether the result is believed at once.</param>
    /// <param name="cancellationToken">Ends this reader's wait, not the others'.</param>
    public async Task<TValue> ReadConfirmedAsync(
        TKey key, Func<CancellationToken, Task<TValue>> list, Func<TValue, bool> isExpected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var first = Join(key, list);
        var value = await ResultAsync(key, first, cancellationToken);
        return isExpected(value) || (first.Confirmed is { } confirmed && !isExpected(confirmed.Value!))
            ? value
            : await ResultAsync(key, JoinAfter(first, value, key, list), cancellationToken);
    }

    /// <summary>Ends the life of the listings that a write touches: now, and again when the answer is disposed of.</summary>
    /// <remarks>Now, since the server may do the write at any moment; then, since a listing begun meanwhile may have come too early.</remarks>
    public IDisposable BeginWrite(Func<TKey, bool> touches)
    {
        End(touches);
        others?.Wrote();
        return new Write(this, touches);
    }

    private async Task<TValue> ResultAsync(TKey key, Listing listing, CancellationToken cancellationToken)
    {
        try
        {
            return await listing.Result.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, listing);
        }
    }

    private Listing Join(TKey key, Func<CancellationToken, Task<TValue>> list)
    {
        var stamp = others?.Stamp ?? 0;
        lock (_gate)
        {
            return Read(_listings.TryGetValue(key, out var listing) && !HasExpired(listing) && listing.Stamp == stamp ? listing : Begin(key, list, stamp));
        }
    }

    private Listing JoinNext(TKey key, Func<CancellationToken, Task<TValue>> list)
    {
        var stamp = others?.Stamp ?? 0;
        lock (_gate)
        {
            return Read(_listings.GetValueOrDefault(key) switch
            {
                null => Begin(key, list, stamp),
                { Next: { IsAbandoned: false } next } => next,
                { IsUnderWay: true } current => current.Next = Begin(key, list, stamp, after: current.Result),
                _ => Begin(key, list, stamp),
            });
        }
    }

    private Listing JoinAfter(Listing first, TValue value, TKey key, Func<CancellationToken, Task<TValue>> list)
    {
        var stamp = others?.Stamp ?? 0;
        lock (_gate)
        {
            if (_listings.TryGetValue(key, out var current) && current != first && !HasExpired(current))
            {
                return Read(current);
            }

            var second = Read(Begin(key, list, stamp));
            second.Confirmed = new StrongBox<TValue>(value);
            return second;
        }
    }

    private Listing Read(Listing listing)
    {
        listing.Readers++;
        listing.LastReadAt = time.GetTimestamp();
        return listing;
    }

    private Listing Begin(TKey key, Func<CancellationToken, Task<TValue>> list, long stamp, Task? after = null)
    {
        Sweep();
        var listing = new Listing { Stamp = stamp };
        if (after is null)
        {
            _listings[key] = listing;
        }

        // On another thread, so that none of the listing's code runs under the lock.
        listing.Result = Task.Run(() => RunAsync(key, listing, list, after), CancellationToken.None);
        return listing;
    }

    // Nobody would come for a listing that nobody reads any more: without this, a process that serves many organizations would keep each
    // one's last listing for ever. Once in a lifetime is often enough, and costs next to nothing beside the listing that begins.
    private void Sweep()
    {
        if (time.GetElapsedTime(_sweptAt) < lifetime)
        {
            return;
        }

        _sweptAt = time.GetTimestamp();
        foreach (var (key, listing) in _listings)
        {
            if (HasExpired(listing))
            {
                _listings.Remove(key);
            }
        }
    }

    private async Task<TValue> RunAsync(TKey key, Listing listing, Func<CancellationToken, Task<TValue>> list, Task? after)
    {
        try
        {
            if (after is not null)
            {
                await after.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                lock (_gate)
                {
                    if (listing.IsAbandoned)
                    {
                        throw new OperationCanceledException();
                    }

                    _listings[key] = listing;
                }
            }

            var value = await list(listing.Abandoned.Token);
            lock (_gate)
            {
                listing.CompletedAt = listing.LastReadAt = time.GetTimestamp();
            }

            return value;
        }
        catch
        {
            lock (_gate)
            {
                Forget(key, listing);
            }

            throw;
        }
    }

    private void Leave(TKey key, Listing listing)
    {
        lock (_gate)
        {
            if (--listing.Readers > 0 || listing.Result.IsCompleted || listing.CompletedAt is not null)
            {
                return;
            }

            // Under the lock: nobody can join what is about to be cancelled.
            listing.IsAbandoned = true;
            Forget(key, listing);
        }

        listing.Abandoned.Cancel();
    }

    private void Written(Func<TKey, bool> touches)
    {
        End(touches);
        others?.Wrote();
    }

    private void End(Func<TKey, bool> touches)
    {
        lock (_gate)
        {
            foreach (var key in _listings.Keys)
            {
                if (touches(key))
                {
                    _listings.Remove(key);
                }
            }
        }
    }

    private void Forget(TKey key, Listing listing)
    {
        if (_listings.TryGetValue(key, out var current) && ReferenceEquals(current, listing))
        {
            _listings.Remove(key);
        }
    }

    private bool HasExpired(Listing listing) =>
        listing.CompletedAt is { } completedAt
        && (time.GetElapsedTime(listing.LastReadAt) >= lifetime || time.GetElapsedTime(completedAt) >= maxAge);

    private sealed class Listing
    {
        public Task<TValue> Result { get; set; } = null!;

        public CancellationTokenSource Abandoned { get; } = new();

        /// <summary>What others had written before it was begun.</summary>
        public long Stamp { get; init; }

        /// <summary>The one that begins when this one ends, and takes its place then; null while nobody wants one.</summary>
        public Listing? Next { get; set; }

        /// <summary>The result of the one that this one was begun to confirm; null when it was begun for another reason.</summary>
        public StrongBox<TValue>? Confirmed { get; set; }

        public int Readers { get; set; }

        /// <summary>Whether all its readers went before its end.</summary>
        public bool IsAbandoned { get; set; }

        public bool IsUnderWay => CompletedAt is null && !Result.IsCompleted;

        /// <summary>A timestamp of the clock; the completion counts as a reading.</summary>
        public long LastReadAt { get; set; }

        /// <summary>A timestamp of the clock; null while under way.</summary>
        public long? CompletedAt { get; set; }
    }

    private sealed class Write(SharedListing<TKey, TValue> listings, Func<TKey, bool> touches) : IDisposable
    {
        public void Dispose() => listings.Written(touches);
    }
}
