using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using Pulumirpc;

namespace PulumiOrgs.Provider.ProtocolTests;

public sealed class FunctionTests : ResourceTest
{
    public FunctionTests(SharedProvider shared)
        : base(shared, "OrgMember") => Change(organization => organization
            .WithTeam(new Team { Name = "web", DisplayName = "Web" })
            .AddTeamMember("web", "ada")
            .AddToken(new AccessToken { Id = "1", Name = "ci", ValueHash = "", CreatedBy = "admin" }, DateTimeOffset.UtcNow));

    [Fact]
    public async Task Lists_members_of_a_role()
    {
        var found = await InvokeAsync("getOrgMembers", ("role", "admin"));

        Assert.Equal(["admin"], Texts(found["members"], "username"));
        Assert.Equal(["GET members?type=backend", "GET members?type=frontend"], Requests.Order());
    }

    [Fact]
    public async Task Finds_a_member_whatever_the_case() =>
        Assert.Equal((PropertyValue)"ada@example.com", (await InvokeAsync("getOrgMember", ("username", "ADA")))["email"]);

    [Fact]
    public async Task Says_who_is_no_member()
    {
        var failure = await FailureOfAsync(() => InvokeAsync("getOrgMember", ("username", "eve")));

        Assert.Equal($"'eve' is no member of '{Organization}'", failure.Status.Detail);
    }

    [Fact]
    public async Task Lists_teams() => Assert.Equal(["Web"], Texts((await InvokeAsync("getTeams"))["teams"], "displayName"));

    [Fact]
    public async Task Finds_a_team_and_who_is_in_it() =>
        Assert.Equal(["ada"], Texts((await InvokeAsync("getTeam", ("name", "web")))["members"], "username"));

    [Fact]
    public async Task Finds_what_a_team_may_do_with_one_request()
    {
        Change(organization => organization
            .AddTeamStack("web", "website/prod", StackPermission.Write)
            .AddTeamStack("web", "network/prod", StackPermission.Read)
            .AddTeamEnvironment("web", "default/staging", new EnvironmentGrant { Permission = EnvironmentPermission.Read })
            .AddTeamEnvironment("web", "aws/login", new EnvironmentGrant { Permission = EnvironmentPermission.Open, MaxOpenDuration = TimeSpan.FromHours(2) })
            .SetTeamRole("web", SharedProvider.Auditor.Id));

        var found = await InvokeAsync("getTeam", ("name", "web"));

        Assert.Equal(
            new ListValue(
            [
                Map(("project", "network"), ("stack", "prod"), ("permission", "read")),
                Map(("project", "website"), ("stack", "prod"), ("permission", "write")),
            ]),
            found["stacks"]);
        Assert.Equal(
            new ListValue(
            [
                Map(("project", "aws"), ("environment", "login"), ("permission", "open"), ("maxOpenDuration", "2h0m0s")),
                Map(("project", "default"), ("environment", "staging"), ("permission", "read")),
            ]),
            found["environments"]);
        Assert.Equal((PropertyValue)SharedProvider.Auditor.Id, found["roleId"]);
        Assert.Equal(["GET teams/web"], Requests);
    }

    [Fact]
    public async Task Tells_of_a_team_that_may_do_nothing()
    {
        var found = await InvokeAsync("getTeam", ("name", "web"));

        Assert.Equal((new ListValue([]), new ListValue([]), false), (found["stacks"], found["environments"], found.ContainsKey("roleId")));
    }

    [Fact]
    public async Task Lists_tokens_without_their_values() =>
        Assert.Equal(["ci"], Texts((await InvokeAsync("getOrgAccessTokens"))["tokens"], "name"));

    [Fact]
    public async Task Lists_tokens_that_end_soon()
    {
        var soon = DateTimeOffset.UtcNow.AddDays(20);
        Change(organization => organization.AddToken(
            new AccessToken { Id = "2", Name = "nightly", ValueHash = "", CreatedBy = "admin", Expires = soon.ToUnixTimeSeconds() }, DateTimeOffset.UtcNow));

        Assert.Equal(["nightly"], Texts((await InvokeAsync("getOrgAccessTokens", ("expiringWithin", "30d")))["tokens"], "name"));
        Assert.Empty(Texts((await InvokeAsync("getOrgAccessTokens", ("expiringWithin", "10d")))["tokens"], "name"));
    }

    [Fact]
    public async Task Tells_whose_token_it_uses()
    {
        var response = await Calls.InvokeAsync(new InvokeRequest { Tok = "orgs:index:getCurrentUser" }, cancellationToken: Cancellation);

        Assert.Equal((PropertyValue)"admin", WireCodec.FromStruct(response.Return)["username"]);
    }

    [Fact]
    public async Task Lists_the_roles_with_one_request()
    {
        var roles = await InvokeAsync("getOrgRoles");

        Assert.Equal(["Admin", "Auditor", "Billing Manager", "Member"], Texts(roles["roles"], "name"));
        Assert.Equal(["GET roles?uxPurpose=role"], Requests);
    }

    [Fact]
    public async Task Says_what_is_wrong_with_an_argument_and_asks_nobody()
    {
        var response = await AskAsync("getTeam", ("name", ".."));

        var failure = Assert.Single(response.Failures);
        Assert.Equal(("name", "'..' is not a name, but a step in a path; give a name"), (failure.Property, failure.Reason));
        Assert.Empty(Requests);
    }

    [Fact]
    public async Task Knows_nothing_about_what_is_not_known_yet()
    {
        Assert.True((await InvokeAsync("getTeam", ("name", PropertyValue.Unknown)))["members"].IsUnknown);
        Assert.Empty(Requests);
    }

    [Fact]
    public async Task Names_the_functions_that_there_are()
    {
        var failure = await FailureOfAsync(() => AskAsync("getWeather"));

        Assert.Contains("orgs:index:getWeather", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Contains("orgs:index:getTeams", failure.Status.Detail, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(PropertyValue list, string property) => Assert.IsType<ListValue>(list).Items
        .Select(item => Assert.IsType<StringValue>(Assert.IsType<MapValue>(item).Properties[property]).Value);

    private async Task<PropertyMap> InvokeAsync(string function, params IEnumerable<(string Name, PropertyValue? Value)> arguments)
    {
        var response = await AskAsync(function, arguments);
        Assert.Empty(response.Failures);
        return WireCodec.FromStruct(response.Return);
    }

    private async Task<InvokeResponse> AskAsync(string function, params IEnumerable<(string Name, PropertyValue? Value)> arguments) => await Calls.InvokeAsync(
        new InvokeRequest
        {
            Tok = $"orgs:index:{function}",
            Args = WireCodec.ToStruct(Map([("organization", Organization), .. arguments])),
        },
        cancellationToken: Cancellation);
}
