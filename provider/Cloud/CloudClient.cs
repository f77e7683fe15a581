namespace PulumiOrgs.Provider.Cloud;

/// <summary>The organizations API over HTTP.</summary>
public sealed class CloudClient : ICloud, IDisposable
{
    private readonly CloudConnection _connection;

    /// <summary>Prepares a client. Nothing is sent yet.</summary>
    /// <exception cref="ArgumentException">The address is not an http or https URL, or the access token cannot be one.</exception>
    public CloudClient(CloudOptions options)
    {
        _connection = new CloudConnection(options);
        var listings = new CloudListings(options.TimeProvider, options.ListingLifetime, options.MaxListingAge, options.OtherWriters);
        Roles = new RolesClient(_connection, listings);
        Members = new MembersClient(_connection, listings, Roles);
        var tokens = new AccessTokensClient(_connection, listings);
        OrgTokens = new OrgTokensClient(tokens);
        TeamTokens = new TeamTokensClient(tokens);
        Users = new UsersClient(_connection, options.TimeProvider);
        Teams = new TeamsClient(_connection, listings, Users);
        Webhooks = new WebhooksClient(_connection, listings);
    }

    /// <inheritdoc/>
    public bool IsKnown => true;

    /// <inheritdoc/>
    public IMembersClient Members { get; }

    /// <inheritdoc/>
    public IOrgTokensClient OrgTokens { get; }

    /// <inheritdoc/>
    public IRolesClient Roles { get; }

    /// <inheritdoc/>
    public ITeamTokensClient TeamTokens { get; }

    /// <inheritdoc/>
    public ITeamsClient Teams { get; }

    /// <inheritdoc/>
    public IUsersClient Users { get; }

    /// <inheritdoc/>
    public IWebhooksClient Webhooks { get; }

    /// <inheritdoc/>
    public DateTimeOffset? ServerTimeAt(long timestamp) => _connection.Clock.At(timestamp);

    /// <summary>Closes the connections. Calls under way are cancelled.</summary>
    public void Dispose() => _connection.Dispose();
}
