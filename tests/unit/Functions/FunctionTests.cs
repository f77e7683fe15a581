using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Functions;
using CloudTeam = PulumiOrgs.Provider.Cloud.Team;

namespace PulumiOrgs.Provider.Tests.Functions;

public sealed class FunctionTests
{
    private readonly Mock<IMembersClient> _members = new(MockBehavior.Strict);
    private readonly Mock<IOrgTokensClient> _tokens = new(MockBehavior.Strict);
    private readonly Mock<ITeamTokensClient> _teamTokens = new(MockBehavior.Strict);
    private readonly Mock<ITeamsClient> _teams = new(MockBehavior.Strict);
    private readonly Mock<IUsersClient> _users = new(MockBehavior.Strict);
    private readonly ICloud _cloud;

    public FunctionTests() => _cloud = Mock.Of<ICloud>(cloud =>
        cloud.Members == _members.Object && cloud.OrgTokens == _tokens.Object
        && cloud.TeamTokens == _teamTokens.Object && cloud.Teams == _teams.Object && cloud.Users == _users.Object);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetOrgMembers_lists_everybody_by_login()
    {
        MembersAre(Person("bob"), Person("Ada", "admin"));

        Assert.Equal(["Ada", "bob"], NamesIn(await InvokeAsync(new GetOrgMembers(_cloud)), "members", "username"));
    }

    [Fact]
    public async Task GetOrgMembers_keeps_to_a_role()
    {
        MembersAre(Person("bob"), Person("Ada", "admin"));

        Assert.Equal(["Ada"], NamesIn(await InvokeAsync(new GetOrgMembers(_cloud), ("role", "admin")), "members", "username"));
    }

    [Fact]
    public async Task Arguments_are_checked_as_those_of_a_resource()
    {
        var invoked = await new GetOrgMembers(_cloud).InvokeAsync(PropertyMap.Of(("role", "owner")), Defaults, Cancel);

        Assert.Equal([new CheckFailure("role", "'owner' is unknown; use 'member' or 'admin' or 'billing-manager'")], invoked.Failures);
    }

    [Fact]
    public async Task What_is_asked_about_something_unknown_is_unknown() =>
        Assert.True((await InvokeAsync(new GetOrgMembers(_cloud), ("organization", PropertyValue.Unknown)))["members"].IsUnknown);

    [Fact]
    public async Task GetOrgMember_tells_all_that_is_known()
    {
        _members.Setup(members => members.FindAsync("acme", "ADA", Cancel)).ReturnsAsync(Person("ada", "admin"));

        Assert.Equal(
            PropertyMap.Of(("username", "ada"), ("role", "admin"), ("name", "Sam Same"), ("avatarUrl", ""), ("knownToPulumi", true), ("virtualAdmin", false)),
            await InvokeAsync(new GetOrgMember(_cloud), ("username", "ADA")));
    }

    [Fact]
    public async Task GetOrgMember_fails_for_somebody_who_is_no_member()
    {
        _members.Setup(members => members.FindAsync("acme", "eve", Cancel)).ReturnsAsync((Member?)null);

        await Assert.ThrowsAsync<ResourceException>(() => InvokeAsync(new GetOrgMember(_cloud), ("username", "eve")));
    }

    [Fact]
    public async Task GetTeams_lists_teams_by_name()
    {
        _teams.Setup(teams => teams.ListAsync("acme", Cancel)).ReturnsAsync([Team("web"), Team("data")]);

        Assert.Equal(["data", "web"], NamesIn(await InvokeAsync(new GetTeams(_cloud)), "teams", "name"));
    }

    [Fact]
    public async Task GetTeam_tells_who_is_in_it()
    {
        _teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Team("web", "bob", "ada"));

        Assert.Equal(["ada", "bob"], NamesIn(await InvokeAsync(new GetTeam(_cloud), ("name", "web")), "members", "username"));
    }

    [Theory]
    [InlineData(false, TokenFilter.Active)]
    [InlineData(true, TokenFilter.All)]
    public async Task GetOrgAccessTokens_shows_expired_ones_when_asked(bool showExpired, TokenFilter filter)
    {
        _tokens.Setup(tokens => tokens.ListAsync("acme", filter, Cancel)).ReturnsAsync([new AccessToken("t1", "ci", "", null, 0, 0, false, "ada")]);

        Assert.Equal(["ci"], NamesIn(await InvokeAsync(new GetOrgAccessTokens(_cloud), ("showExpired", showExpired)), "tokens", "name"));
    }

    [Fact]
    public async Task GetTeamAccessTokens_lists_those_of_the_team()
    {
        _teamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.Active, Cancel))
            .ReturnsAsync([new AccessToken("t2", "web-ci", "", null, 0, 0, false, "ada")]);

        Assert.Equal(["web-ci"], NamesIn(await InvokeAsync(new GetTeamAccessTokens(_cloud), ("team", "web")), "tokens", "name"));
    }

    [Fact]
    public async Task GetCurrentUser_tells_whose_token_it_is()
    {
        _users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User("ada", "Ada", "ada@example.com", ["acme"]));

        Assert.Equal((PropertyValue)"ada", (await InvokeAsync(new GetCurrentUser(_cloud)))["username"]);
    }

    private static ConfigurationDefaults Defaults => new("orgs", PropertyMap.Of(("organization", "acme")));

    private static Member Person(string username, string role = "member") => new(username, "Sam Same", null, "", role, true, false);

    private static CloudTeam Team(string name, params IReadOnlyList<string> members) =>
        new("pulumi", name, name, "", [.. members.Select(member => new TeamMember(member, "", "", "member"))], null);

    private static async Task<PropertyMap> InvokeAsync(IFunction function, params IEnumerable<(string Name, PropertyValue? Value)> arguments)
    {
        var invoked = await function.InvokeAsync(PropertyMap.Of(arguments), Defaults, Cancel);
        Assert.Empty(invoked.Failures);
        return invoked.Result;
    }

    private static IEnumerable<string> NamesIn(PropertyMap result, string list, string key) =>
        ((ListValue)result[list]).Items.Select(item => ((StringValue)((MapValue)item).Properties[key]).Value);

    private void MembersAre(params IReadOnlyList<Member> members) => _members.Setup(client => client.ListAsync("acme", Cancel)).ReturnsAsync(members);
}
