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
        var tokens = Read("acme/Tokens.cs");
        Assert.Contains("""new OrgAccessToken("ci", new() { Name = "ci", Description = "What it is for" });""", tokens, StringComparison.Ordinal);
        Assert.Contains("""new TeamAccessToken("web/deploy", new() { Team = teams["web"].Name,""", tokens, StringComparison.Ordinal);
        Assert.Contains("Format = WebhookFormat.Slack,", Read("acme/Webhooks.cs"), StringComparison.Ordinal);
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
