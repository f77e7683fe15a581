using System.Net;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class ExchangeTests
{
    /// <summary>A write that failed, as the failure of its last try tells.</summary>
    public sealed class TheEnd
    {
        private readonly Exchange _exchange = new(
            new CloudRequest(HttpMethod.Patch, ApiPath.Of("api", "it"), "do it") { Kind = RequestKind.Set }, canLook: true);

        [Theory]
        [InlineData("it broke", "it is not there", "it broke; it is not there")]
        [InlineData("it broke", null, "it broke")]
        [InlineData(null, "it is not there", "it is not there")]
        [InlineData(null, null, null)]
        public void Says_what_the_last_try_said_and_what_is_known_besides(string? said, string? known, string? detail) =>
            Assert.Equal(detail, _exchange.Ended(_exchange.Failed(CloudFailure.Unreachable, TryOutcome.Unknown, detail: said), known).Detail);

        [Fact]
        public void In_a_conflict_quotes_the_refusal_that_told_of_it()
        {
            var conflict = _exchange.Occupied(
                _exchange.Failed(CloudFailure.Conflict, TryOutcome.Conflict, HttpStatusCode.Conflict, "it exists"), "another one is there");

            Assert.Equal("could not do it: 409 Conflict: it exists: another one is there (PATCH /api/it)", conflict.Message);
        }

        [Fact]
        public void In_a_conflict_that_was_seen_afterwards_quotes_no_answer_to_something_else()
        {
            var conflict = _exchange.Occupied(
                _exchange.Failed(CloudFailure.Unavailable, TryOutcome.Unknown, HttpStatusCode.BadGateway, "it is away"), "another one is there");

            Assert.Equal((CloudFailure.Conflict, false), (conflict.Reason, conflict.MayHaveHappened));
            Assert.Equal("could not do it: another one is there (PATCH /api/it)", conflict.Message);
        }
    }

    public sealed class TheBeginTryMethod
    {
        private readonly Exchange _exchange = new(new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "user"), "read"));

        [Fact]
        public void Starts_the_time_with_the_first_try_and_stops_it_while_a_later_one_waits_for_its_turn()
        {
            _exchange.BeginTry(waitedSince: 100, now: 500);
            Assert.Equal(500, _exchange.StartedAt);

            _exchange.BeginTry(waitedSince: 700, now: 900);
            _exchange.BeginTry(waitedSince: 950, now: 950);
            Assert.Equal(700, _exchange.StartedAt);
        }
    }
}
