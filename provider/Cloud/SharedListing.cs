namespace PulumiOrgs.Provider.Cloud;

/// <summary>
/// Lets readers of the same thing share one listing: those who come while it is under way wait for it, and those who come
/// soon after it, or soon after one who took its result, take that too.
/// </summary>
/// <remarks>
/// A write (<see cref="BeginWrite"/>) ends the life of what it touches, also of a listing still under way: its readers get
/// its result, later ones do not. So nobody who begins to read after a write is handed what was listed before its end.
/// </remarks>
/// <param name="time">The clock for lifetimes.</param>
/// <param name="lifetime">How long after its completion, or its last reader, a listing still answers.</param>
/// <param name="maxAge">How long after its completion it answers at most.</param>
public sealed class SharedListing<TKey, TValue>(TimeProvider time, TimeSpan lifetime, TimeSpan maxAge)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Listing> _listings = [];

    /// <summary>The result of the listing that is shared now, or of a new one.</summary>
    /// <param name="key">What is listed.</param>
    /// <param name="list">Lists it. Its token is cancelled only when every reader has gone. A failure goes to all who wait and is not kept.</param>
    /// <param name="cancellationToken">Ends this reader's wait, not the others'.</param>
    public async Task<TValue> ReadAsync(TKey key, Func<CancellationToken, Task<TValue>> list, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var listing = Join(key, list);
        try
        {
            return await listing.Result.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(key, listing);
        }
    }

    /// <summary>Ends the life of the listings that a write touches: now, and again when the answer is disposed of.</summary>
    /// <remarks>Now, since the server may do the write at any moment; then, since a listing begun meanwhile may have come too early.</remarks>
    public IDisposable BeginWrite(Func<TKey, bool> touches)
    {
        End(touches);
        return new Write(this, touches);
    }

    private Listing Join(TKey key, Func<CancellationToken, Task<TValue>> list)
    {
        lock (_gate)
        {
            if (!_listings.TryGetValue(key, out var listing) || HasExpired(listing))
            {
                var fresh = listing = new Listing();
                _listings[key] = fresh;
                // On another thread, so that none of the listing's code runs under the lock.
                fresh.Result = Task.Run(() => RunAsync(key, fresh, list), CancellationToken.None);
            }

            listing.Readers++;
            listing.LastReadAt = time.GetTimestamp();
            return listing;
        }
    }

    private async Task<TValue> RunAsync(TKey key, Listing listing, Func<CancellationToken, Task<TValue>> list)
    {
        try
        {
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
            Forget(key, listing);
        }

        listing.Abandoned.Cancel();
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

        public int Readers { get; set; }

        /// <summary>A timestamp of the clock; the completion counts as a reading.</summary>
        public long LastReadAt { get; set; }

        /// <summary>A timestamp of the clock; null while under way.</summary>
        public long? CompletedAt { get; set; }
    }

    private sealed class Write(SharedListing<TKey, TValue> listings, Func<TKey, bool> touches) : IDisposable
    {
        public void Dispose() => listings.End(touches);
    }
}
