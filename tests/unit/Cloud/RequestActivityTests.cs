using System.Collections.Concurrent;
using System.Diagnostics;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>What somebody sees who follows requests.</summary>
public sealed class RequestActivityTests : CloudTest
{
    private const string Core = "http.request.method=GET server.port=8443 url.path=/api/orgs/acme/teams/core";
    private const string Tokens = "http.request.method=POST server.port=8443 url.path=/api/orgs/acme/tokens";

    [Fact]
    public async Task Each_try_tells_its_answer()
    {
        Server.On("GET /api/orgs/acme/teams/core", Replies.Html(503, retryAfter: "3"), Replies.Json(200, Bodies.Team("core")));

        var followed = await FollowAsync(static cloud => cloud.Teams.FindAsync("acme", "core", Cancel));

        Assert.Equal(
            [
                $"{Core} http.response.status_code=503 error.type=503 http.response.header.retry-after=3: Error ServiceUnavailable",
                $"{Core} http.request.resend_count=1 http.response.status_code=200: Unset ",
            ],
            followed);
    }

    [Fact]
    public async Task One_without_an_answer_tells_why()
    {
        Server.On("POST /api/orgs/acme/tokens", Replies.Never);

        var followed = await FollowAsync(async cloud =>
        {
            using var caller = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var create = cloud.OrgTokens.CreateAsync("acme", new NewOrgToken("ci", "", 0, false), caller.Token);
            await Server.ArrivalAsync();
            await caller.CancelAsync();
            await create;
        });

        Assert.Equal([$"{Tokens} error.type=Cancelled: Error Cancelled"], followed);
    }

    [Fact]
    public async Task One_whose_connection_breaks_tells_how()
    {
        Server.On("POST /api/orgs/acme/tokens", Replies.Broken);

        var followed = await FollowAsync(static cloud => cloud.OrgTokens.CreateAsync("acme", new NewOrgToken("ci", "", 0, false), Cancel));

        Assert.Matches(
            $@"^{Tokens} error\.type=Unreachable: Error the connection to https://[0-9a-f]{{32}}\.test:8443 broke: The response ended prematurely\.$",
            Assert.Single(followed));
    }

    // Other tests send requests meanwhile: each has a server of its own.
    private async Task<IReadOnlyList<string>> FollowAsync(Func<CloudClient, Task> call)
    {
        var host = $"{Guid.NewGuid():N}.test";
        var followed = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "PulumiOrgs.Cloud",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = followed.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var cloud = new CloudClient(Options with { ApiUrl = new Uri($"https://{host}:8443") });
        await Record.ExceptionAsync(() => call(cloud));
        return [.. followed.Where(activity => Equals(activity.GetTagItem("server.address"), host)).Select(static activity =>
            $"{string.Join(' ', activity.TagObjects.Where(static tag => tag.Key != "server.address").Select(static tag => $"{tag.Key}={tag.Value}"))}: " +
            $"{activity.Status} {activity.StatusDescription}")];
    }
}
