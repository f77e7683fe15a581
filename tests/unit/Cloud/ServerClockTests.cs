namespace PulumiOrgs.Provider.Tests.Cloud;

public sealed class ServerClockTests : CloudTest
{
    // Half a year from this machine's.
    private static readonly DateTimeOffset AtTheServer = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Is_not_known_before_an_answer()
    {
        Assert.Null(Cloud.ServerTimeAt(Time.GetTimestamp()));
    }

    [Fact]
    public async Task Is_the_date_of_the_last_answer_carried_on_and_back()
    {
        var early = Time.GetTimestamp();
        Time.Advance(TimeSpan.FromSeconds(10));
        Server.On("GET /api/orgs/acme/hooks", Replies.At(AtTheServer, Replies.Json(200, "[]")));

        await Cloud.Webhooks.ListAsync("acme", Cancel);
        Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(AtTheServer.AddSeconds(3), Cloud.ServerTimeAt(Time.GetTimestamp()));
        Assert.Equal(AtTheServer.AddSeconds(-10), Cloud.ServerTimeAt(early));
    }

    [Fact]
    public async Task Is_told_by_a_refusal_too()
    {
        Server.On("GET /api/orgs/acme/hooks", Replies.At(AtTheServer, Replies.Error(403, "Forbidden")));

        await FailureAsync(() => Cloud.Webhooks.ListAsync("acme", Cancel));

        Assert.Equal(AtTheServer, Cloud.ServerTimeAt(Time.GetTimestamp()));
    }
}
