namespace PulumiOrgs.Provider.Cloud;

/// <summary>The listings that the clients of one cloud share, and which of them a write touches.</summary>
/// <remarks>
/// A read keeps to a name as it is written; a write touches every spelling of it, since the server may not tell them apart.
/// </remarks>
internal sealed class CloudListings(TimeProvider time, TimeSpan lifetime, TimeSpan maxAge)
{
    public SharedListing<string, OrderedDictionary<string, Member>> Members { get; } = new(time, lifetime, maxAge);

    public SharedListing<(TokenOwner Owner, TokenFilter Filter), OrderedDictionary<string, AccessToken>> Tokens { get; } = new(time, lifetime, maxAge);

    public SharedListing<(string Organization, string Team), Team?> Teams { get; } = new(time, lifetime, maxAge);

    public SharedListing<string, IReadOnlyList<Webhook>> Webhooks { get; } = new(time, lifetime, maxAge);

    public IDisposable WriteMembers(string organization) => Members.BeginWrite(listed => Same(listed, organization));

    public IDisposable WriteTokens(TokenOwner owner) =>
        Tokens.BeginWrite(listed => Same(listed.Owner.Organization, owner.Organization) && Same(listed.Owner.Team, owner.Team));

    public IDisposable WriteTeam(string organization, string team) =>
        Teams.BeginWrite(listed => Same(listed.Organization, organization) && Same(listed.Team, team));

    public IDisposable WriteTeams(string organization) => Teams.BeginWrite(listed => Same(listed.Organization, organization));

    public IDisposable WriteWebhooks(string organization) => Webhooks.BeginWrite(listed => Same(listed, organization));

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
