using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class ThousandMembersTests
{
    private const int Readers = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Are_listed_once_for_a_hundred_who_read_at_the_same_time()
    {
        // The admin stands on both rosters too: a thousand in ten full pages each.
        await using var cloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions { Members = [.. Enumerable.Range(1, 999).Select(number => new Member { Login = Login(number) })] }, Cancellation);
        await using var provider = await RunningProvider.StartAsync(Cancellation);
        await provider.ConfigureAsync(
            PropertyMap.Of(("accessToken", new SecretValue(cloud.AccessToken)), ("apiUrl", cloud.Url.ToString())), Cancellation);

        var ids = await Task.WhenAll(Enumerable.Range(1, Readers).Select(number => ReadAsync(provider, Login(number * 9))));

        Assert.Equal(Enumerable.Range(1, Readers).Select(number => $"acme/{Login(number * 9)}"), ids);
        Assert.Equal(
            [("backend", 10), ("frontend", 10)],
            cloud.Requests.All.GroupBy(request => request.Query.Split('&')[0].Split('=')[1]).Select(roster => (roster.Key, roster.Count())).Order());
    }

    private static string Login(int number) => $"person{number}";

    private static async Task<string> ReadAsync(RunningProvider provider, string username) => (await provider.Calls.ReadAsync(
        new ReadRequest { Id = $"acme/{username}", Urn = "urn:pulumi:dev::acme::orgs:index:OrgMember::it" }, cancellationToken: Cancellation)).Id;
}
