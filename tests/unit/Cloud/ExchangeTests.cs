using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class ExchangeTests
{
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
