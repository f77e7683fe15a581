using Moq;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Tokens;

public sealed class TokensCommandTests : CommandTest
{
    private const string OrgToken = """{ "type": "orgs:index:OrgAccessToken", "urn": "u", "custom": true, "id": "acme/1" }""";
    private const string TeamToken = """{ "id": "ACME/web/2", "type": "orgs:index:TeamAccessToken", "delete": true }""";

    // As the engine writes it; what the ciphertext stands for is nobody's business here.
    private const string Noise = """
        {
          "type": "orgs:index:OrgMember", "id": "acme/3",
          "outputs": { "id": "acme/4", "value": { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "s3cret" } }
        }
        """;

    [Fact]
    public async Task Ends_with_0_when_the_state_has_them_all()
    {
        Input = State(OrgToken, Noise, TeamToken);

        Assert.Equal(0, await TokensAsync("-"));
        Assert.Equal("", Output);
        Assert.Equal("2 access tokens of acme and its teams: the states have them all.", Error.Trim());
    }

    [Fact]
    public async Task Ends_with_2_and_tells_each_token_that_is_in_no_state_and_how_to_delete_it()
    {
        Input = State(Noise);
        CloudHas(Acme.Small with
        {
            Tokens =
            [
                new OwnedToken("web", Acme.Token("2", "deploy", expires: 1) with { LastUsed = 1780315200 }),
                new OwnedToken(null, Acme.Token("1", "ci") with { Created = Now.AddDays(-1) }),
            ],
        });

        Assert.Equal(2, await RunAsync("tokens", "--organization", "acme", "--unknown-to", "-"));
        Assert.Equal(
            """
            ci (acme)
              id         1
              made       by ada, 2026-05-31T12:00:00Z
              last used  never
              expires    never
              delete     pulumi api -X DELETE /api/orgs/acme/tokens/1

            deploy (team web of acme)
              id         2
              made       by ada
              last used  2026-06-01T12:00:00Z
              expires    1970-01-01T00:00:01Z (expired)
              delete     pulumi api -X DELETE /api/orgs/acme/teams/web/tokens/2


            """.ReplaceLineEndings(),
            Output);
        Assert.Contains("2 access tokens of acme and its teams: 2 in none of the states.", Error, StringComparison.Ordinal);
        Assert.Contains(
            "curl --fail -X DELETE -H \"Authorization: token $PULUMI_ACCESS_TOKEN\" ${PULUMI_BACKEND_URL:-https://api.pulumi.com}/api/orgs/acme/tokens/1",
            Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Output + Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_one_document_for_programs()
    {
        Input = State(TeamToken);

        Assert.Equal(2, await TokensAsync("-", "--json"));
        Assert.True(JToken.DeepEquals(
            JToken.Parse("""
                {
                  "organization": "acme", "tokens": 2,
                  "unknown": [{
                    "id": "1", "name": "ci", "team": null, "createdBy": "ada", "created": null, "lastUsed": null, "expires": null,
                    "expired": false, "delete": "pulumi api -X DELETE /api/orgs/acme/tokens/1"
                  }]
                }
                """),
            JToken.Parse(Output)));
        Assert.Equal("", Error);
    }

    [Fact]
    public async Task Takes_the_states_of_several_stacks_from_files_and_one_after_another()
    {
        await WriteAsync("prod.json", State(OrgToken));
        Input = State(Noise) + "\n" + State(TeamToken);

        Assert.Equal(0, await TokensAsync(PathOf("prod.json"), "--unknown-to", "-"));
    }

    [Theory]
    [InlineData("""{ "version": 3, "checkpoint": { "stack": "s", "latest": { "resources": [ORG, TEAM] } } }""")]
    [InlineData("""{ "deployment": { "resources": [ORG], "pending_operations": [{ "resource": TEAM, "type": "importing" }] }, "version": 4 }""")]
    public async Task Takes_other_files_of_a_state_too(string state)
    {
        Input = state.Replace("ORG", OrgToken, StringComparison.Ordinal).Replace("TEAM", TeamToken, StringComparison.Ordinal);

        Assert.Equal(0, await TokensAsync("-"));
    }

    [Fact]
    public async Task Takes_no_token_of_another_organization_for_one_of_this()
    {
        Input = State(OrgToken.Replace("acme/", "umbrella/", StringComparison.Ordinal), TeamToken);

        Assert.Equal(2, await TokensAsync("-"));
    }

    [Theory]
    [InlineData("", "the standard input is empty")]
    [InlineData("  \n", "the standard input is empty")]
    [InlineData("error: no stack selected", "is no JSON from line 1, column")]
    [InlineData("[]", "something else at line 1")]
    [InlineData("{}", "has no deployment")]
    [InlineData("""{ "version": 3, "deployment": null }""", "something else at line 1")]
    [InlineData("""{ "version": 3, "deployment": "s3cret" }""", "something else at line 1")]
    [InlineData("""{ "version": 2, "deployment": {} }""", "version 2")]
    [InlineData("""{ "version": 3, "deployment": { "resources": {} } }""", "something else at line 1")]
    [InlineData("""{ "version": 3, "deployment": { "resources": ["s3cret"] } }""", "something else at line 1")]
    [InlineData("""{ "version": 3, "deployment": { "resources": [{ "type": "orgs:index:OrgAccessToken", "id": "acme/1" }""", "ends in the middle")]
    [InlineData("""{ "version": 3, "deployment": { "resources": [{ "outputs": { "value": "s3cret""", "no JSON from line 1")]
    public async Task Ends_with_1_and_asks_nothing_when_a_state_is_none(string state, string reason)
    {
        Input = state;

        Assert.Equal(1, await TokensAsync("-"));
        Assert.Contains(reason, Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd().Split('\n'));
        Tokens.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Ends_with_1_when_a_file_is_not_there()
    {
        Assert.Equal(1, await TokensAsync(PathOf("nowhere.json")));
        Assert.Contains("nowhere.json", Error, StringComparison.Ordinal);
        Assert.Single(Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Ends_with_1_when_the_tokens_of_a_team_could_not_be_read()
    {
        CloudHas(Acme.Small);
        Input = State(OrgToken);
        TeamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.All, It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CloudException(CloudFailure.Forbidden, "list the access tokens of team web of organization acme",
                "GET /api/orgs/acme/teams/web/tokens"));

        Assert.Equal(1, await RunAsync("tokens", "--organization", "acme", "--unknown-to", "-"));
        Assert.Equal("", Output);
        Assert.Contains("error: could not list the access tokens of team web of organization acme", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_no_command_that_does_anything_else()
    {
        Input = State();
        CloudHas(Acme.Small with
        {
            Tokens = [new OwnedToken(null, Acme.Token("1; rm -rf ~ $(x) '\"\u202e", "a\u001b[2J\nb")), new OwnedToken(null, Acme.Token("../2", "c"))],
        });

        Assert.Equal(2, await RunAsync("tokens", "--organization", "acme", "--unknown-to", "-"));
        Assert.Contains(
            "pulumi api -X DELETE /api/orgs/acme/tokens/1%3B%20rm%20-rf%20~%20%24%28x%29%20%27%22%E2%80%AE", Output, StringComparison.Ordinal);
        Assert.Contains("a\\u001b[2J b (acme)", Output, StringComparison.Ordinal);
        Assert.Contains("delete     at the console: its id cannot be part of a path", Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wants_a_state()
    {
        Assert.Equal(1, await RunAsync("tokens", "--organization", "acme"));
        Assert.Contains("--unknown-to", Error, StringComparison.Ordinal);
    }

    private static string State(params string[] resources) => $$"""
        { "version": 3, "deployment": { "manifest": { "time": "2026-06-01T12:00:00Z" }, "resources": [{{string.Join(",", resources)}}] } }
        """;

    private Task<int> TokensAsync(string state, params string[] more)
    {
        CloudHas(Acme.Small);
        return RunAsync(["tokens", "--organization", "acme", "--unknown-to", state, .. more]);
    }

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(PathOf(file), text, TestContext.Current.CancellationToken);
}
