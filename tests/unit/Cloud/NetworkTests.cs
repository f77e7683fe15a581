using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>The client on real sockets of this machine: what the scripted server only claims that the network does.</summary>
public static class NetworkTests
{
    public abstract class NetworkTest : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<string> _heads = [];

        protected NetworkTest()
        {
            _listener.Start();
            Options = new CloudOptions { ApiUrl = new Uri($"http://127.0.0.1:{Port}"), AccessToken = "pul-abc" };
            Time = new SkippingTime(Options.AttemptTimeout);
            Options = Options with { TimeProvider = Time };
        }

        protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

        protected int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        protected CloudOptions Options { get; }

        protected SkippingTime Time { get; }

        /// <summary>The requests that arrived, each without its body.</summary>
        protected IReadOnlyList<string> Heads => _heads;

        public void Dispose()
        {
            _listener.Dispose();
            GC.SuppressFinalize(this);
        }

        protected void Refuse() => _listener.Stop();

        /// <summary>Answers one connection after another with one text each, and hangs up.</summary>
        protected async Task ServeAsync(params string[] answers)
        {
            foreach (var answer in answers)
            {
                using var client = await AcceptAsync();
                _heads.Add(await HeadAsync(client.GetStream()));
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), Cancel);
            }
        }

        /// <summary>Offers one connection a certificate that nobody trusts.</summary>
        protected async Task ServeUntrustedAsync()
        {
            using var key = ECDsa.Create();
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            using var client = await AcceptAsync();
            await using var secured = new SslStream(client.GetStream());
            try
            {
                await secured.AuthenticateAsServerAsync(certificate);
                await secured.ReadExactlyAsync(new byte[1], Cancel);
            }
            catch (Exception hungUp) when (hungUp is IOException or AuthenticationException)
            {
                // The client hangs up on the certificate.
            }
        }

        /// <summary>Takes the next connection, and fails when none comes.</summary>
        private Task<TcpClient> AcceptAsync() => _listener.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        private static async Task<string> HeadAsync(NetworkStream stream)
        {
            var bytes = new List<byte>();
            var buffer = new byte[1];
            while (!Encoding.ASCII.GetString([.. bytes]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                await stream.ReadExactlyAsync(buffer, Cancel);
                bytes.Add(buffer[0]);
            }

            return Encoding.ASCII.GetString([.. bytes]);
        }
    }

    public sealed class ARequest : NetworkTest
    {
        [Fact]
        public async Task Goes_on_the_wire_as_the_contract_says()
        {
            var serving = ServeAsync("HTTP/1.1 204 No Content\r\n\r\n");
            using var cloud = new CloudClient(Options);

            await cloud.Teams.DeleteAsync("acme", "a b%2F..", Cancel);
            await serving;

            var lines = Assert.Single(Heads).Split("\r\n");
            Assert.Equal("DELETE /api/orgs/acme/teams/a%20b%252F.. HTTP/1.1", lines[0]);
            Assert.Contains("Authorization: token pul-abc", lines);
            Assert.Contains("Accept: application/vnd.pulumi+8", lines);
            Assert.Contains("Content-Type: application/json", lines);
            Assert.Contains("Content-Length: 0", lines);
        }

        [Fact]
        public async Task Does_not_tell_the_service_in_whose_trace_it_is()
        {
            var serving = ServeAsync("HTTP/1.1 204 No Content\r\n\r\n");
            using var cloud = new CloudClient(Options);
            using var call = new Activity("Delete").Start();

            await cloud.Teams.DeleteAsync("acme", "core", Cancel);
            await serving;

            Assert.DoesNotContain(call.TraceId.ToString(), Assert.Single(Heads), StringComparison.OrdinalIgnoreCase);
        }

        [Fact]
        public async Task Brings_no_cookie_back()
        {
            var serving = ServeAsync("HTTP/1.1 204 No Content\r\nSet-Cookie: session=1\r\nConnection: close\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n");
            using var cloud = new CloudClient(Options);

            await cloud.Teams.DeleteAsync("acme", "core", Cancel);
            await cloud.Teams.DeleteAsync("acme", "ops", Cancel);
            await serving;

            Assert.DoesNotContain("session=1", Heads[1], StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("https://api.test", true)]
        [InlineData("http://localhost:8080", false)]
        [InlineData("http://127.0.0.1:8080", false)]
        public void Takes_the_proxy_of_the_environment_only_to_other_machines(string address, bool expected)
        {
            using var network = CloudConnection.Network(new Uri(address));

            Assert.Equal(expected, network.UseProxy);
        }

        [Fact]
        public async Task Does_not_follow_a_redirect_with_the_access_token()
        {
            var serving = ServeAsync("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
            using var cloud = new CloudClient(Options);

            var failure = await Assert.ThrowsAsync<CloudException>(() => cloud.Teams.ListAsync("acme", Cancel));
            await serving;

            Assert.Equal(HttpStatusCode.Found, failure.Status);
        }
    }

    public sealed class AConnection : NetworkTest
    {
        private readonly NewOrgToken _token = new("ci", "", 0, false);

        [Fact]
        public async Task That_is_refused_proves_that_a_write_was_not_done()
        {
            Refuse();
            using var cloud = new CloudClient(Options);

            var failure = await Assert.ThrowsAsync<CloudException>(() => cloud.OrgTokens.CreateAsync("acme", _token, Cancel));

            Assert.Equal((CloudFailure.Unreachable, false), (failure.Reason, failure.MayHaveHappened));
            Assert.Equal(Options.MaxRetries, Time.Waits.Count);
        }

        [Fact]
        public async Task That_breaks_before_the_answer_leaves_the_outcome_of_a_write_unknown()
        {
            var serving = ServeAsync("");
            using var cloud = new CloudClient(Options);

            var failure = await Assert.ThrowsAsync<CloudException>(() => cloud.OrgTokens.CreateAsync("acme", _token, Cancel));
            await serving;

            Assert.Equal((CloudFailure.Unreachable, true), (failure.Reason, failure.MayHaveHappened));
            Assert.StartsWith($"the connection to http://127.0.0.1:{Port} broke: ", failure.Detail, StringComparison.Ordinal);
        }

        [Fact]
        public async Task That_breaks_before_or_within_the_answer_is_made_again_for_a_read()
        {
            const string Whole = """{"teams":[]}""";
            var serving = ServeAsync(
                "",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"teams\":[",
                $"HTTP/1.1 200 OK\r\nContent-Length: {Whole.Length}\r\n\r\n{Whole}");
            using var cloud = new CloudClient(Options);

            Assert.Empty(await cloud.Teams.ListAsync("acme", Cancel));
            await serving;

            Assert.Equal(3, Heads.Count);
        }

        [Fact]
        public async Task That_carries_something_else_than_HTTP_is_not_quoted()
        {
            var serving = ServeAsync("\"tokenValue\":\"pul-new\"}\r\n\r\n");
            using var cloud = new CloudClient(Options);

            var failure = await Assert.ThrowsAsync<CloudException>(
                () => cloud.OrgTokens.CreateAsync("acme", _token, Cancel));
            await serving;

            Assert.True(failure.MayHaveHappened);
            Assert.Equal($"the connection to http://127.0.0.1:{Port} broke: what arrived is not HTTP", failure.Detail);
            Assert.DoesNotContain("pul-new", failure.ToString(), StringComparison.Ordinal);
        }

        [Fact]
        public async Task That_nobody_vouches_for_is_not_tried_again()
        {
            var serving = ServeUntrustedAsync();
            using var cloud = new CloudClient(Options with { ApiUrl = new Uri($"https://127.0.0.1:{Port}") });

            var failure = await Assert.ThrowsAsync<CloudException>(() => cloud.Teams.ListAsync("acme", Cancel));
            await serving;

            Assert.Equal(CloudFailure.Unreachable, failure.Reason);
            Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
            Assert.Empty(Time.Waits);
        }
    }
}
