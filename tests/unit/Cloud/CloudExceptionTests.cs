using System.Net;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class CloudExceptionTests
{
    public sealed class TheMessage
    {
        [Theory]
        [InlineData(403, null, "403 Forbidden")]
        [InlineData(403, "admins only", "403 Forbidden: admins only")]
        [InlineData(404, "Not Found: team 'core'", "404 Not Found: team 'core'")]
        [InlineData(404, "Not Foundation", "404 Not Found: Not Foundation")]
        [InlineData(429, null, "429 Too Many Requests")]
        [InlineData(599, "odd", "599: odd")]
        public void Has_the_status_and_what_the_server_said_once(int status, string? said, string cause)
        {
            var failure = new CloudException(CloudFailure.Forbidden, "do it", "PATCH /api/x") { Status = (HttpStatusCode)status, ServerMessage = said };

            Assert.Equal($"could not do it: {cause} (PATCH /api/x)", failure.Message);
        }

        [Fact]
        public void Says_when_the_outcome_is_unknown()
        {
            var failure = new CloudException(CloudFailure.Timeout, "do it", "POST /api/x") { Detail = "no answer within 60 s", MayHaveHappened = true };

            Assert.Equal("could not do it: no answer within 60 s; the server may have done it all the same (POST /api/x)", failure.Message);
        }

        [Fact]
        public void Says_how_long_the_server_wants_to_be_left_alone()
        {
            var failure = new CloudException(CloudFailure.RateLimited, "do it", "POST /api/x")
            {
                Status = HttpStatusCode.TooManyRequests,
                RetryAfter = TimeSpan.FromSeconds(599.5),
            };

            Assert.Equal("could not do it: 429 Too Many Requests: the server asks to wait 600 s (POST /api/x)", failure.Message);
        }

        [Fact]
        public void Falls_back_on_the_reason() => Assert.Equal(
            "could not do it: Unreachable (GET /api/x)", new CloudException(CloudFailure.Unreachable, "do it", "GET /api/x").Message);
    }
}
