using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Protocol;
using PulumiOrgs.Provider.ProtocolTests;

[assembly: AssemblyFixture(typeof(SharedProvider))]

namespace PulumiOrgs.Provider.ProtocolTests;

/// <summary>
/// One provider process and one cloud for all tests that want nothing special of either: each takes an organization of
/// its own. Pages are short, so that a few members fill several.
/// </summary>
public sealed class SharedProvider : IAsyncLifetime
{
    /// <summary>A login without a Pulumi account.</summary>
    public const string Stranger = "nobody";

    private int _organizations;

    public EmulatedCloud Cloud { get; private set; } = null!;

    public RunningProvider Provider { get; private set; } = null!;

    /// <summary>Another process, for deletions as a destroy asks for them.</summary>
    public RunningProvider Destroyer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cloud = await EmulatedCloud.StartAsync(
            new EmulatedCloudOptions { PageSize = 3, TokenPageLimit = 2, UnknownUsers = [Stranger] }, CancellationToken.None);
        Provider = await StartAsync();
        Destroyer = await StartAsync();
    }

    /// <summary>A role that every organization has made itself; as a built-in one it would be another than the default.</summary>
    public static CustomRole Auditor { get; } = new()
    {
        Id = "role-auditor",
        Name = "Auditor",
        Description = "Looks",
        ClosestRole = OrganizationRole.BillingManager
    };

    /// <summary>Makes an organization whose admin is the caller, with these members besides.</summary>
    public string Found(params IEnumerable<Member> members)
    {
        var organization = new Organization { Name = $"org{Interlocked.Increment(ref _organizations)}" }
            .WithRole(Auditor)
            .WithMember(new Member { Login = "admin", Role = OrganizationRole.Admin });
        organization = members.Aggregate(organization, static (before, member) => before.WithMember(member));
        Cloud.State.Change(data => data with { Organizations = data.Organizations.Add(organization.Name, organization) });
        return organization.Name;
    }

    public async ValueTask DisposeAsync()
    {
        await Destroyer.DisposeAsync();
        await Provider.DisposeAsync();
        await Cloud.DisposeAsync();
    }

    private async Task<RunningProvider> StartAsync()
    {
        var provider = await RunningProvider.StartAsync(CancellationToken.None);
        await provider.ConfigureAsync(
            PropertyMap.Of(
                ("accessToken", new SecretValue(Cloud.AccessToken)), ("apiUrl", Cloud.Url.ToString()), ("organization", "acme")),
            CancellationToken.None);
        return provider;
    }
}
