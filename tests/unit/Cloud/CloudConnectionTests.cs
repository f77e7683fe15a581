using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

public static class CloudConnectionTests
{
    private const string Get = "GET /api/orgs/acme/teams/core";
    private const string Patch = "PATCH /api/orgs/acme/teams/core";
    private const string Delete = "DELETE /api/orgs/acme/teams/core";
    private const string Create = "POST /api/orgs/acme/tokens";

    private static readonly Reply Team = Replies.Json(200, Bodies.Team("core"));
    private static readonly NewOrgToken Token = new("ci", "", 0, false);

    /// <summary>Replies that leave unknown whether the server did it.</summary>
    private static Reply Uncertain(string how) => how switch
    {
        "broken" => Replies.Broken,
        "408" => Replies.Html(408),
        _ => Replies.Html(int.Parse(how, CultureInfo.InvariantCulture)),
    };

    public sealed class EveryRequest : CloudTest
    {
        [Fact]
        public async Task Carries_the_headers_that_the_API_wants()
        {
            Server.On(Get, Team);

            await Cloud.Teams.FindAsync("acme", "core", Cancel);

            var headers = Server.Only.Headers;
            Assert.Equal($"token {AccessToken}", headers["Authorization"]);
            Assert.Equal("application/vnd.pulumi+8", headers["Accept"]);
            Assert.Equal("application/json", headers["Content-Type"]);
            Assert.StartsWith("pulumi-resource-orgs/", headers["User-Agent"], StringComparison.Ordinal);
        }

        [Fact]
        public async Task Goes_below_the_path_of_the_configured_address()
        {
            using var cloud = new CloudClient(Options with { ApiUrl = new Uri("https://pulumi.acme.test/cloud/") });
            Server.On("GET /cloud/api/orgs/acme/teams/core", Team);

            Assert.NotNull(await cloud.Teams.FindAsync("acme", "core", Cancel));
        }

        [Theory]
        [InlineData("")]
        [InlineData("pul abc")]
        [InlineData("pul-abc\n")]
        [InlineData("pul-äbc")]
        [InlineData("pul-\u007fbc")]
        public void Needs_an_access_token_that_a_header_can_carry_and_does_not_repeat_one_that_cannot_be(string token)
        {
            var refusal = Assert.Throws<ArgumentException>(() => new CloudClient(Options with { AccessToken = token }));

            Assert.DoesNotContain("bc", refusal.Message, StringComparison.Ordinal);
            Assert.StartsWith("the access token must be printable ASCII text without spaces", refusal.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("ftp://api.test")]
        [InlineData("api.test")]
        public void Needs_an_http_address(string address) => Assert.StartsWith(
            "the API's address must be an http or https URL",
            Assert.Throws<ArgumentException>(() => new CloudClient(Options with { ApiUrl = new Uri(address, UriKind.RelativeOrAbsolute) })).Message,
            StringComparison.Ordinal);

        [Fact]
        public void Leaves_what_carried_it_to_whoever_gave_that()
        {
            new CloudClient(Options).Dispose();

            Assert.False(Server.IsDisposed);
        }

        [Fact]
        public void Can_be_sent_once_there_is_a_client() => Assert.True(Cloud.IsKnown);
    }

    public sealed class AnAnswer : CloudTest
    {
        [Theory]
        [InlineData(400, CloudFailure.BadRequest)]
        [InlineData(401, CloudFailure.Unauthorized)]
        [InlineData(403, CloudFailure.Forbidden)]
        [InlineData(404, CloudFailure.NotFound)]
        [InlineData(405, CloudFailure.Unexpected)]
        [InlineData(408, CloudFailure.Timeout)]
        [InlineData(409, CloudFailure.Conflict)]
        [InlineData(422, CloudFailure.BadRequest)]
        [InlineData(429, CloudFailure.RateLimited)]
        [InlineData(500, CloudFailure.Unavailable)]
        [InlineData(502, CloudFailure.Unavailable)]
        [InlineData(503, CloudFailure.Unavailable)]
        [InlineData(504, CloudFailure.Unavailable)]
        [InlineData(599, CloudFailure.Unavailable)]
        public async Task That_is_no_success_becomes_a_failure_with_its_data(int status, CloudFailure reason)
        {
            Server.On(Create, Replies.Error(status, "because"));

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", Token, Cancel));

            Assert.Equal(
                (reason, (HttpStatusCode)status, "because", "create access token ci of organization acme", Create, status is 408 or >= 500),
                (failure.Reason, failure.Status, failure.ServerMessage, failure.Action, failure.Endpoint, failure.MayHaveHappened));
        }

        [Theory]
        [InlineData(400)]
        [InlineData(401)]
        [InlineData(403)]
        [InlineData(409)]
        [InlineData(429)]
        [InlineData(500)]
        [InlineData(502)]
        public async Task Of_something_in_between_is_not_quoted(int status)
        {
            Server.On(Create, Replies.Html(status));

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", Token, Cancel));

            Assert.Null(failure.ServerMessage);
            Assert.DoesNotContain("firewall", failure.ToString(), StringComparison.Ordinal);
            Assert.Contains($": {status} ", failure.Message, StringComparison.Ordinal);
            Assert.Equal(
                status is < 500 and not 429,
                failure.Message.Contains("this is not an answer of the organizations API at https://api.test", StringComparison.Ordinal));
        }

        [Theory]
        [InlineData(400)]
        [InlineData(401)]
        [InlineData(403)]
        [InlineData(422)]
        public async Task Of_something_in_between_may_be_another_in_a_moment(int status)
        {
            Server.On(Create, Replies.Html(status), Replies.Json(200, """{"id":"t1","tokenValue":"pul-1"}"""));

            Assert.Equal("t1", (await Cloud.OrgTokens.CreateAsync("acme", Token, Cancel)).Id);
        }

        [Fact]
        public async Task That_cannot_come_since_no_connection_was_made_in_time_proves_that_nothing_was_done()
        {
            Server.On(Create, static _ => throw new TaskCanceledException("it takes too long", new TimeoutException()));

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", Token, Cancel));

            Assert.Equal((CloudFailure.Unreachable, false), (failure.Reason, failure.MayHaveHappened));
            Assert.Contains("no connection to https://api.test in time", failure.Message, StringComparison.Ordinal);
        }

        [Theory]
        [InlineData("<html>sign in</html>")]
        [InlineData("")]
        [InlineData("[]")]
        [InlineData("null")]
        [InlineData("{} {}")]
        public async Task That_is_no_JSON_object_is_unexpected(string body)
        {
            Server.On(Get, Replies.Json(200, body));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
            Assert.Equal(
                "could not read team core of organization acme: 200 OK: the answer is not a JSON object (GET /api/orgs/acme/teams/core)",
                failure.Message);
        }

        [Fact]
        public async Task That_is_longer_than_any_listing_is_not_taken_in()
        {
            Server.On(Get, _ => Task.FromResult(new HttpResponseMessage
            {
                Content = new ByteArrayContent([]) { Headers = { ContentLength = 100_000_000 } },
            }));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
            Assert.Contains("the answer is over 67108864 bytes long", failure.Message, StringComparison.Ordinal);
            Assert.Single(Server.Requests);
        }

        [Fact]
        public async Task To_a_write_that_is_longer_than_any_leaves_unknown_whether_it_was_done()
        {
            Server.On(Create, _ => Task.FromResult(new HttpResponseMessage
            {
                Content = new ByteArrayContent([]) { Headers = { ContentLength = 100_000_000 } },
            }));

            Assert.True((await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", Token, Cancel))).MayHaveHappened);
        }

        [Fact]
        public async Task To_a_write_that_is_none_of_the_APIs_is_not_taken_for_a_success()
        {
            Server.On(Delete, Replies.Json(200, "gone, and thanks")).On(Get, Team);

            var failure = await FailureAsync(() => Cloud.Teams.DeleteAsync("acme", "core", Cancel));

            Assert.Equal((CloudFailure.Unexpected, true), (failure.Reason, failure.MayHaveHappened));
            Assert.Equal(
                "could not delete team core of organization acme: 200 OK: the API answers this with 204 and no more, so something else has answered; "
                + "when the server was asked afterwards, it had not been done; the server may have done it all the same (DELETE /api/orgs/acme/teams/core)",
                failure.Message);
        }

        [Fact]
        public async Task That_points_elsewhere_is_not_followed()
        {
            Server.On(Get, Replies.Html(302));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal((CloudFailure.Unexpected, HttpStatusCode.Found), (failure.Reason, failure.Status));
        }

        [Fact]
        public async Task Is_quoted_on_one_line_of_bearable_length()
        {
            Server.On(Get, Replies.Error(403, $"no\\r\\n\\u001b[31m\\u202e  way {new string('x', 5000)}"));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.StartsWith("no \\u001b[31m\\u202e way xxx", failure.ServerMessage, StringComparison.Ordinal);
            Assert.Equal(501, failure.ServerMessage!.Length);
        }
    }

    public sealed class ARead : CloudTest
    {
        [Theory]
        [InlineData("408")]
        [InlineData("429")]
        [InlineData("500")]
        [InlineData("502")]
        [InlineData("503")]
        [InlineData("504")]
        [InlineData("broken")]
        [InlineData("200")]
        [InlineData("401")]
        [InlineData("403")]
        [InlineData("404")]
        public async Task Is_repeated_after_a_failure_that_passes(string how)
        {
            Server.On(Get, Uncertain(how), Uncertain(how), Team);

            Assert.NotNull(await Cloud.Teams.FindAsync("acme", "core", Cancel));
            Assert.Equal(3, Server.Requests.Count);
        }

        [Theory]
        [InlineData(400)]
        [InlineData(401)]
        [InlineData(403)]
        [InlineData(405)]
        [InlineData(409)]
        [InlineData(501)]
        public async Task Is_not_repeated_after_a_failure_that_stays(int status)
        {
            Server.On(Get, Replies.Error(status, "no"));

            await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Single(Server.Requests);
        }

        [Theory]
        [InlineData("{}")]
        [InlineData("[]")]
        [InlineData("""{"kind":"pulumi","name":7,"displayName":"","description":""}""")]
        [InlineData("""{"kind":"pulumi","name":"core","displa""")]
        public async Task Is_repeated_after_an_answer_of_another_shape(string body)
        {
            Server.On(Get, Replies.Json(200, body), Team);

            Assert.NotNull(await Cloud.Teams.FindAsync("acme", "core", Cancel));
        }

        [Fact]
        public async Task Believes_that_there_is_nothing_when_the_API_says_so_twice()
        {
            Server.On(Get, Replies.Error(404, "Not Found: a replica that lags behind"), Team);
            Server.On("GET /api/orgs/acme/teams/ops", Replies.Error(404, "Not Found: ops"));

            Assert.NotNull(await Cloud.Teams.FindAsync("acme", "core", Cancel));
            Assert.Null(await Cloud.Teams.FindAsync("acme", "ops", Cancel));
            Assert.Equal(4, Server.Requests.Count);
            Assert.Empty(Time.Waits);
        }

        [Theory]
        [InlineData("""{"message":"Not Found"}""")]
        [InlineData("""{"code":0,"message":"Not Found"}""")]
        [InlineData("""{"code":"404","message":"Not Found"}""")]
        public async Task Takes_no_404_of_a_gateway_for_an_absence(string body)
        {
            Server.On(Get, Replies.Json(404, body));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal(CloudFailure.Unexpected, failure.Reason);
        }

        [Fact]
        public async Task Waits_longer_each_time_and_gives_up_in_the_end()
        {
            Server.On(Get, Replies.Html(503));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal(CloudFailure.Unavailable, failure.Reason);
            Assert.False(failure.MayHaveHappened);
            Assert.Equal(1 + Options.MaxRetries, Server.Requests.Count);
            Assert.Equal(Options.MaxRetries, Time.Waits.Count);
            Assert.All(Time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, Options.MaxRetryDelay));
            // Chance decides on each wait, but not on their sum: it is that of waits that double.
            Assert.True(Time.Waits.Aggregate((sum, wait) => sum + wait) > 2 * Options.MaxRetries * Options.RetryDelay, "waits grow");
            Assert.False(Time.Waits.All(wait => wait.Ticks % Options.RetryDelay.Ticks == 0), "clients that failed together do not come back together");
        }

        [Fact]
        public async Task Waits_as_long_as_the_server_asks_in_seconds()
        {
            Server.On(Get, Replies.Html(429, retryAfter: "17"), Team);

            await Cloud.Teams.FindAsync("acme", "core", Cancel);

            Assert.Equal([TimeSpan.FromSeconds(17)], Time.Waits);
        }

        [Fact]
        public async Task Waits_until_the_date_that_the_server_asks_for()
        {
            Server.On(Get, Replies.Html(503, retryAfter: (Time.GetUtcNow() + TimeSpan.FromSeconds(42)).ToString("R", CultureInfo.InvariantCulture)), Team);

            await Cloud.Teams.FindAsync("acme", "core", Cancel);

            Assert.Equal([TimeSpan.FromSeconds(42)], Time.Waits);
        }

        [Theory]
        [InlineData("0")]
        [InlineData("Fri, 31 Dec 1999 23:59:59 GMT")]
        [InlineData("soon")]
        public async Task Chooses_its_own_wait_when_the_server_asks_for_none(string retryAfter)
        {
            Server.On(Get, Replies.Html(429, retryAfter), Team);

            await Cloud.Teams.FindAsync("acme", "core", Cancel);

            Assert.InRange(Assert.Single(Time.Waits), TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
        }

        [Fact]
        public async Task Does_not_let_the_server_ask_for_more_than_is_reasonable()
        {
            Server.On(Get, Replies.Html(429, retryAfter: "86400"), Team);

            await Cloud.Teams.FindAsync("acme", "core", Cancel);

            Assert.Equal([Options.MaxRetryAfter], Time.Waits);
        }

        [Theory]
        [InlineData(110)]
        [InlineData(100)]
        public async Task Ends_within_the_total_time_and_says_what_the_server_asked_for(int seconds)
        {
            Server.On(Get, Replies.Html(429, retryAfter: $"{seconds}"));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.Equal([TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds)], Time.Waits);
            Assert.Contains($"429 Too Many Requests: the server asks to wait {seconds} s", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public async Task Is_repeated_when_one_try_takes_too_long()
        {
            Server.On(Get, Replies.Never, Team);

            var find = Cloud.Teams.FindAsync("acme", "core", Cancel);
            await Server.ArrivalAsync();
            Time.Advance(Options.AttemptTimeout);

            Assert.NotNull(await find);
        }

        [Fact]
        public async Task Stops_at_once_when_it_is_cancelled()
        {
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            Server.On("GET /api/orgs/acme/teams", Replies.Never);

            var list = Cloud.Teams.ListAsync("acme", caller.Token);
            await Server.ArrivalAsync();
            await caller.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => list);
            Assert.Single(Server.Requests);
        }
    }

    public sealed class ManyRequests : CloudTest
    {
        private const string Acme = "GET /api/orgs/acme/teams";
        private const string Other = "GET /api/orgs/other/teams";

        private static readonly Reply Teams = Replies.Json(200, """{"teams":[]}""");

        private readonly TaskCompletionSource _gate = new();

        private CloudConnection Client(int maxConcurrency) => new(Options with { MaxConcurrency = maxConcurrency });

        // As the clients list, but shared with nobody.
        private static Task<IReadOnlyList<string>> ListAsync(CloudConnection cloud, string organization) => cloud.ListAsync(
            new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "orgs", organization, "teams"), "list"), "teams", team => team.Text("name"), Cancel);

        [Fact]
        public async Task Are_in_flight_up_to_the_maximum_and_wait_for_their_turn_beyond_it()
        {
            using var cloud = Client(maxConcurrency: 2);
            Server.On(Acme, Replies.After(_gate.Task, Teams));

            var lists = Enumerable.Range(0, 5).Select(_ => ListAsync(cloud, "acme")).ToList();
            await Server.ArrivalAsync();
            await Server.ArrivalAsync();

            Assert.Equal(2, Server.Requests.Count);
            _gate.SetResult();
            await Task.WhenAll(lists);
            Assert.Equal(5, Server.Requests.Count);
        }

        [Fact]
        public async Task Do_not_wait_for_one_that_waits_for_its_repetition()
        {
            using var cloud = Client(maxConcurrency: 1);
            Server.On(Acme, Replies.After(_gate.Task, Replies.Html(503)), Teams).On(Other, Teams);

            var first = ListAsync(cloud, "acme");
            var second = ListAsync(cloud, "other");
            await Server.ArrivalAsync();
            _gate.SetResult();
            await Task.WhenAll(first, second);

            Assert.Equal([Acme, Other, Acme], Server.Endpoints);
        }

        [Fact]
        public async Task Wait_all_of_them_as_long_as_the_server_asks_one_of_them_to()
        {
            using var cloud = Client(maxConcurrency: 1);
            var arrival = default(DateTimeOffset);
            Server.On(Acme, Replies.After(_gate.Task, Replies.Html(429, retryAfter: "86400")), Teams).On(Other, token =>
            {
                arrival = Time.GetUtcNow();
                return Teams(token);
            });

            var first = ListAsync(cloud, "acme");
            var second = ListAsync(cloud, "other");
            await Server.ArrivalAsync();
            var refusal = Time.GetUtcNow();
            _gate.SetResult();
            await Task.WhenAll(first, second);

            Assert.True(arrival - refusal >= Options.MaxRetryAfter, "the other one waits as well");
            // One wait is the repetition's, the other that of the request behind it.
            Assert.Equal([Options.MaxRetryAfter, Options.MaxRetryAfter], Time.Waits);
        }

        [Theory]
        [InlineData("10", 1)]
        [InlineData("9", 0)]
        [InlineData("0", 0)]
        public async Task Tell_of_a_long_pause(string retryAfter, int told)
        {
            var pauses = new ConcurrentQueue<TimeSpan>();
            using var cloud = new CloudConnection(Options with
            {
                OnLongPause = (pause, _) =>
                {
                    pauses.Enqueue(pause);
                    return Task.CompletedTask;
                },
            });
            Server.On(Acme, Replies.Html(429, retryAfter), Teams);

            await ListAsync(cloud, "acme");

            Assert.Equal(Enumerable.Repeat(TimeSpan.FromSeconds(10), told), pauses);
        }

        [Fact]
        public async Task Become_fewer_when_the_server_says_that_they_are_too_many()
        {
            using var cloud = Client(maxConcurrency: 4);
            Server.On(Acme, Replies.Html(429), Replies.After(_gate.Task, Teams));

            var first = ListAsync(cloud, "acme");
            await Server.ArrivalAsync();
            await Server.ArrivalAsync();
            var lists = Enumerable.Range(0, 4).Select(_ => ListAsync(cloud, "acme")).ToList();
            await Server.ArrivalAsync();

            Assert.Equal(3, Server.Requests.Count);
            _gate.SetResult();
            await Task.WhenAll([first, .. lists]);
        }

        [Fact]
        public async Task Become_as_many_again_when_the_server_answers()
        {
            using var cloud = Client(maxConcurrency: 2);
            Server.On(Acme, Replies.Html(429), Teams).On(Other, Replies.After(_gate.Task, Teams));

            await ListAsync(cloud, "acme");
            var lists = new[] { ListAsync(cloud, "other"), ListAsync(cloud, "other") };
            for (var arrived = 0; arrived < 4; arrived++)
            {
                await Server.ArrivalAsync();
            }

            _gate.SetResult();
            await Task.WhenAll(lists);
        }

        [Fact]
        public async Task Stay_as_few_when_the_server_fails()
        {
            using var cloud = new CloudConnection(Options with { MaxConcurrency = 2, MaxRetries = 1 });
            Server.On(Acme, Replies.Html(429), Replies.Html(500)).On(Other, Replies.After(_gate.Task, Teams));

            await FailureAsync(() => ListAsync(cloud, "acme"));
            var lists = new[] { ListAsync(cloud, "other"), ListAsync(cloud, "other") };

            Assert.Equal([Acme, Acme, Other], Server.Endpoints);
            _gate.SetResult();
            await Task.WhenAll(lists);
        }

        [Fact]
        public async Task Lose_none_of_their_own_time_while_they_wait_for_their_turn()
        {
            var patient = Options with { MaxConcurrency = 1, AttemptTimeout = TimeSpan.FromHours(1) };
            var time = new SkippingTime(patient.AttemptTimeout);
            using var cloud = new CloudConnection(patient with { TimeProvider = time });
            Server.On(Acme, Replies.After(_gate.Task, Teams)).On(Other, Replies.Html(503), Teams);

            var first = ListAsync(cloud, "acme");
            await Server.ArrivalAsync();
            var second = ListAsync(cloud, "other");
            time.Advance(10 * patient.TotalTimeout);
            _gate.SetResult();
            await Task.WhenAll(first, second);

            Assert.Equal([Acme, Other, Other], Server.Endpoints);
        }

        [Fact]
        public async Task Are_cancelled_with_the_client_also_while_they_wait_for_their_turn()
        {
            using var cloud = Client(maxConcurrency: 1);
            Server.On(Acme, Replies.Never);
            var lists = new[] { ListAsync(cloud, "acme"), ListAsync(cloud, "acme") };
            await Server.ArrivalAsync();

            cloud.Dispose();

            foreach (var list in lists)
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => list);
            }
        }
    }

    public sealed class AListing : CloudTest
    {
        private const string First = "GET /api/orgs/acme/members?type=frontend";
        private const string Second = $"{First}&continuationToken=p2";

        private readonly CloudConnection _connection;

        public AListing() => _connection = new CloudConnection(Options);

        private static string Page(string? next, params int[] numbers) =>
            Bodies.Page("members", next, [.. numbers.Select(number => $$"""{"number":{{number}}}""")]);

        private Task<IReadOnlyList<long>> ListAsync(Func<CloudAnswer, long> map) => _connection.ListAsync(
            new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "orgs", "acme", "members"), "list") { Query = [("type", "frontend")] },
            "members", map, Cancel);

        [Fact]
        public async Task Asks_for_the_next_page_before_it_looks_at_the_items_of_this_one_and_keeps_their_order()
        {
            Server.On(First, Replies.Json(200, Page("p2", 1, 2))).On(Second, Replies.Json(200, Page(null, 3)));
            List<(long Number, int Requests)> mapped = [];

            var numbers = await ListAsync(item =>
            {
                mapped.Add((item.Number("number"), Server.Requests.Count));
                return item.Number("number");
            });

            Assert.Equal([1, 2, 3], numbers);
            Assert.Equal([(1, 2), (2, 2), (3, 2)], mapped);
        }

        [Fact]
        public async Task Fails_for_the_first_page_that_is_wrong_and_leaves_no_request_behind()
        {
            var cancelled = new TaskCompletionSource();
            Server.On(First, Replies.Json(200, Page("p2", 1))).On(Second, async token =>
            {
                await using var registration = token.Register(cancelled.SetResult);
                return await Replies.Never(token);
            });

            var failure = await FailureAsync(() => ListAsync(item => item.Number("missing")).WaitAsync(TimeSpan.FromSeconds(20)));

            Assert.Contains("members[0].missing", failure.Message, StringComparison.Ordinal);
            Assert.True(cancelled.Task.IsCompleted, "the next page is cancelled");
        }

        [Fact]
        public async Task Fails_for_the_first_page_that_is_wrong_also_when_the_next_one_fails_on_its_own()
        {
            Server.On(First, Replies.Json(200, Page("p2", 1))).On(Second, Replies.Error(403, "no"));

            var failure = await FailureAsync(() => ListAsync(item => item.Number("missing")));

            Assert.Contains("members[0].missing", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class AWriteThatMustNotBeDoneTwice : CloudTest
    {
        [Theory]
        [InlineData("408")]
        [InlineData("500")]
        [InlineData("502")]
        [InlineData("503")]
        [InlineData("504")]
        [InlineData("broken")]
        public async Task Is_sent_once_and_says_that_it_may_have_happened_when_nobody_knows(string how)
        {
            Server.On(Create, Uncertain(how));

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", Token, Cancel));

            Assert.True(failure.MayHaveHappened);
            Assert.Single(Server.Requests);
        }

        [Fact]
        public async Task Says_so_too_when_the_answer_does_not_come_in_time()
        {
            Server.On(Create, Replies.Never);

            var create = Cloud.OrgTokens.CreateAsync("acme", Token, Cancel);
            await Server.ArrivalAsync();
            Time.Advance(Options.AttemptTimeout);
            var failure = await FailureAsync(() => create);

            Assert.Equal(
                "could not create access token ci of organization acme: no answer from https://api.test within 60 s; "
                + "the server may have done it all the same (POST /api/orgs/acme/tokens)",
                failure.Message);
            Assert.Equal((CloudFailure.Timeout, true), (failure.Reason, failure.MayHaveHappened));
        }

        [Fact]
        public async Task Is_repeated_when_it_was_refused_in_front_or_never_left()
        {
            Server.On(Create, Replies.Html(429, retryAfter: "3"), Replies.Refused, Replies.Json(200, """{"id":"t1","tokenValue":"v"}"""));

            Assert.Equal("t1", (await Cloud.OrgTokens.CreateAsync("acme", Token, Cancel)).Id);
            Assert.Equal(3, Server.Requests.Count);
        }

        [Fact]
        public async Task Did_not_happen_when_every_try_was_refused()
        {
            Server.On(Create, Replies.Refused);

            var failure = await FailureAsync(() => Cloud.OrgTokens.CreateAsync("acme", Token, Cancel));

            Assert.Equal((CloudFailure.Unreachable, false), (failure.Reason, failure.MayHaveHappened));
            Assert.Contains("no connection to https://api.test: Connection refused", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class AWriteThatCanBeDoneTwice : CloudTest
    {
        [Theory]
        [InlineData("200")]
        [InlineData("403")]
        [InlineData("429")]
        [InlineData("500")]
        [InlineData("502")]
        [InlineData("503")]
        [InlineData("504")]
        [InlineData("broken")]
        public async Task Is_repeated(string how)
        {
            Server.On(Patch, Uncertain(how), Replies.Done).On("PATCH /api/orgs/acme/members/alice", Uncertain(how), Replies.Done);

            await Cloud.Teams.UpdateAsync("acme", "core", new TeamChanges { NewDescription = "new" }, Cancel);
            await Cloud.Members.SetRoleAsync("acme", "alice", "admin", Cancel);

            Assert.Equal(4, Server.Requests.Count);
        }

        [Fact]
        public async Task Sends_the_same_body_each_time()
        {
            Server.On(Patch, Replies.Broken, Replies.Html(503), Replies.Done);

            await Cloud.Teams.PromoteMemberAsync("acme", "core", "alice", Cancel);

            Assert.Equal(3, Server.Requests.Count(request => request.Body == """{"memberAction":"promote","member":"alice"}"""));
        }

        [Fact]
        public async Task Keeps_in_mind_that_an_earlier_try_may_have_done_it()
        {
            Server.On(Patch, Replies.Broken, Replies.Error(403, "not any more")).On(Get, Replies.Error(403, "nor this"));

            var failure = await FailureAsync(() => Cloud.Teams.DemoteMemberAsync("acme", "core", "alice", Cancel));

            Assert.Equal((CloudFailure.Forbidden, true), (failure.Reason, failure.MayHaveHappened));
            Assert.Contains("not any more: what became of it could not be found out: could not read team core", failure.Message, StringComparison.Ordinal);
        }
    }

    public sealed class ALookForAWriteInDoubt : CloudTest
    {
        [Fact]
        public async Task Is_cancelled_with_the_client()
        {
            Server.On(Patch, Replies.Broken, Replies.Error(403, "no")).On(Get, Replies.Never);

            var demotion = Cloud.Teams.DemoteMemberAsync("acme", "core", "alice", Cancel);
            for (var arrived = 0; arrived < 3; arrived++)
            {
                await Server.ArrivalAsync();
            }

            Cloud.Dispose();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => demotion);
        }
    }

    public sealed class ARemoval : CloudTest
    {
        [Fact]
        public async Task Is_done_when_its_repetition_finds_nothing_after_a_try_with_unknown_outcome()
        {
            Func<Task>[] calls =
            [
                () => Cloud.Teams.DeleteAsync("acme", "core", Cancel),
                () => Cloud.Teams.RemoveMemberAsync("acme", "core", "alice", Cancel),
                () => Cloud.Members.RemoveAsync("acme", "alice", Cancel),
                () => Cloud.OrgTokens.DeleteAsync("acme", "t1", Cancel),
            ];
            string[] endpoints = [Delete, Patch, "DELETE /api/orgs/acme/members/alice", "DELETE /api/orgs/acme/tokens/t1"];
            foreach (var endpoint in endpoints)
            {
                Server.On(endpoint, Replies.Broken, Replies.Error(404, "Not Found: gone"));
            }

            foreach (var call in calls)
            {
                await call();
            }

            Assert.Equal(8, Server.Requests.Count);
        }

        [Fact]
        public async Task Is_not_found_when_the_first_try_was_certainly_not_done()
        {
            Server.On(Delete, Replies.Html(429), Replies.Error(404, "Not Found: core"));

            var failure = await FailureAsync(() => Cloud.Teams.DeleteAsync("acme", "core", Cancel));

            Assert.Equal((CloudFailure.NotFound, false), (failure.Reason, failure.MayHaveHappened));
        }

        [Fact]
        public async Task Is_not_taken_for_done_on_the_word_of_something_in_between()
        {
            Server.On(Delete, Replies.Broken, Replies.Html(404)).On(Get, Team);

            var failure = await FailureAsync(() => Cloud.Teams.DeleteAsync("acme", "core", Cancel));

            Assert.Equal((CloudFailure.Unexpected, true), (failure.Reason, failure.MayHaveHappened));
        }
    }

    public sealed class AnAddition : CloudTest
    {
        [Fact]
        public async Task Is_done_when_its_repetition_conflicts_after_a_try_with_unknown_outcome()
        {
            Server.On(Patch, Replies.Html(504), Replies.Error(409, "Conflict: already in the team"));

            await Cloud.Teams.AddMemberAsync("acme", "core", "alice", Cancel);

            Assert.Equal(2, Server.Requests.Count);
        }

        [Fact]
        public async Task Conflicts_when_someone_else_did_it()
        {
            Server.On(Patch, Replies.Error(409, "Conflict: already in the team"));

            var failure = await FailureAsync(() => Cloud.Teams.AddMemberAsync("acme", "core", "alice", Cancel));

            Assert.Equal(CloudFailure.Conflict, failure.Reason);
        }
    }

    public sealed class ASecret : CloudTest
    {
        [Fact]
        public async Task Is_in_no_failure_even_when_the_server_repeats_it()
        {
            Server.On(Get, Replies.Error(403, $"Forbidden: {new string('x', 470)} token {AccessToken} may not"));

            var failure = await FailureAsync(() => Cloud.Teams.FindAsync("acme", "core", Cancel));

            Assert.DoesNotContain("pul-", failure.ToString(), StringComparison.Ordinal);
            Assert.Contains("token [secret]", failure.Message, StringComparison.Ordinal);
        }

        [Fact]
        public void Is_not_printed_with_the_record_that_holds_it()
        {
            Assert.Equal("CloudOptions { https://api.test, [secret] }", (Options with { ApiUrl = new Uri("https://me:pw@api.test/x") }).ToString());
            Assert.Equal("CreatedToken { Id = t1, Value = [secret] }", new CreatedToken("t1", "pul-new").ToString());
        }
    }
}
