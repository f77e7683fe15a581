using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.Time.Testing;
using PulumiOrgs.Local.Cloud.Rig;

namespace PulumiOrgs.Local.Cloud.Tests;

public class RigTests
{
    public class TheRequestLog
    {
        [Fact]
        public async Task Has_each_request_as_it_was_on_the_wire()
        {
            var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = new FakeTimeProvider(now) });
            await cloud.Post("members/a%2Fb", new { role = "member" });
            await cloud.Get("members?type=frontend");

            var log = cloud.Cloud.Requests.All;

            Assert.Equal(
                [
                    (0, "POST", "/api/orgs/acme/members/a%2Fb", "", "application/vnd.pulumi+8", 404, 404, now),
                    (1, "GET", "/api/orgs/acme/members", "type=frontend", "application/vnd.pulumi+8", 200, 200, now),
                ],
                log.Select(request => (
                    request.Index, request.Method, request.Path, request.Query, request.Accept,
                    request.Status!.Value, request.Outcome!.Value, request.At)));
            Assert.Equal("member", (string?)log[0].Body!["role"]);
            Assert.Null(log[1].Body);
        }

        [Fact]
        public async Task Has_requests_that_were_turned_away_or_malformed()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.As(null).Post("tokens", "{ no json");

            var request = Assert.Single(cloud.Cloud.Requests.All);

            Assert.Equal((401, "[9 characters that are no JSON]"), (request.Status, (string?)request.Body));
        }

        [Fact]
        public async Task Holds_no_secrets()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var value = (string)(await cloud.Post("tokens", new { name = "ci" })).Body["tokenValue"]!;
            await cloud.As(value).Post("tokens", new { name = "other", nested = new[] { new { tokenValue = value, secret = value } } });

            var log = string.Join('\n', cloud.Cloud.Requests.All.Select(request => $"{request} {request.Body}"));

            Assert.DoesNotContain(value, log);
            Assert.DoesNotContain(cloud.Cloud.AccessToken, log);
        }

        [Fact]
        public async Task Is_cleared_on_request_and_counts_on()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Get("members");
            await cloud.Get("teams");

            cloud.Cloud.Requests.Clear();
            Assert.Empty(cloud.Cloud.Requests.All);

            await cloud.Get("tokens");
            Assert.Equal(2, Assert.Single(cloud.Cloud.Requests.All).Index);
        }

        [Fact]
        public async Task Tells_writes_from_reads()
        {
            await using var cloud = await RunningCloud.StartAsync();
            await cloud.Get("members");
            await cloud.Delete("teams/web");

            Assert.Equal("DELETE", Assert.Single(cloud.Cloud.Requests.Writes).Method);
        }
    }

    public class AFault
    {
        [Fact]
        public async Task Answers_as_a_web_firewall_would()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Answer(429, Html: true, RetryAfter: "2") });

            var answer = await cloud.Post("members/bob", new { role = "member" });

            Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
            Assert.Equal(("text/html", TimeSpan.FromSeconds(2)), (answer.MediaType, answer.Headers.RetryAfter?.Delta));
            Assert.Contains("<h1>429 Too Many Requests</h1>", answer.Text);
            Assert.DoesNotContain("bob", cloud.Cloud.State.Organization("acme").Members.Keys);
        }

        [Fact]
        public async Task Answers_as_the_service_would()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Answer(503, RetryAfter: "Wed, 04 Mar 2026 05:06:09 GMT") });

            var answer = await cloud.Get("members");

            answer.MustRefuse(HttpStatusCode.ServiceUnavailable, "Service Unavailable");
            Assert.Equal(new DateTimeOffset(2026, 3, 4, 5, 6, 9, TimeSpan.Zero), answer.Headers.RetryAfter?.Date);
        }

        [Fact]
        public async Task Breaks_the_connection_before_the_work()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.DropBefore() });

            await Assert.ThrowsAsync<HttpRequestException>(() => cloud.Post("tokens", new { name = "ci" }));

            Assert.Empty(cloud.Cloud.State.Organization("acme").Tokens);
        }

        [Fact]
        public async Task Breaks_the_connection_after_the_work_and_leaves_the_token_made()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Method = "POST", PathPattern = "/tokens$", Action = new FaultAction.DropAfter() });

            await Assert.ThrowsAsync<HttpRequestException>(() => cloud.Post("tokens", new { name = "ci" }));

            Assert.Equal(["ci"], (await cloud.Get("tokens")).All("tokens", "name"));
            Assert.Equal(HttpStatusCode.Conflict, (await cloud.Post("tokens", new { name = "ci" })).Status);
            var dropped = cloud.Cloud.Requests.All[0];
            Assert.Equal((null, new FaultAction.DropAfter()), (dropped.Status, dropped.Fault));
        }

        [Fact]
        public async Task Breaks_the_connection_at_once_and_does_the_work_when_it_was_looked_for_already()
        {
            var clock = new FakeTimeProvider();
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            cloud.Cloud.Faults.Add(new FaultRule { Method = "POST", Action = new FaultAction.DropLate(TimeSpan.FromSeconds(1)) });

            await Assert.ThrowsAsync<HttpRequestException>(() => cloud.Post("tokens", new { name = "ci" }));
            Assert.Empty((await cloud.Get("tokens")).All("tokens", "name"));
            await PassTimeUntilAsync(clock, () => cloud.Cloud.Requests.All[0].Outcome is not null);

            Assert.Equal(["ci"], (await cloud.Get("tokens")).All("tokens", "name"));
        }

        [Fact]
        public async Task Makes_a_request_wait_and_does_it_though_the_caller_has_gone()
        {
            var clock = new FakeTimeProvider();
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Delay(TimeSpan.FromMinutes(1)) { Regardless = true } });
            using var impatient = new CancellationTokenSource();

            var answer = cloud.Post("tokens", new { name = "ci" }, impatient.Token);
            await UntilAsync(() => cloud.Cloud.Requests.All is [{ Fault: not null }]);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
            Assert.Empty(cloud.Cloud.State.Organization("acme").Tokens);
            await PassTimeUntilAsync(clock, () => cloud.Cloud.Requests.All[0].Outcome == 200);

            Assert.Equal(["ci"], (await cloud.Get("tokens")).All("tokens", "name"));
        }

        [Theory]
        [InlineData("POST", "tokens", 200)]
        [InlineData("PATCH", "members/admin", 204)]
        public async Task Breaks_the_connection_in_the_middle_of_the_answer(string method, string path, int outcome)
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.CutOff() });

            await Assert.ThrowsAsync<HttpRequestException>(() => cloud.SendAsync(new HttpMethod(method), path, new { name = "ci", role = "admin" }));

            var request = Assert.Single(cloud.Cloud.Requests.All);
            Assert.Equal((new FaultAction.CutOff(), outcome), (request.Fault, request.Outcome));
        }

        [Theory]
        [InlineData("html", false)]
        [InlineData("html", true)]
        [InlineData("{}", true)]
        [InlineData("""{"members":"x"}""", false)]
        [InlineData("[]", true)]
        public async Task Answers_in_the_place_of_the_service_before_or_after_the_work(string body, bool afterWork)
        {
            await using var cloud = await RunningCloud.StartAsync();
            var html = body == "html";
            cloud.Cloud.Faults.Add(new FaultRule
            {
                Action = new FaultAction.Answer(200, html) { Json = html ? null : body, AfterWork = afterWork },
            });

            var answer = await cloud.Post("members/bob", new { role = "member" });

            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(body == "html" ? "text/html" : "application/json", answer.MediaType);
            Assert.Contains(body == "html" ? "<h1>200 OK</h1>" : body, answer.Text);
            Assert.Equal(afterWork, cloud.Cloud.State.Organization("acme").Members.ContainsKey("bob"));
            Assert.Equal(afterWork ? 200 : null, cloud.Cloud.Requests.All[0].Outcome);
        }

        [Fact]
        public async Task Says_that_it_failed_though_the_work_is_done()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Answer(504, Html: true) { AfterWork = true } });

            var answer = await cloud.Patch("members/admin", new { role = "admin" });

            Assert.Equal((HttpStatusCode.GatewayTimeout, "text/html"), (answer.Status, answer.MediaType));
            Assert.Equal(204, cloud.Cloud.Requests.All[0].Outcome);
        }

        [Fact]
        public async Task Asks_for_patience_until_a_date()
        {
            var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            cloud.Cloud.Faults.Add(new FaultRule
            {
                Action = new FaultAction.Answer(429, Html: true) { RetryAfterDate = TimeSpan.FromSeconds(2) },
            });

            var answer = await cloud.Get("members");

            Assert.Equal(clock.GetUtcNow().AddSeconds(2), answer.Headers.RetryAfter?.Date);
        }

        [Theory]
        [InlineData(false)]
        [InlineData(true)]
        public async Task Never_answers(bool isDone)
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Hang(AfterWork: isDone) });
            using var impatient = new CancellationTokenSource();

            var answer = cloud.Post("members/bob", new { role = "member" }, impatient.Token);
            await UntilAsync(() => cloud.Cloud.Requests.All is [{ Fault: not null } request] && request.Outcome is not null == isDone);
            Assert.False(answer.IsCompleted);
            await impatient.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
            Assert.Equal(isDone, cloud.Cloud.State.Organization("acme").Members.ContainsKey("bob"));
        }

        [Theory]
        [InlineData("GET")]
        [InlineData("PATCH")]
        public async Task Answers_a_byte_now_and_then(string method)
        {
            var clock = new FakeTimeProvider();
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Dribble(TimeSpan.FromMinutes(1)) });

            var answer = cloud.SendAsync(new HttpMethod(method), method == "GET" ? "members" : "members/admin",
                method == "GET" ? null : new { role = "admin" });
            await UntilAsync(() => cloud.Cloud.Requests.All is [{ Outcome: not null }]);
            Assert.False(answer.IsCompleted);
            await PassTimeUntilAnsweredAsync(clock, answer);

            Assert.True((int)(await answer).Status is 200 or 204);
        }

        [Fact]
        public async Task Refuses_connections_for_a_while()
        {
            var clock = new FakeTimeProvider();
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            await cloud.Get("teams");
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Shut(TimeSpan.FromSeconds(1)) });

            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("members/bob", new { role = "member" })).Status);
            var refused = await Assert.ThrowsAsync<HttpRequestException>(() => cloud.Post("members/eve", new { role = "member" }));
            Assert.Equal(HttpRequestError.ConnectionError, refused.HttpRequestError);
            clock.Advance(TimeSpan.FromSeconds(1));
            await UntilAsync(() => cloud.CanConnect());

            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("members/eve", new { role = "member" })).Status);
            Assert.Equal(3, cloud.Cloud.Requests.All.Count);
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public async Task Lets_something_else_happen_between_the_work_and_the_answer(bool goesOn)
        {
            await using var cloud = await RunningCloud.StartAsync();
            var wasDone = false;
            cloud.Cloud.Faults.Add(new FaultRule
            {
                Action = new FaultAction.Meanwhile(
                    _ =>
                    {
                        wasDone = cloud.Cloud.State.Organization("acme").Members.ContainsKey("bob");
                        return Task.FromResult(goesOn);
                    },
                    AfterWork: true),
            });

            var answer = cloud.Post("members/bob", new { role = "member" });

            Assert.Equal(goesOn, await Record.ExceptionAsync(() => answer) is null);
            Assert.True(wasDone);
        }

        [Fact]
        public async Task Concerns_the_request_with_an_index_and_another_one_the_next()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(
                new FaultRule { Skip = 2, Action = new FaultAction.Answer(500) },
                new FaultRule { Skip = 2, Action = new FaultAction.Answer(502) });

            var statuses = new List<int>();
            for (var request = 0; request < 5; request++)
            {
                statuses.Add((int)(await cloud.Get("members")).Status);
            }

            Assert.Equal([200, 200, 500, 502, 200], statuses);
        }

        [Fact]
        public async Task Makes_a_request_wait_and_then_does_it()
        {
            var clock = new FakeTimeProvider();
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock });
            cloud.Cloud.Faults.Add(new FaultRule { Action = new FaultAction.Delay(TimeSpan.FromMinutes(1)) });

            var answer = cloud.Post("members/bob", new { role = "member" });
            await UntilAsync(() => cloud.Cloud.Requests.All is [{ Fault: FaultAction.Delay }]);
            Assert.False(answer.IsCompleted);
            await PassTimeUntilAnsweredAsync(clock, answer);

            Assert.Equal(HttpStatusCode.OK, (await answer).Status);
        }

        [Fact]
        public async Task Concerns_the_requests_that_fit_after_those_to_skip_as_often_as_it_says()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(
                new FaultRule { Method = "get", PathPattern = "/members$", Skip = 1, Times = 2, Action = new FaultAction.Answer(500) });

            Assert.Equal(HttpStatusCode.OK, (await cloud.Get("teams")).Status);
            Assert.Equal(HttpStatusCode.OK, (await cloud.Get("members")).Status);
            Assert.Equal(HttpStatusCode.InternalServerError, (await cloud.Get("members")).Status);
            Assert.Equal(HttpStatusCode.OK, (await cloud.Post("members/bob", new { role = "member" })).Status);
            Assert.Equal(HttpStatusCode.InternalServerError, (await cloud.Get("members")).Status);
            Assert.Equal(HttpStatusCode.OK, (await cloud.Get("members")).Status);
        }

        [Fact]
        public async Task Concerns_the_one_of_several_requests_to_a_path_that_sends_its_body()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(new FaultRule { Body = """{"name":"ops","secret":"[secret]"}""", Action = new FaultAction.Answer(500) });

            Assert.Equal(HttpStatusCode.Created, (await cloud.Post("teams/pulumi", new { name = "web", secret = "1" })).Status);
            Assert.Equal(HttpStatusCode.InternalServerError, (await cloud.Post("teams/pulumi", new { name = "ops", secret = "2" })).Status);
            Assert.Equal(HttpStatusCode.OK, (await cloud.Get("teams")).Status);
        }

        [Fact]
        public async Task Is_taken_back_with_all_others()
        {
            await using var cloud = await RunningCloud.StartAsync();
            cloud.Cloud.Faults.Add(
                new FaultRule { Action = new FaultAction.DropBefore() },
                new FaultRule { Action = new FaultAction.Answer(500) });

            cloud.Cloud.Faults.Clear();

            Assert.Equal(HttpStatusCode.OK, (await cloud.Get("members")).Status);
        }

        [Fact]
        public async Task Must_make_sense()
        {
            await using var cloud = await RunningCloud.StartAsync();
            var action = new FaultAction.DropAfter();

            Assert.ThrowsAny<ArgumentException>(() => cloud.Cloud.Faults.Add(new FaultRule { Times = 0, Action = action }));
            Assert.ThrowsAny<ArgumentException>(() => cloud.Cloud.Faults.Add(new FaultRule { Skip = -1, Action = action }));
            Assert.ThrowsAny<ArgumentException>(() => cloud.Cloud.Faults.Add(new FaultRule { PathPattern = "(", Action = action }));
        }
    }

    public class TheClock
    {
        [Fact]
        public async Task Dates_each_answer()
        {
            var now = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = new FakeTimeProvider(now) });
            cloud.Cloud.Faults.Add(new FaultRule { Skip = 3, Action = new FaultAction.Answer(502, Html: true) { AfterWork = true } });

            Assert.Equal(now, (await cloud.Get("members")).Headers.Date);
            Assert.Equal(now, (await cloud.Get("teams/none")).Headers.Date);
            Assert.Equal(now, (await cloud.Post("tokens", new { name = "ci" })).Headers.Date);
            Assert.Equal(now, (await cloud.Get("members")).Headers.Date);
        }
    }

    public class Latency
    {
        [Fact]
        public async Task Holds_each_request_back()
        {
            var clock = new FakeTimeProvider();
            await using var cloud = await RunningCloud.StartAsync(new() { Clock = clock, Latency = TimeSpan.FromMinutes(1) });

            var answer = cloud.Get("members");
            await UntilAsync(() => cloud.Cloud.Requests.All.Count == 1);
            Assert.False(answer.IsCompleted);
            await PassTimeUntilAnsweredAsync(clock, answer);

            Assert.Equal(HttpStatusCode.OK, (await answer).Status);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var began = Stopwatch.GetTimestamp();
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, "what is waited for does not come");
            await Task.Yield();
        }
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);

    // Again and again: what the log shows is noted just before the wait begins.
    private static Task PassTimeUntilAnsweredAsync(FakeTimeProvider clock, Task answer) => PassTimeUntilAsync(clock, () => answer.IsCompleted);

    private static Task PassTimeUntilAsync(FakeTimeProvider clock, Func<bool> condition) => UntilAsync(() =>
    {
        clock.Advance(TimeSpan.FromMinutes(1));
        return condition();
    });
}
