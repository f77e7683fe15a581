using Microsoft.Extensions.Time.Testing;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class SharedListingTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    public abstract class SharedListingTest
    {
        protected FakeTimeProvider Time { get; } = new();

        protected SharedListing<string, int> Listings => field ??= new SharedListing<string, int>(Time, Lifetime, MaxAge);

        protected Source Source { get; } = new();

        protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

        /// <summary>Reads, and fails rather than wait for a listing that the test did not expect.</summary>
        protected Task<int> ReadAsync(CancellationToken? cancellationToken = null, string key = "acme") =>
            Listings.ReadAsync(key, Source.ListAsync, cancellationToken ?? Cancel).WaitAsync(TimeSpan.FromSeconds(20));

        protected Task<int> ReadFreshAsync(CancellationToken? cancellationToken = null) =>
            Listings.ReadFreshAsync("acme", Source.ListAsync, cancellationToken ?? Cancel).WaitAsync(TimeSpan.FromSeconds(20));

        protected async Task<int> ReadNowAsync(int value)
        {
            var read = ReadAsync();
            (await Source.StartedAsync()).SetResult(value);
            return await read;
        }

        protected IDisposable Write(string touched = "acme") => Listings.BeginWrite(key => key == touched);
    }

    public sealed class ReadersAtTheSameTime : SharedListingTest
    {
        [Fact]
        public async Task Share_one_listing()
        {
            var reads = Enumerable.Range(0, 100).Select(_ => ReadAsync()).ToList();

            (await Source.StartedAsync()).SetResult(7);

            Assert.All(await Task.WhenAll(reads), value => Assert.Equal(7, value));
            Assert.Equal(1, Source.Listings);
        }

        [Fact]
        public async Task Do_not_share_across_keys()
        {
            var reads = new[] { ReadAsync(key: "acme"), ReadAsync(key: "other") };

            (await Source.StartedAsync()).SetResult(7);
            (await Source.StartedAsync()).SetResult(7);
            await Task.WhenAll(reads);

            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Share_a_failure_that_the_next_reader_does_not_get()
        {
            var reads = new[] { ReadAsync(), ReadAsync() };

            (await Source.StartedAsync()).SetException(new InvalidOperationException("no"));

            foreach (var read in reads)
            {
                await Assert.ThrowsAsync<InvalidOperationException>(() => read);
            }

            Assert.Equal(8, await ReadNowAsync(8));
        }
    }

    public sealed class AReaderWithinTheLifetime : SharedListingTest
    {
        [Fact]
        public async Task Gets_the_result_without_a_new_listing()
        {
            await ReadNowAsync(7);
            Time.Advance(Lifetime - TimeSpan.FromTicks(1));

            Assert.Equal(7, await ReadAsync());
            Assert.Equal(1, Source.Listings);
        }

        [Fact]
        public async Task Is_one_that_comes_soon_after_another_reader()
        {
            await ReadNowAsync(7);
            for (var reader = 0; reader < 10; reader++)
            {
                Time.Advance(Lifetime - TimeSpan.FromTicks(1));
                Assert.Equal(7, await ReadAsync());
            }

            Assert.Equal(1, Source.Listings);
        }

        [Fact]
        public async Task Is_one_that_comes_soon_after_the_completion_however_long_the_listing_took()
        {
            var first = ReadAsync();
            var listing = await Source.StartedAsync();
            Time.Advance(10 * Lifetime);
            var second = ReadAsync();
            listing.SetResult(7);

            Assert.All(await Task.WhenAll(first, second), value => Assert.Equal(7, value));
            Assert.Equal(7, await ReadAsync());
            Assert.Equal(1, Source.Listings);
        }
    }

    public sealed class AReaderAfterTheLifetime : SharedListingTest
    {
        [Fact]
        public async Task Starts_a_new_listing()
        {
            await ReadNowAsync(7);
            Time.Advance(Lifetime);

            Assert.Equal(8, await ReadNowAsync(8));
        }

        [Fact]
        public async Task Starts_a_new_listing_however_many_have_read_this_one()
        {
            await ReadNowAsync(7);
            var step = TimeSpan.FromSeconds(4);
            for (var age = step; age < MaxAge; age += step)
            {
                Time.Advance(step);
                Assert.Equal(7, await ReadAsync());
            }

            Time.Advance(step);

            Assert.Equal(8, await ReadNowAsync(8));
        }
    }

    public sealed class AWrite : SharedListingTest
    {
        [Fact]
        public async Task Ends_the_life_of_a_result_before_it_is_sent()
        {
            await ReadNowAsync(7);

            using var write = Write();

            Assert.Equal(8, await ReadNowAsync(8));
        }

        [Fact]
        public async Task Ends_the_life_of_a_result_that_was_listed_while_it_was_under_way()
        {
            using (Write())
            {
                await ReadNowAsync(7);
            }

            Assert.Equal(8, await ReadNowAsync(8));
        }

        [Fact]
        public async Task Leaves_a_listing_under_way_to_those_who_wait_for_it_and_to_no_one_else()
        {
            var before = ReadAsync();
            var stale = await Source.StartedAsync();
            var write = Write();
            var during = ReadAsync();
            var early = await Source.StartedAsync();
            write.Dispose();
            var after = ReadAsync();
            var fresh = await Source.StartedAsync();

            fresh.SetResult(3);
            early.SetResult(2);
            stale.SetResult(1);

            Assert.Equal((1, 2, 3, 3), (await before, await during, await after, await ReadAsync()));
        }

        [Fact]
        public async Task Does_not_lose_the_new_listing_when_the_old_one_fails()
        {
            var before = ReadAsync();
            var stale = await Source.StartedAsync();
            Write().Dispose();
            var after = ReadAsync();
            var fresh = await Source.StartedAsync();

            stale.SetException(new InvalidOperationException("no"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => before);
            var later = ReadAsync();
            fresh.SetResult(2);

            Assert.Equal((2, 2), (await after, await later));
            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Leaves_what_it_does_not_touch()
        {
            await ReadNowAsync(7);

            Write("other").Dispose();

            Assert.Equal(7, await ReadAsync());
            Assert.Equal(1, Source.Listings);
        }
    }

    public sealed class ACancelledReader : SharedListingTest
    {
        [Fact]
        public async Task Does_not_take_the_listing_from_the_others()
        {
            using var impatient = new CancellationTokenSource();
            var gone = ReadAsync(impatient.Token);
            var listing = await Source.StartedAsync();
            var patient = ReadAsync();

            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

            Assert.False(Source.Token.IsCancellationRequested);
            listing.SetResult(7);
            Assert.Equal(7, await patient);
        }

        [Fact]
        public async Task Ends_the_listing_when_it_was_the_last_one_and_leaves_nothing_to_the_next()
        {
            using var impatient = new CancellationTokenSource();
            var reads = new[] { ReadAsync(impatient.Token), ReadAsync(impatient.Token) };
            await Source.StartedAsync();
            var abandoned = Source.Token;

            await impatient.CancelAsync();
            foreach (var read in reads)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            }

            Assert.True(abandoned.IsCancellationRequested);
            Assert.Equal(8, await ReadNowAsync(8));
        }

        [Fact]
        public async Task Starts_nothing_when_it_came_cancelled()
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadAsync(new CancellationToken(canceled: true)));

            Assert.Equal(0, Source.Listings);
        }
    }

    public sealed class AListingThatNobodyReadsAnyMore : SharedListingTest
    {
        [Fact]
        public async Task Is_not_kept_however_many_there_were()
        {
            var listings = new SharedListing<int, object>(Time, Lifetime, MaxAge);
            var results = new List<WeakReference>();
            for (var organization = 0; organization < 1000; organization++)
            {
                results.Add(await ReadAsync(listings, organization));
                Time.Advance(Lifetime / 10);
            }

            GC.Collect();

            // Those of the last two lifetimes, at most: one that may be read again, and one until the next sweep.
            Assert.InRange(results.Count(result => result.IsAlive), 1, 21);
        }

        // By itself, so that no local of the test keeps what it read.
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        private static async Task<WeakReference> ReadAsync(SharedListing<int, object> listings, int organization) =>
            new(await listings.ReadAsync(organization, _ => Task.FromResult(new object()), Cancel));
    }

    public sealed class AReaderWhoMissesSomething : SharedListingTest
    {
        private Task<int> ReadAsync(int expected) =>
            Listings.ReadConfirmedAsync("acme", Source.ListAsync, value => value == expected, Cancel).WaitAsync(TimeSpan.FromSeconds(20));

        [Fact]
        public async Task Gets_a_second_listing_that_all_share_who_miss_something()
        {
            var readers = Enumerable.Range(0, 50).Select(_ => ReadAsync(expected: 8)).ToList();

            (await Source.StartedAsync()).SetResult(7);
            (await Source.StartedAsync()).SetResult(8);

            Assert.All(await Task.WhenAll(readers), value => Assert.Equal(8, value));
            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Believes_what_two_listings_say_and_so_do_those_who_come_later()
        {
            var first = ReadAsync(expected: 8);
            (await Source.StartedAsync()).SetResult(7);
            (await Source.StartedAsync()).SetResult(6);

            Assert.Equal((6, 6, 6), (await first, await ReadAsync(expected: 8), await ReadAsync(expected: 6)));
            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Gets_a_second_listing_too_where_the_first_one_had_it_once()
        {
            var first = ReadAsync(expected: 8);
            (await Source.StartedAsync()).SetResult(7);
            (await Source.StartedAsync()).SetResult(8);
            await first;

            // In the listing before it was, so only the last one lacks it.
            var second = ReadAsync(expected: 7);
            (await Source.StartedAsync()).SetResult(7);

            Assert.Equal(7, await second);
        }

        [Fact]
        public async Task Fails_where_the_second_listing_does()
        {
            var read = ReadAsync(expected: 8);
            (await Source.StartedAsync()).SetResult(7);
            (await Source.StartedAsync()).SetException(new InvalidOperationException("no"));

            await Assert.ThrowsAsync<InvalidOperationException>(() => read);
        }

        [Fact]
        public async Task Asks_no_second_time_for_what_is_there()
        {
            var read = ReadAsync(expected: 7);
            (await Source.StartedAsync()).SetResult(7);

            Assert.Equal(7, await read);
            Assert.Equal(1, Source.Listings);
        }
    }

    public sealed class AReaderWhoWantsItFresh : SharedListingTest
    {
        [Fact]
        public async Task Starts_a_new_listing_whose_result_the_others_take_too()
        {
            await ReadNowAsync(7);

            var fresh = ReadFreshAsync();
            (await Source.StartedAsync()).SetResult(8);

            Assert.Equal((8, 8), (await fresh, await ReadAsync()));
            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Shares_the_listing_after_the_one_under_way_with_all_who_want_it_fresh_meanwhile()
        {
            var before = ReadAsync();
            var stale = await Source.StartedAsync();
            var fresh = Enumerable.Range(0, 50).Select(_ => ReadFreshAsync()).ToList();
            var sharing = ReadAsync();

            stale.SetResult(7);
            Assert.Equal((7, 7), (await before, await sharing));
            (await Source.StartedAsync()).SetResult(8);

            Assert.All(await Task.WhenAll(fresh), value => Assert.Equal(8, value));
            Assert.Equal(8, await ReadAsync());
            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Is_not_kept_by_a_failure_of_the_listing_under_way()
        {
            var before = ReadAsync();
            var failing = await Source.StartedAsync();
            var fresh = ReadFreshAsync();

            failing.SetException(new InvalidOperationException("no"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => before);
            (await Source.StartedAsync()).SetResult(8);

            Assert.Equal(8, await fresh);
        }

        [Fact]
        public async Task Starts_nothing_when_it_goes_before_its_turn_and_leaves_its_turn_to_the_next()
        {
            using var impatient = new CancellationTokenSource();
            var before = ReadAsync();
            var stale = await Source.StartedAsync();
            var gone = ReadFreshAsync(impatient.Token);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
            var fresh = ReadFreshAsync();

            stale.SetResult(7);
            await before;
            (await Source.StartedAsync()).SetResult(8);

            Assert.Equal(8, await fresh);
            Assert.Equal(2, Source.Listings);
        }

        [Fact]
        public async Task Does_not_wait_for_a_listing_that_a_write_has_ended()
        {
            var before = ReadAsync();
            var stale = await Source.StartedAsync();
            Write().Dispose();

            var fresh = ReadFreshAsync();
            (await Source.StartedAsync()).SetResult(8);

            Assert.Equal(8, await fresh);
            stale.SetResult(7);
            Assert.Equal(7, await before);
        }
    }

    public sealed class ManyReadersAndWriters
    {
        private const int Keys = 3;
        private const int Callers = 16;
        private const int CallsEach = 3000;

        private readonly SharedListing<int, long> _listings = new(TimeProvider.System, TimeSpan.FromHours(1), MaxAge);
        private readonly long[] _stored = new long[Keys];
        private readonly long[] _written = new long[Keys];
        private int _listed;
        private int _read;
        private int _cancelled;
        private int _writes;
        private int _stale;

        [Fact]
        public async Task Share_what_is_never_older_than_a_write_that_had_ended_when_they_began()
        {
            var seed = Random.Shared.Next();
            TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

            await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(() => CallAsync(new Random(seed + number)))))
                .WaitAsync(TimeSpan.FromSeconds(60));

            Assert.Equal(0, _stale);
            // A new listing takes a write that ended the life of the last one, at its begin or at its end, or its last reader to go.
            Assert.InRange(_listed, Keys, Keys + (2 * _writes) + _cancelled);
            Assert.True(_listed < _read / 4, $"{_read} reads share {_listed} listings");
            Assert.True(_writes > 0 && _cancelled > 0, "writes and cancelled readers took part");
        }

        private async Task CallAsync(Random random)
        {
            for (var call = 0; call < CallsEach; call++)
            {
                var key = random.Next(Keys);
                await YieldAsync(random.Next(3));
                switch (random.Next(40))
                {
                    case 0:
                        await WriteAsync(key, random);
                        break;
                    case < 8:
                        await ReadImpatientlyAsync(key, random);
                        break;
                    default:
                        await ReadAsync(key, random, CancellationToken.None);
                        break;
                }
            }
        }

        private async Task WriteAsync(int key, Random random)
        {
            long mine;
            using (_listings.BeginWrite(touched => touched == key))
            {
                await YieldAsync(random.Next(4));
                mine = Interlocked.Increment(ref _stored[key]);
                await YieldAsync(random.Next(4));
            }

            Interlocked.Increment(ref _writes);
            for (var seen = Volatile.Read(ref _written[key]); seen < mine; seen = Volatile.Read(ref _written[key]))
            {
                Interlocked.CompareExchange(ref _written[key], mine, seen);
            }
        }

        private async Task ReadAsync(int key, Random random, CancellationToken cancellationToken)
        {
            var (before, after) = (random.Next(4), random.Next(4));
            var oldest = Volatile.Read(ref _written[key]);
            var value = await _listings.ReadAsync(key, listing => ListAsync(key, before, after, listing), cancellationToken);
            Interlocked.Increment(ref _read);
            if (value < oldest)
            {
                Interlocked.Increment(ref _stale);
            }
        }

        private async Task ReadImpatientlyAsync(int key, Random random)
        {
            using var patience = new CancellationTokenSource();
            var read = ReadAsync(key, random, patience.Token);
            await YieldAsync(random.Next(3));
            await patience.CancelAsync();
            try
            {
                await read;
            }
            catch (OperationCanceledException)
            {
                // A patient reader must never be cancelled along with it: that would fail the test.
                Interlocked.Increment(ref _cancelled);
            }
        }

        private async Task<long> ListAsync(int key, int before, int after, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _listed);
            await YieldAsync(before);
            var value = Volatile.Read(ref _stored[key]);
            await YieldAsync(after);
            cancellationToken.ThrowIfCancellationRequested();
            return value;
        }

        private static async Task YieldAsync(int times)
        {
            for (; times > 0; times--)
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Listings that a test completes by hand, in the order in which they were started.</summary>
    /// <summary>What other processes write is told by a number, and what is written here is told to them.</summary>
    public sealed class OtherWriters : SharedListingTest
    {
        private readonly Others _others = new();
        private readonly SharedListing<string, int> _listings;

        public OtherWriters() => _listings = new SharedListing<string, int>(Time, Lifetime, MaxAge, _others);

        private async Task<int> ReadNextAsync(Func<Task<int>> read, int value)
        {
            var reading = read();
            (await Source.StartedAsync()).SetResult(value);
            return await reading;
        }

        private Task<int> ReadSharedAsync() => _listings.ReadAsync("acme", Source.ListAsync, Cancel);

        [Fact]
        public async Task End_the_life_of_what_was_listed_before_they_wrote()
        {
            await ReadNextAsync(ReadSharedAsync, 1);
            Assert.Equal(1, await ReadSharedAsync());

            _others.Stamp++;
            Assert.Equal(2, await ReadNextAsync(ReadSharedAsync, 2));
            Assert.Equal(2, await ReadSharedAsync());
        }

        [Fact]
        public async Task Leave_alone_what_was_listed_afresh_since_they_wrote()
        {
            _others.Stamp++;
            await ReadNextAsync(() => _listings.ReadFreshAsync("acme", Source.ListAsync, Cancel), 1);

            Assert.Equal(1, await ReadSharedAsync());
        }

        [Fact]
        public async Task Leave_alone_what_was_confirmed_since_they_wrote()
        {
            _others.Stamp++;
            await ReadNextAsync(ReadSharedAsync, 1);
            await ReadNextAsync(() => _listings.ReadConfirmedAsync("acme", Source.ListAsync, static value => value == 2, Cancel), 2);

            Assert.Equal(2, await ReadSharedAsync());
        }

        [Fact]
        public void Hear_of_a_write_when_it_begins_and_when_it_ends()
        {
            var write = _listings.BeginWrite(static _ => true);
            Assert.Equal(1, _others.Heard);

            write.Dispose();
            Assert.Equal(2, _others.Heard);
        }

        private sealed class Others : IOtherWriters
        {
            public long Stamp { get; set; }

            public int Heard { get; private set; }

            public void Wrote() => Heard++;
        }
    }

    public sealed class AReaderWhoIsCancelledAlready : SharedListingTest
    {
        [Fact]
        public async Task Begins_no_listing()
        {
            var cancelled = new CancellationToken(canceled: true);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Listings.ReadAsync("acme", Source.ListAsync, cancelled));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Listings.ReadFreshAsync("acme", Source.ListAsync, cancelled));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Listings.ReadConfirmedAsync("acme", Source.ListAsync, static _ => true, cancelled));

            // Whatever would have begun before this one has begun by the time at which this one has ended.
            await ReadNowAsync(1);
            Assert.Equal(1, Source.Listings);
        }
    }

    public sealed class Source
    {
        private readonly System.Threading.Channels.Channel<TaskCompletionSource<int>> _started =
            System.Threading.Channels.Channel.CreateUnbounded<TaskCompletionSource<int>>();

        private int _listings;

        public int Listings => _listings;

        /// <summary>The token of the listing that started last.</summary>
        public CancellationToken Token { get; private set; }

        public Task<int> ListAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _listings);
            Token = cancellationToken;
            var completion = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            cancellationToken.Register(() => completion.TrySetCanceled(cancellationToken));
            _started.Writer.TryWrite(completion);
            return completion.Task;
        }

        /// <summary>Waits for the next listing to start, and fails when none does.</summary>
        public Task<TaskCompletionSource<int>> StartedAsync() =>
            _started.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }
}
