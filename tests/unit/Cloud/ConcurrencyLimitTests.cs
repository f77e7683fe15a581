using Microsoft.Extensions.Time.Testing;
using PulumiOrgs.Provider.Cloud;
using Place = PulumiOrgs.Provider.Cloud.ConcurrencyLimit.Place;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class ConcurrencyLimitTests
{
    public abstract class ConcurrencyLimitTest : IDisposable
    {
        private readonly ConcurrencyLimit _limit;

        protected ConcurrencyLimitTest() => _limit = new ConcurrencyLimit(8, Time);

        protected FakeTimeProvider Time { get; } = new();

        public void Dispose()
        {
            _limit.Dispose();
            GC.SuppressFinalize(this);
        }

        private protected Task<Place> EnterAsync(CancellationToken? cancellationToken = null) =>
            _limit.EnterAsync(cancellationToken ?? TestContext.Current.CancellationToken).AsTask();

        /// <summary>Takes a place that must be free.</summary>
        private protected Place Enter()
        {
            var entering = EnterAsync();
            Assert.True(entering.IsCompleted, "there is room");
            return entering.Result;
        }

        private protected Place[] Enter(int count) => [.. Enumerable.Range(0, count).Select(_ => Enter())];

        private protected static async Task<Place> EnteredAsync(Task<Place> entering) => await entering.WaitAsync(TimeSpan.FromSeconds(20));

        /// <summary>How many more could be in flight now.</summary>
        protected int Room()
        {
            using var enough = new CancellationTokenSource();
            List<Place> places = [];
            for (var entering = EnterAsync(enough.Token); entering.IsCompleted; entering = EnterAsync(enough.Token))
            {
                places.Add(entering.Result);
            }

            enough.Cancel();
            places.ForEach(place => place.Dispose());
            return places.Count;
        }

        /// <summary>Each in a place of its own, one after the other.</summary>
        protected void Answer(int count)
        {
            for (; count > 0; count--)
            {
                using var place = Enter();
                place.Answered();
            }
        }

        /// <summary>Whether that begins a wait.</summary>
        protected bool RefuseOne(TimeSpan wait = default)
        {
            using var place = Enter();
            return place.RateLimited(wait);
        }

        protected void Close() => _limit.Dispose();
    }

    public sealed class APlace : ConcurrencyLimitTest
    {
        [Fact]
        public void Is_there_up_to_the_maximum()
        {
            Assert.Equal(8, Room());
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConcurrencyLimit(0, Time));
        }

        [Fact]
        public async Task Goes_to_the_one_who_has_waited_longest()
        {
            var places = Enter(8);
            var first = EnterAsync();
            var second = EnterAsync();

            places[5].Dispose();

            using var place = await EnteredAsync(first);
            Assert.False(second.IsCompleted);
        }

        [Fact]
        public void Costs_no_memory_when_it_is_free()
        {
            using var limit = new ConcurrencyLimit(1, Time);
            Use(limit);
            var before = GC.GetAllocatedBytesForCurrentThread();

            Use(limit);

            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        }

        private static void Use(ConcurrencyLimit limit)
        {
            var entering = limit.EnterAsync(CancellationToken.None);
            using var place = entering.IsCompleted ? entering.Result : throw new InvalidOperationException("there is room");
            place.Answered();
        }
    }

    public sealed class AWaiter : ConcurrencyLimitTest
    {
        [Fact]
        public async Task Leaves_the_queue_when_it_is_cancelled()
        {
            using var impatient = new CancellationTokenSource();
            var places = Enter(8);
            var gone = EnterAsync(impatient.Token);
            var patient = EnterAsync();

            await impatient.CancelAsync();
            places[0].Dispose();

            Assert.Equal(impatient.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone)).CancellationToken);
            (await EnteredAsync(patient)).Dispose();
            Assert.Equal(1, Room());
        }

        [Fact]
        public async Task Takes_no_place_when_it_comes_cancelled()
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => EnterAsync(new CancellationToken(canceled: true)));

            Assert.Equal(8, Room());
        }

        [Fact]
        public async Task Is_cancelled_when_the_client_is_disposed_of_however_long_the_server_wanted_to_be_left_alone()
        {
            RefuseOne(TimeSpan.FromSeconds(30));
            var waiting = EnterAsync();

            Close();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            Assert.Equal(4, Room());
        }
    }

    public sealed class ARateLimit : ConcurrencyLimitTest
    {
        [Fact]
        public void Halves_the_limit_once_for_all_that_began_before()
        {
            foreach (var place in Enter(8))
            {
                place.RateLimited(TimeSpan.Zero);
                place.Dispose();
            }

            Assert.Equal(4, Room());
        }

        [Fact]
        public void Halves_it_again_for_what_began_later_and_leaves_one()
        {
            int[] rooms = [.. Enumerable.Range(0, 5).Select(_ =>
            {
                RefuseOne();
                return Room();
            })];

            Assert.Equal([4, 2, 1, 1, 1], rooms);
        }

        [Fact]
        public async Task Lets_nobody_in_until_no_more_than_the_new_limit_are_in_flight()
        {
            var places = Enter(8);
            var waiting = EnterAsync();
            places[0].RateLimited(TimeSpan.Zero);

            foreach (var place in places[..4])
            {
                place.Dispose();
            }

            Assert.False(waiting.IsCompleted);
            places[4].Dispose();
            await EnteredAsync(waiting);
        }

        [Fact]
        public void Is_forgotten_by_one_for_each_limits_worth_of_answers_up_to_the_maximum()
        {
            RefuseOne();

            Answer(3);
            Assert.Equal(4, Room());
            Answer(1);
            Assert.Equal(5, Room());
            Answer(5);
            Assert.Equal(6, Room());
            Answer(1000);
            Assert.Equal(8, Room());
        }

        [Fact]
        public void Is_not_forgotten_for_answers_to_what_began_before()
        {
            var places = Enter(8);
            places[0].RateLimited(TimeSpan.Zero);

            foreach (var place in places)
            {
                place.Answered();
                place.Dispose();
            }

            Assert.Equal(4, Room());
        }
    }

    public sealed class AWaitThatTheServerAsksFor : ConcurrencyLimitTest
    {
        private static readonly TimeSpan Wait = TimeSpan.FromSeconds(17);

        [Fact]
        public async Task Holds_back_all_that_begin_until_then()
        {
            RefuseOne(Wait);
            var waiting = new[] { EnterAsync(), EnterAsync() };

            Time.Advance(Wait - TimeSpan.FromTicks(1));
            Assert.DoesNotContain(waiting, entering => entering.IsCompleted);
            Time.Advance(TimeSpan.FromTicks(1));

            await Task.WhenAll(waiting.Select(EnteredAsync));
        }

        [Fact]
        public void Begins_with_the_first_one_and_again_when_it_is_over()
        {
            var places = Enter(3);

            Assert.False(RefuseOne());
            Assert.Equal((true, false, false), (places[0].RateLimited(Wait), places[1].RateLimited(Wait), places[2].RateLimited(2 * Wait)));
            Time.Advance(2 * Wait);
            Assert.Equal((true, false), (places[0].RateLimited(Wait), places[1].RateLimited(TimeSpan.Zero)));
        }

        [Fact]
        public void Needs_no_clock_when_nobody_came_meanwhile()
        {
            RefuseOne(Wait);

            Time.Advance(Wait);

            Assert.Equal(4, Room());
        }

        [Fact]
        public async Task Is_not_cut_short_by_a_shorter_one_and_not_by_a_place_that_becomes_free()
        {
            var places = Enter(3);
            places[0].RateLimited(Wait);
            var waiting = EnterAsync();

            places[1].RateLimited(Wait / 2);
            places[2].Dispose();
            Time.Advance(Wait - TimeSpan.FromTicks(1));

            Assert.False(waiting.IsCompleted);
            Time.Advance(TimeSpan.FromTicks(1));
            await EnteredAsync(waiting);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        [InlineData(3)]
        [InlineData(4)]
        [InlineData(5)]
        [InlineData(6)]
        [InlineData(7)]
        [InlineData(8)]
        public async Task Is_over_for_those_who_wait_though_it_ends_between_two_looks_at_the_clock(int ticks)
        {
            var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromTicks(1) };
            using var limit = new ConcurrencyLimit(1, time);
            var place = await limit.EnterAsync(CancellationToken.None);
            var waiting = limit.EnterAsync(CancellationToken.None).AsTask();

            place.RateLimited(TimeSpan.FromTicks(ticks));
            place.Dispose();
            time.Advance(Wait);

            await EnteredAsync(waiting);
        }

        [Fact]
        public async Task Is_drawn_out_by_a_longer_one_that_comes_while_others_wait()
        {
            var places = Enter(2);
            places[0].RateLimited(Wait);
            var waiting = EnterAsync();

            Time.Advance(Wait / 2);
            places[1].RateLimited(Wait);
            Time.Advance(Wait / 2);

            Assert.False(waiting.IsCompleted);
            Time.Advance(Wait / 2);
            await EnteredAsync(waiting);
        }
    }

    public sealed class ManyAtOnce
    {
        private const int Maximum = 8;
        private const int Callers = 16;
        private const int CallsEach = 2000;

        [Fact]
        public async Task Never_exceed_the_maximum_and_lose_no_place_whatever_happens_to_them()
        {
            using var limit = new ConcurrencyLimit(Maximum, TimeProvider.System);
            var seed = Random.Shared.Next();
            var inFlight = 0;
            var most = 0;

            await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(() => CallAsync(new Random(seed + number)))))
                .WaitAsync(TimeSpan.FromSeconds(60));

            Assert.True(most <= Maximum, $"{most} were in flight at once (seed {seed})");
            for (var count = 0; count < Maximum * Maximum; count++)
            {
                using var place = await limit.EnterAsync(CancellationToken.None);
                place.Answered();
            }

            var places = Enumerable.Range(0, Maximum).Select(_ => limit.EnterAsync(CancellationToken.None).AsTask()).ToList();
            Assert.True(places.TrueForAll(place => place.IsCompleted), $"all places are there in the end (seed {seed})");

            async Task CallAsync(Random random)
            {
                for (var call = 0; call < CallsEach; call++)
                {
                    using var patience = new CancellationTokenSource();
                    var entering = limit.EnterAsync(patience.Token).AsTask();
                    if (random.Next(4) == 0)
                    {
                        await patience.CancelAsync();
                    }

                    try
                    {
                        using var place = await entering;
                        Interlocked.Increment(ref inFlight);
                        for (var seen = most; inFlight > seen; seen = most)
                        {
                            Interlocked.CompareExchange(ref most, inFlight, seen);
                        }

                        await Task.Yield();
                        if (random.Next(50) == 0)
                        {
                            place.RateLimited(TimeSpan.FromMilliseconds(random.Next(2)));
                        }
                        else
                        {
                            place.Answered();
                        }

                        Interlocked.Decrement(ref inFlight);
                    }
                    catch (OperationCanceledException)
                    {
                        // Only one in four has so little patience.
                    }
                }
            }
        }
    }
}
