using System.Collections;
using System.Collections.Concurrent;
using Moq;
using Policy;
using Pulumi;
using Pulumi.Testing;

namespace OrganizationTests;

/// <summary>
/// What a company wants to be true of its organization, whoever changes the program in ../policy. `dotnet test --project examples/testing`
/// runs it in a second: without an engine, without an account, and before anybody is asked to review anything.
/// </summary>
public sealed class OrganizationTests
{
    private static readonly string[] Tokens = ["orgs:index:OrgAccessToken", "orgs:index:TeamAccessToken"];

    private readonly ConcurrentQueue<MockResourceArgs> _declared = new();
    private readonly Mock<IMocks> _cloud = new();

    // A cloud that makes whatever it is asked for, and tells a token's value.
    public OrganizationTests() => _cloud
        .Setup(cloud => cloud.NewResourceAsync(It.IsAny<MockResourceArgs>()))
        .Returns<MockResourceArgs>(resource =>
        {
            _declared.Enqueue(resource);
            var state = Tokens.Contains(resource.Type) ? resource.Inputs.SetItem("value", "pul-made-for-a-test") : resource.Inputs;
            return Task.FromResult<(string?, object)>(($"{resource.Name}-id", state));
        });

    [Fact]
    public async Task Two_admins_at_least_so_that_nobody_locks_everybody_out()
    {
        await DeclareAsync();

        Assert.InRange(Of("orgs:index:OrgMember").Count(member => Equals(member.Inputs["role"], "admin")), 2, int.MaxValue);
    }

    [Fact]
    public async Task Whoever_is_in_a_team_is_in_the_organization_and_each_team_has_a_lead()
    {
        await DeclareAsync();

        var people = Of("orgs:index:OrgMember").Select(member => member.Inputs["username"]).ToHashSet();
        Assert.All(Of("orgs:index:Team"), team =>
        {
            Assert.NotEmpty(List(team, "admins"));
            Assert.All(List(team, "admins").Concat(List(team, "members")), login => Assert.Contains(login, people));
        });
    }

    [Fact]
    public async Task No_token_lives_for_ever_and_each_is_replaced_in_time()
    {
        await DeclareAsync();

        var tokens = _declared.Where(resource => Tokens.Contains(resource.Type)).ToList();
        Assert.NotEmpty(tokens);
        Assert.All(tokens, token => Assert.Equal(("90d", "30d"), (token.Inputs["expiresAfter"], token.Inputs["rotateBefore"])));
    }

    [Fact]
    public async Task Nobody_but_CI_writes_to_production()
    {
        await DeclareAsync();

        var production = Of("orgs:index:TeamStackPermission").Where(permission => Equals(permission.Inputs["stack"], "prod")).ToList();
        Assert.NotEmpty(production);
        Assert.All(production, permission => Assert.Equal("read", permission.Inputs["permission"]));
    }

    [Fact]
    public async Task A_team_gets_its_stacks_a_token_and_a_signed_webhook()
    {
        await Deployment.TestAsync(_cloud.Object, new TestOptions { IsPreview = false }, () =>
        {
            _ = new ProductTeam("data-platform", Args("warehouse/dev", "warehouse/prod"));
        });

        Assert.Equal(
            ["data-platform", "data-platform-ci", "data-platform-failures", "data-platform/warehouse/dev", "data-platform/warehouse/prod"],
            _declared
                .Where(resource => resource.Type!.StartsWith("orgs:", StringComparison.Ordinal))
                .Select(resource => resource.Name)
                .Order(StringComparer.Ordinal));
        Assert.Equal("s3cret", Assert.Single(Of("orgs:index:OrgWebhook")).Inputs["secret"]);
    }

    [Theory]
    [InlineData("Shop", "shop/dev", "A team cannot be called 'Shop'")]
    [InlineData("the shop", "shop/dev", "A team cannot be called 'the shop'")]
    [InlineData("shop", "dev", "Team 'shop': 'dev' is no stack of the form project/stack")]
    public async Task What_cannot_be_meant_is_refused_by_name(string name, string stack, string message)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Deployment.TestAsync(_cloud.Object, new TestOptions(), () =>
        {
            _ = new ProductTeam(name, Args(stack));
        }));

        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    private static ProductTeamArgs Args(params string[] stacks) =>
        new() { About = "Numbers", Leads = { "ada" }, Stacks = stacks, WebhookSecret = "s3cret" };

    private Task DeclareAsync() => Deployment.TestAsync(_cloud.Object, new TestOptions { IsPreview = false }, () => Company.Declare("s3cret"));

    private IEnumerable<MockResourceArgs> Of(string type) => _declared.Where(resource => resource.Type == type);

    private static IEnumerable<object> List(MockResourceArgs resource, string property) =>
        resource.Inputs.TryGetValue(property, out var list) ? ((IEnumerable)list).Cast<object>() : [];
}
