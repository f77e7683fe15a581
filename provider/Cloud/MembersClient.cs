using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class MembersClient(CloudConnection connection, CloudListings listings, IRolesClient roles) : IMembersClient
{
    private const string BillingManager = "billing-manager";

    // Only POST wants it so; PATCH takes the word in which answers tell it.
    private const string BillingManagerOfPost = "billingManager";

    public async Task<IReadOnlyList<Member>> ListAsync(string organization, CancellationToken cancellationToken) =>
        (await ReadAsync(organization, cancellationToken)).Values;

    public async Task<IReadOnlyList<Member>> ListFreshAsync(string organization, CancellationToken cancellationToken) =>
        (await listings.Members.ReadFreshAsync(organization, listing => ListBothRostersAsync(organization, listing), cancellationToken)).Values;

    public async Task<IReadOnlyList<Member>> ListWithAsync(
        string organization, IReadOnlyCollection<string> usernames, CancellationToken cancellationToken) => (await listings.Members.ReadConfirmedAsync(
            organization,
            listing => ListBothRostersAsync(organization, listing),
            people => usernames.All(people.ContainsKey),
            cancellationToken)).Values;

    public async Task<Member?> FindAsync(string organization, string username, CancellationToken cancellationToken)
    {
        var people = await listings.Members.ReadConfirmedAsync(
            organization,
            listing => ListBothRostersAsync(organization, listing),
            people => people.ContainsKey(username),
            cancellationToken);
        return people.GetValueOrDefault(username);
    }

    public async Task<Member> AddAsync(string organization, string username, string role, CancellationToken cancellationToken)
    {
        using var write = listings.WriteMembers(organization);
        return await connection.AskAsync(
            new CloudRequest(HttpMethod.Post, PathOf(organization, username), $"add member {username} to organization {organization}")
            {
                Body = new JObject { ["role"] = role == BillingManager ? BillingManagerOfPost : role },
                Kind = RequestKind.Make,
            },
            // It has the role that was asked for: one that an organization made cannot be.
            static answer => answer.ToMember() with { FullRole = null },
            async (begunAt, looking) => await FindFreshAsync(organization, username, looking) switch
            {
                null => new Finding<Member>.NotDone(),
                var member when HasRole(member, role) && HasJoinedSince(begunAt, member) => new Finding<Member>.Done(member),
                var member => new Finding<Member>.Another($"{member.Username} is there, as {member.Role}, but not by this request"),
            },
            cancellationToken);
    }

    public async Task SetRoleAsync(string organization, string username, string role, CancellationToken cancellationToken)
    {
        using var write = listings.WriteMembers(organization);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Patch, PathOf(organization, username), $"give member {username} of organization {organization} the role {role}")
            {
                Body = new JObject { ["role"] = role },
                Kind = RequestKind.Set,
            },
            async looking => await FindFreshAsync(organization, username, looking) is { } found && HasRole(found, role),
            cancellationToken);
    }

    public async Task SetCustomRoleAsync(string organization, string username, string roleId, CancellationToken cancellationToken)
    {
        using var write = listings.WriteMembers(organization);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Patch, PathOf(organization, username), $"give member {username} of organization {organization} " +
                $"the role with id {roleId}")
            {
                Body = new JObject { ["fgaRoleId"] = roleId },
                Kind = RequestKind.Set,
            },
            async looking => (await FindFreshAsync(organization, username, looking))?.FullRole?.Id == roleId,
            cancellationToken);
    }

    public async Task RemoveAsync(string organization, string username, CancellationToken cancellationToken)
    {
        using var write = listings.RemoveMember(organization);
        await connection.SendAsync(
            new CloudRequest(HttpMethod.Delete, PathOf(organization, username), $"remove member {username} from organization {organization}")
            {
                Kind = RequestKind.Remove,
            },
            async looking => await FindFreshAsync(organization, username, looking) is null,
            cancellationToken);
    }

    private static ApiPath PathOf(string organization, string username) => ApiPath.Of("api", "orgs", organization, "members", username);

    private static bool HasRole(Member member, string role) => member.Role == role && member.CustomRole is null;

    private Task<OrderedDictionary<string, Member>> ReadAsync(string organization, CancellationToken cancellationToken) =>
        listings.Members.ReadAsync(organization, listing => ListBothRostersAsync(organization, listing), cancellationToken);

    // Who is not in a fresh listing is looked for in a second one, as by any other reader.
    private async Task<Member?> FindFreshAsync(string organization, string username, CancellationToken cancellationToken) =>
        (await ListFreshAsync(organization, cancellationToken)).FirstOrDefault(member => member.Username.Equals(username, StringComparison.OrdinalIgnoreCase))
        ?? await FindAsync(organization, username, cancellationToken);

    // By the server's own clock, on both sides.
    private bool HasJoinedSince(long begunAt, Member member) =>
        member.Created is { } joined && connection.Clock.At(begunAt) is { } begun && joined >= begun - ServerClock.Slack;

    private async Task<OrderedDictionary<string, Member>> ListBothRostersAsync(string organization, CancellationToken cancellationToken)
    {
        var rosters = await Task.WhenAll(
            ListRosterAsync(organization, "frontend", cancellationToken), ListRosterAsync(organization, "backend", cancellationToken));
        var people = new OrderedDictionary<string, Member>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in rosters.SelectMany(roster => roster))
        {
            people.TryAdd(person.Username, person);
        }

        // Only now: a person whom the frontend knows not to be a member must not come back through the backend.
        List<Member> members = [.. people.Values.Where(static person => person.Role is not ("none" or "potential-member"))];
        var known = await KnowRolesAsync(organization, members, cancellationToken);
        return new OrderedDictionary<string, Member>(
            known.Select(static member => KeyValuePair.Create(member.Username, member)), people.Comparer);
    }

    // What is no member's role of its own, but the organization's default one, says nothing of a collaborator.
    private static bool MayBeCustom(Member member) => member.CustomRole is not null && member.Role is "member" or "admin" or BillingManager;

    private async Task<IEnumerable<Member>> KnowRolesAsync(string organization, List<Member> members, CancellationToken cancellationToken)
    {
        if (!members.Exists(MayBeCustom))
        {
            return members.Select(AsBuiltIn);
        }

        try
        {
            var builtIn = (await roles.ListAsync(organization, cancellationToken))
                .Where(static role => role.DefaultIdentifier is not null).Select(static role => role.Id).ToHashSet(StringComparer.Ordinal);
            return members.Select(member => MayBeCustom(member) && !builtIn.Contains(member.CustomRole!.Id) ? member : AsBuiltIn(member));
        }
        catch (CloudException failure) when (failure.Reason is CloudFailure.Forbidden or CloudFailure.NotFound)
        {
            // Whoever could read the people before there were such roles still can.
            return members.Select(AsBuiltIn);
        }
    }

    private static Member AsBuiltIn(Member member) => member.CustomRole is { } role ? member with { FullRole = role with { IsBuiltIn = true } } : member;

    private Task<IReadOnlyList<Member>> ListRosterAsync(string organization, string roster, CancellationToken cancellationToken) =>
        connection.ListAsync(
            new CloudRequest(HttpMethod.Get, ApiPath.Of("api", "orgs", organization, "members"), $"list the members of organization {organization}")
            {
                Query = [("type", roster)],
            },
            "members",
            AnswerMapping.ToMember,
            cancellationToken);
}
