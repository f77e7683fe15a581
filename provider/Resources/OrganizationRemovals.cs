using System.Collections.Concurrent;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>
/// The removals and demotions of one deployment, and what stands before them: the last admin and the caller stay, and no
/// more people go than the policy allows.
/// </summary>
internal sealed class OrganizationRemovals(ICloud cloud, IRemovalPolicy policy, TimeProvider clock)
{
    private readonly ICloud _cloud = cloud;
    private readonly IRemovalPolicy _policy = policy;
    private readonly TimeProvider _clock = clock;

    // Up to this many people an organization has no limit by default: its roster is read at a glance.
    private const int SmallOrganization = 10;
    private const int LeastLimit = 5;
    private const int LimitedShare = 4;

    // Somebody who is made an admin meanwhile could be the last one. What this deployment itself changes comes before it removes anybody.
    private static readonly TimeSpan RosterLifetime = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Organization> _organizations = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Somebody as now or a moment ago; null for who is no member.</summary>
    public async Task<Member?> FindAsync(string organization, string username, CancellationToken cancellationToken) =>
        (await Of(organization).RosterAsync(_cloud, _clock, cancellationToken)).GetValueOrDefault(username);

    /// <summary>Removes a person, if that is allowed.</summary>
    /// <param name="context">By which resource.</param>
    /// <param name="organization">From where.</param>
    /// <param name="username">Whom.</param>
    /// <param name="remove">Removes.</param>
    /// <param name="cancellationToken">Ends the wait for others' removals.</param>
    /// <exception cref="ResourceException">It is not.</exception>
    public async Task RemoveAsync(
        ResourceContext context, string organization, string username, Func<Task> remove, CancellationToken cancellationToken)
    {
        using var one = Begin(context, organization, cancellationToken);
        await one.RemoveAsync(username, remove);
    }

    /// <summary>Does what makes somebody lose the rights of an admin, if that is allowed.</summary>
    /// <remarks>The API lets an admin demote itself, and with it lock everybody out.</remarks>
    /// <exception cref="ResourceException">It is not.</exception>
    public async Task LoseAdminAsync(
        ResourceContext context, string organization, string username, string fate, Func<Task> write, CancellationToken cancellationToken)
    {
        using var one = Begin(context, organization, cancellationToken);
        await one.LoseAdminAsync(username, fate, write);
    }

    /// <summary>
    /// Begins removals and demotions of many people, side by side: one look at who is an admin does for all. Until it is disposed of, which
    /// has to be after the last of them has ended, no other takes an admin away.
    /// </summary>
    /// <param name="context">By which resource.</param>
    /// <param name="organization">Of which organization.</param>
    /// <param name="cancellationToken">Ends the waits.</param>
    /// <param name="cure">What can be done where the caller is among them; null: what can be for a resource that is one person.</param>
    public Several Begin(ResourceContext context, string organization, CancellationToken cancellationToken, string? cure = null) =>
        new(this, context, Of(organization), cure, cancellationToken);

    /// <summary>Says that the caller stays what it is.</summary>
    public static StaysException OwnsTheToken(string organization, string username, string fate, string? cure = null) => new(
        $"'{username}' owns the access token that this deployment uses, so it is not {fate} in '{organization}'.",
        cure ?? "Use another admin's token, or `pulumi state delete` the resource to leave the membership as it is.");

    private Organization Of(string organization) => _organizations.GetOrAdd(organization, static name => new Organization(name));

    private long? LimitOf(int size) => _policy switch
    {
        { AllowMassRemoval: true } => null,
        { MaxRemovals: { } limit } => limit,
        _ => size > SmallOrganization ? Math.Max(LeastLimit, size / LimitedShare) : null,
    };

    /// <summary>Removals and demotions that are done side by side.</summary>
    internal sealed class Several(
        OrganizationRemovals removals, ResourceContext context, Organization organization, string? cure, CancellationToken cancellationToken) : IDisposable
    {
        private readonly Lock _gate = new();
        private Task? _looking;
        private bool _holdsAdmins;
        private HashSet<string> _members = [];
        private HashSet<string> _admins = [];

        /// <summary>Removes a person, if that is allowed.</summary>
        /// <exception cref="ResourceException">It is not.</exception>
        public async Task RemoveAsync(string username, Func<Task> remove)
        {
            var roster = await organization.RosterAsync(removals._cloud, removals._clock, cancellationToken);

            // No listing is believed alone that somebody is gone: who is not would go uncounted and unguarded.
            var member = roster.GetValueOrDefault(username)
                ?? await removals._cloud.Members.FindAsync(organization.Name, username, cancellationToken);
            if (member is null)
            {
                // Or there since a moment ago: the server knows.
                await remove();
                return;
            }

            var limit = removals.LimitOf(organization.Size);
            var number = organization.Count(username, limit, removals._policy.MaxRemovals is not null);
            try
            {
                await (member.Role == OrgRole.Admin ? LoseAdminAsync(username, "removed", remove) : remove());
            }
            catch
            {
                organization.Uncount();
                throw;
            }

            if (limit is { } most && OnRemovals(number, most) is { } message)
            {
                // What was done stays done, whatever was broken off meanwhile.
                await context.InformAsync(message, CancellationToken.None);
            }
        }

        /// <summary>Does what makes somebody lose the rights of an admin, if that is allowed.</summary>
        /// <exception cref="StaysException">It is not.</exception>
        public async Task LoseAdminAsync(string username, string fate, Func<Task> write)
        {
            var caller = await removals._cloud.Users.GetCurrentAsync(cancellationToken);
            if (caller.Is(username))
            {
                throw OwnsTheToken(organization.Name, username, fate, cure);
            }

            Task looking;
            lock (_gate)
            {
                looking = _looking ??= LookAsync();
            }

            await looking;
            lock (_gate)
            {
                if (_members.Contains(username) && !_admins.Any(admin => !admin.Equals(username, StringComparison.OrdinalIgnoreCase)))
                {
                    throw new StaysException(
                        $"'{username}' is the last admin of '{organization.Name}', so it is not {fate}.",
                        "Make somebody else an admin first; where the program does both, let this resource depend on the new admin (`DependsOn`).");
                }

                // Also if it fails: nobody knows then what is left.
                _admins.Remove(username);
            }

            await write();
        }

        // Each removal is shown by the engine already; what it does not know is the limit.
        private string? OnRemovals(long number, long most) => number == most
            ? $"{most} {(most == 1 ? "person has" : "people have")} been removed from '{organization.Name}', as many as this deployment may remove: " +
                "a further removal is refused"
            : number == 1
                ? $"the first of at most {most} people whom this deployment removes from '{organization.Name}', which had {organization.Size}"
                : null;

        public void Dispose()
        {
            if (_holdsAdmins)
            {
                organization.Admins.Release();
            }
        }

        // Two admins removed at once would each see the other one left.
        private async Task LookAsync()
        {
            await organization.Admins.WaitAsync(cancellationToken);
            _holdsAdmins = true;
            var members = await removals._cloud.Members.ListFreshAsync(organization.Name, cancellationToken);
            _members = members.Select(static member => member.Username).ToHashSet(StringComparer.OrdinalIgnoreCase);
            // Who has a role of the organization's own making, be it ever so close to an admin's, may not be able to make another admin.
            _admins = members.Where(static member => member is { Role: OrgRole.Admin, CustomRole: null }).Select(static member => member.Username)
                .ToHashSet(StringComparer.OrdinalIgnoreCase);
        }
    }

    /// <summary>What is known of one organization and done to it.</summary>
    internal sealed class Organization(string name)
    {
        private readonly SemaphoreSlim _reading = new(1, 1);
        private readonly Lock _counting = new();
        private Dictionary<string, Member>? _roster;
        private long _readAt;
        private long _removed;

        public string Name => name;

        /// <summary>Whoever holds it is the only one who takes an admin away.</summary>
        public SemaphoreSlim Admins { get; } = new(1, 1);

        /// <summary>How many people there were before the first removal.</summary>
        public int Size { get; private set; }

        /// <summary>Everybody by login, as now or a moment ago.</summary>
        public async Task<Dictionary<string, Member>> RosterAsync(ICloud cloud, TimeProvider clock, CancellationToken cancellationToken)
        {
            await _reading.WaitAsync(cancellationToken);
            try
            {
                if (_roster is null || clock.GetElapsedTime(_readAt) > RosterLifetime)
                {
                    var members = await cloud.Members.ListFreshAsync(name, cancellationToken);
                    Size = _roster is null ? members.Count : Size;
                    _readAt = clock.GetTimestamp();
                    _roster = members.ToDictionary(static member => member.Username, StringComparer.OrdinalIgnoreCase);
                }

                return _roster;
            }
            finally
            {
                _reading.Release();
            }
        }

        /// <summary>Counts a removal that is about to be done, and tells the how many-th it is.</summary>
        /// <exception cref="ResourceException">It is one too many.</exception>
        public long Count(string username, long? limit, bool isGiven)
        {
            lock (_counting)
            {
                if (limit is { } most && _removed >= most)
                {
                    var reason = isGiven ? "`orgs:maxRemovals`" : $"a quarter of its {Size} members, or {LeastLimit}, unless `orgs:maxRemovals` says otherwise";
                    throw new TooManyRemovalsException(
                        $"'{username}' is not removed from '{name}'",
                        $"this deployment may remove {most} people from it ({reason}), and has. " +
                        "If they are all to go, set `orgs:maxRemovals` to a higher number or `orgs:allowMassRemoval` to true " +
                        "(`pulumi config set orgs:allowMassRemoval true`), and run `pulumi up`; a destroy goes by the settings of the last `pulumi up`. " +
                        "If they are to stay and only this stack is to go, take them out of the state with `pulumi state delete`, " +
                        "or deploy them with the option `retainOnDelete` first.");
                }

                return ++_removed;
            }
        }

        /// <summary>Takes back a count: the removal failed.</summary>
        public void Uncount()
        {
            lock (_counting)
            {
                _removed--;
            }
        }
    }
}
