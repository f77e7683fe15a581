using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

internal sealed class MembersClient(CloudConnection connection, CloudListings listings) : IMembersClient
{
    public async Task<IReadOnlyList<Member>> ListAsync(string organization, CancellationToken cancellationToken) =>
        (await ReadAsync(organization, cancellationToken)).Values;

    public async Task<IReadOnlyList<Member>> ListFreshAsync(string organization, CancellationToken cancellationToken) =>
        (await listings.Members.ReadFreshAsync(organization, listing => ListBothRostersAsync(organization, listing), cancellationToken)).Values;

    public async Task<Member?> FindAsync(string organization, string username, CancellationToken cancellationToken) =>
        (await ReadAsync(organization, cancellationToken)).GetValueOrDefault(username);

    public async Task<Member> AddAsync(string organization, string username, string role, CancellationToken cancellationToken)
    {
        using var write = listings.WriteMembers(organization);
        var answer = await connection.AskAsync(new CloudRequest(
            HttpMethod.Post, PathOf(organization, username), $"add member {username} to organization {organization}")
        {
            Body = new JObject { ["role"] = role },
        }, cancellationToken);
        return answer.ToMember();
    }

    public async Task SetRoleAsync(string organization, string username, string role, CancellationToken cancellationToken)
    {
        using var write = listings.WriteMembers(organization);
        await connection.SendAsync(new CloudRequest(
            HttpMethod.Patch, PathOf(organization, username), $"give member {username} of organization {organization} the role {role}")
        {
            Body = new JObject { ["role"] = role },
            Repeat = Repeat.Harmless,
        }, cancellationToken);
    }

    public async Task RemoveAsync(string organization, string username, CancellationToken cancellationToken)
    {
        using var write = listings.WriteMembers(organization);
        // The server takes the person out of every team as well.
        using var writeTeams = listings.WriteTeams(organization);
        await connection.SendAsync(new CloudRequest(
            HttpMethod.Delete, PathOf(organization, username), $"remove member {username} from organization {organization}")
        {
            Repeat = Repeat.DoneWhenNotFound,
        }, cancellationToken);
    }

    private static ApiPath PathOf(string organization, string username) => ApiPath.Of("api", "orgs", organization, "members", username);

    private Task<OrderedDictionary<string, Member>> ReadAsync(string organization, CancellationToken cancellationToken) =>
        listings.Members.ReadAsync(organization, listing => ListBothRostersAsync(organization, listing), cancellationToken);

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
        return new OrderedDictionary<string, Member>(
            people.Where(person => person.Value.Role is not ("none" or "potential-member")), people.Comparer);
    }

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
