using Microsoft.Extensions.Time.Testing;
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
    private readonly Mock<IRolesClient> _roles = new(MockBehavior.Strict);
    private readonly Mock<IUsersClient> _users = new(MockBehavior.Strict);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ICloud _cloud;

    public FunctionTests() => _cloud = Mock.Of<ICloud>(cloud =>
        cloud.Members == _members.Object && cloud.OrgTokens == _tokens.Object
        && cloud.TeamTokens == _teamTokens.Object && cloud.Teams == _teams.Object && cloud.Users == _users.Object
        && cloud.Roles == _roles.Object);

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
    public async Task GetOrgRoles_tells_built_in_roles_from_custom_ones()
    {
        _roles.Setup(roles => roles.ListAsync("acme", Cancel)).ReturnsAsync(
            [new Role("2", "Member", "", "member", IsDefault: true), new Role("1", "auditor", "Looks", null, IsDefault: false)]);

        var roles = (await InvokeAsync(new GetOrgRoles(_cloud)))["roles"];

        Assert.Equal(
            new ListValue(
            [
                PropertyMap.Of(("id", "1"), ("name", "auditor"), ("description", "Looks"), ("isDefault", false)),
                PropertyMap.Of(("id", "2"), ("name", "Member"), ("description", ""), ("defaultIdentifier", "member"), ("isDefault", true)),
            ]),
            roles);
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

    [Fact]
    public async Task GetTeam_tells_what_the_team_may_do_with_stacks_by_project_and_stack()
    {
        _teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Team("web") with
        {
            Stacks = [new("Website", "prod", "write"), new("website", "Dev", "creator"), new("network", "prod", "read")],
        });

        Assert.Equal(
            new ListValue(
            [
                PropertyMap.Of(("project", "network"), ("stack", "prod"), ("permission", "read")),
                PropertyMap.Of(("project", "website"), ("stack", "Dev"), ("permission", "creator")),
                PropertyMap.Of(("project", "Website"), ("stack", "prod"), ("permission", "write")),
            ]),
            (await InvokeAsync(new GetTeam(_cloud), ("name", "web")))["stacks"]);
    }

    [Fact]
    public async Task GetTeam_tells_what_the_team_may_do_with_environments_and_for_how_long()
    {
        _teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Team("web") with
        {
            Environments = [new("default", "staging", "read", null), new("aws", "Login", "open", "2h0m0s"), new("AWS", "audit", "admin", null)],
        });

        Assert.Equal(
            new ListValue(
            [
                PropertyMap.Of(("project", "AWS"), ("environment", "audit"), ("permission", "admin")),
                PropertyMap.Of(("project", "aws"), ("environment", "Login"), ("permission", "open"), ("maxOpenDuration", "2h0m0s")),
                PropertyMap.Of(("project", "default"), ("environment", "staging"), ("permission", "read")),
            ]),
            (await InvokeAsync(new GetTeam(_cloud), ("name", "web")))["environments"]);
    }

    [Fact]
    public async Task GetTeam_tells_the_role_that_the_team_has()
    {
        _teams.Setup(teams => teams.FindAsync("acme", "web", Cancel)).ReturnsAsync(Team("web") with { RoleIds = ["r-1"] });
        _teams.Setup(teams => teams.FindAsync("acme", "ops", Cancel)).ReturnsAsync(Team("ops"));

        Assert.Equal((PropertyValue)"r-1", (await InvokeAsync(new GetTeam(_cloud), ("name", "web")))["roleId"]);
        Assert.False((await InvokeAsync(new GetTeam(_cloud), ("name", "ops"))).ContainsKey("roleId"));
    }

    [Theory]
    [InlineData(false, TokenFilter.Active)]
    [InlineData(true, TokenFilter.All)]
    public async Task GetOrgAccessTokens_shows_expired_ones_when_asked(bool showExpired, TokenFilter filter)
    {
        _tokens.Setup(tokens => tokens.ListAsync("acme", filter, Cancel)).ReturnsAsync([new AccessToken("t1", "ci", "", null, 0, 0, false, "ada")]);

        Assert.Equal(["ci"], NamesIn(await InvokeAsync(new GetOrgAccessTokens(_cloud, _clock), ("showExpired", showExpired)), "tokens", "name"));
    }

    [Theory]
    [InlineData("30d", false, new[] { "at the end", "soon" })]
    [InlineData("30d", true, new[] { "at the end", "over", "soon" })]
    [InlineData("P29D", false, new[] { "soon" })]
    [InlineData("0d", false, new string[0])]
    [InlineData("9999999d", false, new[] { "at the end", "later", "soon" })]
    public async Task GetOrgAccessTokens_keeps_to_those_that_end_soon_by_the_servers_clock(string span, bool showExpired, string[] names)
    {
        // This machine's clock is a year late.
        Mock.Get(_cloud).Setup(cloud => cloud.ServerTimeAt(It.IsAny<long>())).Returns(_clock.GetUtcNow().AddYears(1));
        _tokens.Setup(tokens => tokens.ListAsync("acme", showExpired ? TokenFilter.All : TokenFilter.Active, Cancel))
            .ReturnsAsync([Token("never", 0), Token("over", At(0)), Token("soon", At(1)), Token("at the end", At(30)), Token("later", At(30) + 1)]);

        var found = await InvokeAsync(new GetOrgAccessTokens(_cloud, _clock), ("expiringWithin", span), ("showExpired", showExpired));

        Assert.Equal(names, NamesIn(found, "tokens", "name"));

        long At(int days) => _clock.GetUtcNow().AddYears(1).AddDays(days).ToUnixTimeSeconds();
    }

    [Fact]
    public async Task GetTeamAccessTokens_lists_those_of_the_team()
    {
        _teamTokens.Setup(tokens => tokens.ListAsync("acme", "web", TokenFilter.Active, Cancel))
            .ReturnsAsync([new AccessToken("t2", "web-ci", "", null, 0, 0, false, "ada")]);

        Assert.Equal(["web-ci"], NamesIn(await InvokeAsync(new GetTeamAccessTokens(_cloud, _clock), ("team", "web")), "tokens", "name"));
        Assert.Empty(NamesIn(await InvokeAsync(new GetTeamAccessTokens(_cloud, _clock), ("team", "web"), ("expiringWithin", "1d")), "tokens", "name"));
    }

    [Fact]
    public async Task GetCurrentUser_tells_whose_token_it_is()
    {
        _users.Setup(users => users.GetCurrentAsync(Cancel)).ReturnsAsync(new User("ada", "Ada", "ada@example.com", ["acme"]));

        Assert.Equal((PropertyValue)"ada", (await InvokeAsync(new GetCurrentUser(_cloud)))["username"]);
    }

    private static ConfigurationDefaults Defaults => new("orgs", PropertyMap.Of(("organization", "acme")));

    private static Member Person(string username, string role = "member") => new(username, "Sam Same", null, "", role, true, false);

    private static AccessToken Token(string name, long expires) => new(name, name, "", null, 0, expires, false, "ada");

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
