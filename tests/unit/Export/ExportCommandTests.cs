using Moq;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Export;
using PulumiOrgs.Provider.Tests.Commands;

namespace PulumiOrgs.Provider.Tests.Export;

public sealed class ExportCommandTests : CommandTest
{
    [Fact]
    public async Task Writes_the_file_that_an_import_takes()
    {
        CloudHas(Acme.Small with { Members = [Acme.Person("ada", "admin")], Teams = [], Tokens = [], Webhooks = [] });

        Assert.Equal(0, await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json")));
        Assert.True(JToken.DeepEquals(
            JObject.Parse("""{ "resources": [{ "type": "orgs:index:OrgMember", "name": "ada", "id": "acme/ada" }] }"""),
            JObject.Parse(Read("import.json"))));
    }

    [Fact]
    public async Task Writes_a_program_beside_it()
    {
        CloudHas(Acme.Small);

        Assert.Equal(0, await RunAsync("export", "--organization", "acme", "--program", PathOf("acme")));
        Assert.Equal(
            ["AcmeOrg.csproj", "Program.cs", "Pulumi.yaml", "Tokens.cs", "Webhooks.cs", "import.json", "roster.yaml"],
            Directory.EnumerateFiles(PathOf("acme")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["ada"], Roster.Read(PathOf("acme/roster.yaml")).Admins);
        Assert.Contains("- Bob # Bob Doe", Read("acme/roster.yaml"), StringComparison.Ordinal);
        Assert.StartsWith("using AcmeOrg;\nusing Pulumi;\nusing Pulumi.Orgs;\n\nreturn", Read("acme/Program.cs"), StringComparison.Ordinal);
        var tokens = Read("acme/Tokens.cs");
        Assert.Contains("""new OrgAccessToken("ci", new() { Name = "ci", Description = "What it is for" });""", tokens, StringComparison.Ordinal);
        Assert.Contains("""new TeamAccessToken("web/deploy", new() { Team = teams["web"].Name,""", tokens, StringComparison.Ordinal);
        Assert.Contains("Format = WebhookFormat.Slack,", Read("acme/Webhooks.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_no_file_for_what_there_is_none_of()
    {
        CloudHas(Acme.Small with { Tokens = [], Webhooks = [] });

        Assert.Equal(0, await RunAsync("export", "--organization", "acme", "--program", PathOf("acme")));
        Assert.Equal(
            ["AcmeOrg.csproj", "Program.cs", "Pulumi.yaml", "import.json", "roster.yaml"],
            Directory.EnumerateFiles(PathOf("acme")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var program = Read("acme/Program.cs");
        Assert.Contains("using Pulumi.Orgs;\n\nreturn", program, StringComparison.Ordinal);
        Assert.Contains("    }\n});\n", program, StringComparison.Ordinal);
        Assert.DoesNotContain(".Declare(", program, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_of_an_earlier_export_is_left_over()
    {
        CloudHas(Acme.Small with { Webhooks = [] });
        Directory.CreateDirectory(PathOf("acme"));
        await File.WriteAllTextAsync(PathOf("acme/Webhooks.cs"), "mine", TestContext.Current.CancellationToken);

        Assert.Equal(0, await RunAsync("export", "--organization", "acme", "--program", PathOf("acme"), "--force"));
        Assert.Contains("Webhooks.cs is of an earlier export", Error, StringComparison.Ordinal);
        Assert.Equal("mine", Read("acme/Webhooks.cs"));
    }

    [Fact]
    public async Task Lets_no_name_become_code()
    {
        CloudHas(Acme.Small with { Tokens = [new OwnedToken(null, Acme.Token("1", "a\"); Evil(\"\\\r\n"))] });

        await RunAsync("export", "--organization", "acme", "--program", PathOf("acme"));

        Assert.Contains(
            """OrgAccessToken("a\"); Evil(\"\\  ", new() { Name = "a\"); Evil(\"\\\r\n",""", Read("acme/Tokens.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", "AcmeOrg")]
    [InlineData("acme-two.b", "AcmeTwoBOrg")]
    [InlineData("3d", "Org3dOrg")]
    public void The_program_is_called_after_the_organization(string organization, string name) =>
        Assert.Contains($"{name}.csproj", new ExportedProgram(organization, null, bulk: false).FileNames);

    [Fact]
    public async Task Overwrites_nothing_and_reads_nothing_when_a_file_is_there()
    {
        Directory.CreateDirectory(PathOf("acme"));
        await File.WriteAllTextAsync(PathOf("acme/Program.cs"), "mine", TestContext.Current.CancellationToken);

        Assert.Equal(1, await RunAsync("export", "--organization", "acme", "--program", PathOf("acme")));
        Assert.Contains("Program.cs exists already; give --force to overwrite", Error, StringComparison.Ordinal);
        Assert.Equal(("mine", 1), (Read("acme/Program.cs"), Directory.GetFiles(PathOf("acme")).Length));
        Members.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task Overwrites_when_told_to()
    {
        CloudHas(Acme.Small);
        await File.WriteAllTextAsync(PathOf("import.json"), "mine", TestContext.Current.CancellationToken);

        Assert.Equal(0, await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json"), "--force"));
        Assert.StartsWith("{", Read("import.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_nothing_when_something_could_not_be_read()
    {
        CloudHas(Acme.Small);
        Teams.Setup(teams => teams.FindAsync("acme", "web", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CloudException(CloudFailure.Forbidden, "read team web of organization acme", "GET /api/orgs/acme/teams/web"));

        Assert.Equal(1, await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json")));
        Assert.Contains("error: could not read team web of organization acme", Error, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("import.json")));
    }

    [Theory]
    [InlineData(CloudFailure.Unauthorized, "set PULUMI_ACCESS_TOKEN to one that is")]
    [InlineData(CloudFailure.Forbidden, "use the token of an admin of the organization")]
    [InlineData(CloudFailure.NotFound, "check --organization and --api-url")]
    [InlineData(CloudFailure.RateLimited, "try again later")]
    [InlineData(CloudFailure.Unreachable, "Try again when the service answers")]
    [InlineData(CloudFailure.Unexpected, "check --api-url, PULUMI_BACKEND_URL and the proxies")]
    internal async Task Advises_about_what_a_command_reads(CloudFailure reason, string advice)
    {
        CloudHas(Acme.Small);
        Webhooks.Setup(static webhooks => webhooks.ListAsync("acme", It.IsAny<CancellationToken>()))
            .ThrowsAsync(new CloudException(reason, "list the webhooks of organization acme", "GET /api/orgs/acme/hooks"));

        Assert.Equal(1, await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json")));
        Assert.Contains(advice, Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.All(["orgs:", "pulumi refresh", "deploy"], word => Assert.DoesNotContain(word, Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Does_not_take_a_team_for_empty_whose_members_could_not_be_listed()
    {
        CloudHas(Acme.Small with { Teams = [Acme.TeamOf("web") with { ListMembersError = "no time" }] });

        Assert.Equal(1, await RunAsync("export", "--organization", "acme", "--output", PathOf("import.json")));
        Assert.Contains("the members of team 'web' of 'acme' could not be listed: no time", Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warns_of_what_an_import_does_not_bring_and_says_what_to_do_next()
    {
        CloudHas(Acme.Small);

        await RunAsync("export", "--organization", "acme", "--program", PathOf("acme"));

        Assert.Contains("warning: 2 tokens will be imported without a value", Error, StringComparison.Ordinal);
        Assert.Contains("3 people, 1 team, 2 team memberships, 1 access token, 1 team access token, 1 webhook", Error);
        Assert.Contains("pulumi import --file import.json", Error, StringComparison.Ordinal);
    }
}
