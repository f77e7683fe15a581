using System.Collections.Immutable;
using Pulumi;
using Pulumi.Orgs;
using Pulumi.Testing;
using Pulumi.Utilities;

// What docs/guides/test.md shows, as it shows it.

public static class AcmeOrg
{
    public static void Declare(Roster roster)
    {
        _ = new Organization("acme", new() { Name = "acme", Roster = roster, Adopt = true });
        _ = new OrgAccessToken("ci", new() { Description = "Deploys from the main branch", ExpiresAfter = "90d", RotateBefore = "30d" });
    }
}

public sealed class Mocks : IMocks
{
    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
        Task.FromResult<(string?, object)>(($"{args.Name}-id", args.Inputs));

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(ImmutableDictionary<string, object>.Empty);
}

public sealed class AcmeOrgTests
{
    private static readonly Roster Roster = new()
    {
        Admins = ["ada", "greta"],
        Members = ["bob"],
        Teams = [new() { Name = "web", Admins = ["ada"], Members = ["bob"] }],
    };

    [Fact]
    public async Task There_are_two_admins_at_least()
    {
        var resources = await Deployment.TestAsync(new Mocks(), new TestOptions(), () => AcmeOrg.Declare(Roster));

        var roles = await Task.WhenAll(resources.OfType<OrgMember>().Select(person => OutputUtilities.GetValueAsync(person.Role)));
        Assert.True(roles.Count(static role => role == "admin") >= 2);
    }

    [Fact]
    public async Task No_token_lives_for_ever()
    {
        var resources = await Deployment.TestAsync(new Mocks(), new TestOptions(), () => AcmeOrg.Declare(Roster));

        Assert.All(
            await Task.WhenAll(resources.OfType<OrgAccessToken>().Select(token => OutputUtilities.GetValueAsync(token.ExpiresAfter))),
            Assert.NotNull);
    }
}
