namespace PulumiOrgs.Provider.Cloud;

/// <summary>The listings that the clients of one cloud share, and which of them a write touches.</summary>
/// <remarks>
/// A read keeps to a name as it is written; a write touches every spelling of it, since the server may not tell them apart.
/// </remarks>
internal sealed class CloudListings(TimeProvider time, TimeSpan lifetime, TimeSpan maxAge, IOtherWriters? others = null)
{
    public SharedListing<string, OrderedDictionary<string, Member>> Members { get; } = new(time, lifetime, maxAge, others);

    public SharedListing<(TokenOwner Owner, TokenFilter Filter), OrderedDictionary<string, AccessToken>> Tokens { get; } = new(time, lifetime, maxAge, others);

    public SharedListing<(string Organization, string Team), Team?> Teams { get; } = new(time, lifetime, maxAge, others);

    /// <summary>The teams of an organization without their members, who are not promised here.</summary>
    public SharedListing<string, IReadOnlyList<Team>> TeamLists { get; } = new(time, lifetime, maxAge, others);

    public SharedListing<string, IReadOnlyList<Role>> Roles { get; } = new(time, lifetime, maxAge, others);

    public SharedListing<string, IReadOnlyList<Webhook>> Webhooks { get; } = new(time, lifetime, maxAge, others);

    /// <summary>Somebody joins, or gets another role.</summary>
    public IDisposable WriteMembers(string organization) => Members.BeginWrite(listed => Same(listed, organization));

    /// <summary>Somebody leaves, and with it every team.</summary>
    public IDisposable RemoveMember(string organization) => new Writes(WriteMembers(organization), WriteAnyTeam(organization));

    public IDisposable WriteTokens(TokenOwner owner) =>
        Tokens.BeginWrite(listed => Same(listed.Owner.Organization, owner.Organization) && Same(listed.Owner.Team, owner.Team));

    /// <summary>Somebody comes into a team, leaves it, or gets another role in it; or the team may do something else with a stack.</summary>
    public IDisposable WriteWithinTeam(string organization, string team) =>
        Teams.BeginWrite(listed => Same(listed.Organization, organization) && Same(listed.Team, team));

    /// <summary>A team is made, or changes its texts.</summary>
    public IDisposable WriteTeam(string organization, string team) => new Writes(WriteWithinTeam(organization, team), WriteTeamList(organization));

    /// <summary>A team goes, and its tokens with it.</summary>
    public IDisposable DeleteTeam(string organization, string team) =>
        new Writes(WriteTeam(organization, team), WriteTokens(new TokenOwner(organization, team)));

    /// <summary>A team is made whose name is not known yet.</summary>
    public IDisposable WriteTeams(string organization) => new Writes(WriteAnyTeam(organization), WriteTeamList(organization));

    public IDisposable WriteWebhooks(string organization) => Webhooks.BeginWrite(listed => Same(listed, organization));

    private IDisposable WriteAnyTeam(string organization) => Teams.BeginWrite(listed => Same(listed.Organization, organization));

    private IDisposable WriteTeamList(string organization) => TeamLists.BeginWrite(listed => Same(listed, organization));

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed class Writes(params IReadOnlyList<IDisposable> writes) : IDisposable
    {
        public void Dispose()
        {
            foreach (var write in writes)
            {
                write.Dispose();
            }
        }
    }
}
