using System.Net;
using Microsoft.Extensions.Time.Testing;
using Moq;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Framework.Running;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Tests.Resources;

/// <summary>A resource over a cloud that fails every request which the test did not expect.</summary>
public abstract class ResourceTest
{
    protected static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    protected ResourceTest()
    {
        Cloud = Mock.Of<ICloud>(cloud =>
            cloud.IsKnown && cloud.Members == Members.Object && cloud.Roles == Roles.Object && cloud.OrgTokens == Tokens.Object
                && cloud.TeamTokens == TeamTokens.Object
            && cloud.Teams == Teams.Object && cloud.Users == Users.Object && cloud.Webhooks == Webhooks.Object);
        Mock.Get(Cloud).Setup(cloud => cloud.ServerTimeAt(It.IsAny<long>())).Returns(() => ServerTime);
    }

    /// <summary>The clock that the resource has.</summary>
    protected virtual TimeProvider Time => Clock;

    /// <summary>What the server's clock shows; null when no answer has told.</summary>
    protected DateTimeOffset? ServerTime { get; set; } = Now;

    protected Mock<IMembersClient> Members { get; } = new(MockBehavior.Strict);

    protected Mock<IRolesClient> Roles { get; } = new(MockBehavior.Strict);

    protected Mock<IOrgTokensClient> Tokens { get; } = new(MockBehavior.Strict);

    protected Mock<ITeamTokensClient> TeamTokens { get; } = new(MockBehavior.Strict);

    protected Mock<ITeamsClient> Teams { get; } = new(MockBehavior.Strict);

    protected Mock<IUsersClient> Users { get; } = new(MockBehavior.Strict);

    protected Mock<IWebhooksClient> Webhooks { get; } = new(MockBehavior.Strict);

    protected ICloud Cloud { get; }

    /// <summary>What the user reads besides answers and failures.</summary>
    protected WrittenLog Log { get; } = new();

    protected FakeTimeProvider Clock { get; } = new(Now);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract IResource Resource { get; }

    /// <summary>The deployment that the calls belong to: by default each call is one of its own.</summary>
    protected Deployment? Deployment { get; set; }

    private ResourceContext Context => ContextOf("it");

    protected ResourceContext ContextOf(string name) => new($"urn:pulumi:dev::acme::orgs:index:{Resource.Name}::{name}", $"orgs:index:{Resource.Name}")
    {
        Deployment = Deployment ?? new Deployment(),
        Log = Log,
    };

    protected static PropertyMap Map(params IEnumerable<(string Name, PropertyValue? Value)> properties) => PropertyMap.Of(properties);

    protected static CloudException Failure(CloudFailure reason, bool mayHaveHappened = false) =>
        new(reason, "do it", "POST /api/orgs/acme") { Status = HttpStatusCode.Conflict, MayHaveHappened = mayHaveHappened };

    protected CheckResult Check(PropertyMap inputs, PropertyMap? oldInputs = null, string? organization = "acme", Autonaming? autonaming = null) =>
        Resource.Check(
            Context,
            inputs,
            oldInputs,
            new ConfigurationDefaults("orgs", Map(("organization", organization))),
            autonaming ?? new Autonaming("it", default, null, AutonamingMode.Propose));

    /// <summary>The inputs as a check leaves them, which must find nothing wrong.</summary>
    protected PropertyMap Checked(PropertyMap inputs)
    {
        var result = Check(inputs);
        Assert.Empty(result.Failures);
        return result.Inputs;
    }

    protected CheckFailure OnlyFault(PropertyMap inputs) => Assert.Single(Check(inputs).Failures);

    protected DiffResult Diff(PropertyMap state, PropertyMap inputs, params IReadOnlyList<string> ignoreChanges) =>
        Diff(new DiffQuery(state, PropertyMap.Empty, Checked(inputs), ignoreChanges));

    // No test of a difference asks anybody, so none waits.
    protected DiffResult Diff(DiffQuery query) => Resource.DiffAsync(Context, query, Cancel).GetAwaiter().GetResult();

    protected async Task<PropertyMap> CreateAsync(PropertyMap inputs) =>
        (await Resource.CreateAsync(Context, Checked(inputs), preview: false, Cancel)).Properties;

    protected async Task<PropertyMap> PreviewAsync(PropertyMap inputs) =>
        (await Resource.CreateAsync(Context, Checked(inputs), preview: true, Cancel)).Properties;

    protected Task<ResourceState?> ReadAsync(string id, PropertyMap state, PropertyMap inputs) => Resource.ReadAsync(Context, id, state, inputs, Cancel);

    protected Task<ResourceState?> ImportAsync(string id) => Resource.ReadAsync(Context, id, PropertyMap.Empty, null, Cancel);

    protected Task<PropertyMap> UpdateAsync(string id, PropertyMap state, PropertyMap inputs) =>
        Resource.UpdateAsync(Context, id, state, Checked(inputs), preview: false, Cancel);

    protected Task DeleteAsync(string id, PropertyMap state) => Resource.DeleteAsync(Context, id, state, Cancel);

    protected async Task<IReadOnlyList<ListedResource>> ListAsync(PropertyMap query) =>
        (await Resource.ListAsync(query, new PageRequest(0, 0, ""), new ConfigurationDefaults("orgs", Map(("organization", "acme"))), Cancel))!.Resources;
}
