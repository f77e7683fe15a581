using System.Net;
using Newtonsoft.Json;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Tests;

public sealed class DataFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("local-cloud-");

    private string DataFile => Path.Combine(_folder.FullName, "made-when-needed", "cloud.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Everything_is_there_again_after_a_restart()
    {
        CloudData before;
        await using (var cloud = await StartAsync())
        {
            await cloud.Post("members/Bob", new { role = "billing-manager" });
            await cloud.Post("teams/pulumi", new { name = "web", displayName = "Web", description = "The site" });
            await cloud.Patch("teams/web", new { memberAction = "add", member = "bob" });
            await cloud.Post("teams/github", new { githubTeamID = 3 });
            await cloud.Delete($"tokens/{(await cloud.Post("tokens", new { name = "old" })).Body["id"]}");
            await cloud.Post("tokens", new { name = "ci", admin = true });
            await cloud.Post("teams/web/tokens", new { name = "web-ci" });
            await cloud.Post("hooks", Webhook(filters: ["stack_created"]));
            before = cloud.Cloud.State.Data;
        }

        await using var again = await StartAsync();

        Assert.Equal(JsonConvert.SerializeObject(before), JsonConvert.SerializeObject(again.Cloud.State.Data));
        Assert.Equal(HttpStatusCode.NoContent, (await again.Patch("teams/WEB", new { memberAction = "remove", member = "BOB" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await again.Delete("members/BOB")).Status);
    }

    [Fact]
    public async Task A_spent_token_name_stays_spent_after_a_restart()
    {
        await using (var cloud = await StartAsync())
        {
            await cloud.Delete($"tokens/{(await cloud.Post("tokens", new { name = "ci" })).Body["id"]}");
        }

        await using var again = await StartAsync();

        Assert.Equal(HttpStatusCode.Conflict, (await again.Post("tokens", new { name = "ci" })).Status);
    }

    [Fact]
    public async Task A_token_works_after_a_restart_although_the_file_does_not_hold_its_value()
    {
        string organizationToken, personalToken, accessToken;
        await using (var cloud = await StartAsync())
        {
            organizationToken = (string)(await cloud.Post("tokens", new { name = "ci" })).Body["tokenValue"]!;
            personalToken = cloud.Cloud.IssueToken("admin");
            accessToken = cloud.Cloud.AccessToken;
        }

        await using var again = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await again.As(organizationToken).Get("members")).Status);
        Assert.Equal(HttpStatusCode.OK, (await again.As(personalToken).Get("members")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await again.As(accessToken).Get("members")).Status);
        var text = await File.ReadAllTextAsync(DataFile, TestContext.Current.CancellationToken);
        Assert.All([organizationToken, personalToken, accessToken], value => Assert.DoesNotContain(value, text));
    }

    [Fact]
    public async Task The_file_does_not_hold_the_secret_of_a_webhook()
    {
        await using var cloud = await StartAsync();

        await cloud.Post("hooks", Webhook(secret: "s3cret-words"));
        await cloud.Patch("hooks/chat", new { secret = "0ther-words" });

        var text = await File.ReadAllTextAsync(DataFile, TestContext.Current.CancellationToken);
        Assert.Contains("\"chat\"", text);
        Assert.All(["s3cret-words", "0ther-words"], secret => Assert.DoesNotContain(secret, text));
    }

    [Fact]
    public async Task Another_caller_is_let_into_the_organizations_of_the_file()
    {
        await using (await StartAsync())
        {
        }

        await using var cloud = await RunningCloud.StartAsync(new() { DataFile = DataFile, Login = "other" });

        Assert.Equal(HttpStatusCode.NoContent, (await cloud.Delete("members/admin")).Status);
        Assert.Equal(["other"], (await cloud.Get("members")).All("members", "user.githubLogin"));
    }

    [Fact]
    public async Task Nothing_unfinished_stays_beside_the_file()
    {
        await using var cloud = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => cloud.Post($"members/person-{number}", new { role = "member" })));

        Assert.Equal([DataFile], Directory.GetFileSystemEntries(Path.GetDirectoryName(DataFile)!));
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_did_not_happen()
    {
        await using var cloud = await StartAsync();
        File.Delete(DataFile);
        Directory.CreateDirectory(DataFile);

        Assert.Equal(HttpStatusCode.InternalServerError, (await cloud.Post("members/bob", new { role = "member" })).Status);
        Assert.Equal(["admin"], (await cloud.Get("members")).All("members", "user.githubLogin"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"organizations\": ")]
    [InlineData("{ \"something\": \"else\" }")]
    public async Task A_file_that_holds_something_else_is_not_touched(string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DataFile)!);
        await File.WriteAllTextAsync(DataFile, content, TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);

        Assert.Contains(DataFile, failure.Message);
        Assert.Equal(content, await File.ReadAllTextAsync(DataFile, TestContext.Current.CancellationToken));
    }

    private static object Webhook(string? secret = null, params string[] filters) =>
        new { organizationName = "acme", name = "chat", displayName = "Chat", payloadUrl = "https://chat.example.com", active = true, secret, filters };

    private Task<RunningCloud> StartAsync() => RunningCloud.StartAsync(new() { DataFile = DataFile });
}
