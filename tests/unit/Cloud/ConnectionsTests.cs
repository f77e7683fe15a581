using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>How many connections the client makes to a real server, and what it speaks on them.</summary>
public static class ConnectionsTests
{
    public abstract class ConnectionsTest : IAsyncLifetime
    {
        private readonly X509Certificate2 _certificate = Certificate();
        private readonly SocketsHttpHandler _handler = CloudConnection.Network(new Uri("http://127.0.0.1"));
        private readonly ConcurrentQueue<string> _protocols = new();
        private readonly SemaphoreSlim _arrivals = new(0);
        private WebApplication? _server;
        private CloudClient? _cloud;
        private int _connections;
        private int _inFlight;
        private int _mostInFlight;

        protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

        protected static int MaxConcurrency { get; } = new CloudOptions { ApiUrl = new Uri("https://api.test"), AccessToken = "pul-abc" }.MaxConcurrency;

        protected CloudClient Cloud => _cloud ?? throw new InvalidOperationException("serve first");

        /// <summary>How many were made in all.</summary>
        protected int Connections => _connections;

        /// <summary>What each request came in.</summary>
        protected IReadOnlyList<string> Protocols => [.. _protocols];

        /// <summary>No request is answered before.</summary>
        protected TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            _cloud?.Dispose();
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }

            _handler.Dispose();
            _certificate.Dispose();
            _arrivals.Dispose();
            GC.SuppressFinalize(this);
        }

        /// <summary>Starts the server and a client of it, which trusts nothing but the server's certificate.</summary>
        protected async Task ServeAsync(HttpProtocols protocols, bool secure)
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.Services.AddRouting();
            builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref _connections);
                    return next(connection);
                });
                if (secure)
                {
                    listen.UseHttps(_certificate);
                }
            }));
            _server = builder.Build();
            _server.Run(AnswerAsync);
            await _server.StartAsync(Cancel);
            _handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => _certificate.Equals(certificate);
            _cloud = new CloudClient(new CloudOptions { ApiUrl = new Uri(_server.Urls.Single()), AccessToken = "pul-abc", Handler = _handler });
        }

        /// <summary>Sends so many at once, and answers when as many as the client lets out have arrived.</summary>
        protected async Task AskAtOnceAsync(int requests)
        {
            var answers = Enumerable.Range(0, requests).Select(number => Cloud.Teams.ListAsync($"acme{number}", Cancel)).ToList();
            for (var arrived = 0; arrived < MaxConcurrency; arrived++)
            {
                await _arrivals.WaitAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20));
            }

            Gate.SetResult();
            await Task.WhenAll(answers);
            Assert.Equal((requests, MaxConcurrency), (Protocols.Count, _mostInFlight));
        }

        private async Task AnswerAsync(HttpContext context)
        {
            _protocols.Enqueue(context.Request.Protocol);
            var inFlight = Interlocked.Increment(ref _inFlight);
            for (var most = _mostInFlight; inFlight > most; most = _mostInFlight)
            {
                Interlocked.CompareExchange(ref _mostInFlight, inFlight, most);
            }

            _arrivals.Release();
            await Gate.Task.WaitAsync(context.RequestAborted);
            Interlocked.Decrement(ref _inFlight);
            await context.Response.WriteAsync("""{"teams":[]}""", context.RequestAborted);
        }

        private static X509Certificate2 Certificate()
        {
            using var key = ECDsa.Create();
            var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
            return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        }
    }

    public sealed class RequestsInSequence : ConnectionsTest
    {
        [Theory]
        [InlineData(HttpProtocols.Http1, false, "HTTP/1.1")]
        [InlineData(HttpProtocols.Http1, true, "HTTP/1.1")]
        [InlineData(HttpProtocols.Http1AndHttp2, true, "HTTP/2")]
        public async Task Use_one_connection(HttpProtocols protocols, bool secure, string spoken)
        {
            await ServeAsync(protocols, secure);
            Gate.SetResult();

            for (var request = 0; request < 200; request++)
            {
                await Cloud.Teams.ListAsync($"acme{request}", Cancel);
            }

            Assert.Equal(1, Connections);
            Assert.Equal(Enumerable.Repeat(spoken, 200), Protocols);
        }
    }

    public sealed class RequestsAtOnce : ConnectionsTest
    {
        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Use_no_more_connections_than_may_be_in_flight_where_each_needs_its_own(bool secure)
        {
            await ServeAsync(HttpProtocols.Http1, secure);

            await AskAtOnceAsync(64);

            Assert.Equal(MaxConcurrency, Connections);
            Assert.All(Protocols, protocol => Assert.Equal("HTTP/1.1", protocol));
        }

        [Fact]
        public async Task Share_one_connection_where_the_server_speaks_HTTP_2()
        {
            await ServeAsync(HttpProtocols.Http1AndHttp2, secure: true);

            await AskAtOnceAsync(64);

            Assert.Equal(1, Connections);
            Assert.All(Protocols, protocol => Assert.Equal("HTTP/2", protocol));
        }
    }
}
