using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Reads an organization: each listing once, and each team.</summary>
/// <param name="cloud">Where it is.</param>
/// <param name="organization">Its name.</param>
/// <param name="progress">Who watches; null: nobody.</param>
internal sealed class OrganizationReader(ICloud cloud, string organization, IProgress<ReadProgress>? progress)
{
    // Enough to hide the way to the server, and far from what makes it answer 429.
    private const int AtOnce = 8;

    /// <summary>Reads the people, and the teams with their members.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    /// <exception cref="PulumiOrgs.Framework.Declaring.ResourceException">The service could not tell who is in a team, or told something twice.</exception>
    public async Task<LivingOrganization> ReadRosterAsync(CancellationToken cancellationToken)
    {
        var members = CountAsync("members", () => cloud.Members.ListAsync(organization, cancellationToken));
        var teams = ReadTeamsAsync(cancellationToken);
        await Task.WhenAll(members, teams);
        return new LivingOrganization { Name = organization, Members = await members, Teams = await teams };
    }

    /// <summary>Reads that, and all tokens and webhooks.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    /// <exception cref="PulumiOrgs.Framework.Declaring.ResourceException">The service could not tell who is in a team, or told something twice.</exception>
    public async Task<LivingOrganization> ReadAllAsync(CancellationToken cancellationToken)
    {
        var roster = ReadRosterAsync(cancellationToken);
        var tokens = ReadOwnTokensAsync(cancellationToken);
        var webhooks = CountAsync("webhooks", () => cloud.Webhooks.ListAsync(organization, cancellationToken));
        await Task.WhenAll(roster, tokens, webhooks);
        var read = await roster;
        return read with
        {
            Tokens = [.. await tokens, .. await ReadTokensAsync(read.Teams, cancellationToken)],
            Webhooks = await webhooks,
        };
    }

    /// <summary>Reads all tokens of the organization and of its teams, expired ones too.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    public async Task<IReadOnlyList<OwnedToken>> ReadTokensAsync(CancellationToken cancellationToken)
    {
        var tokens = ReadOwnTokensAsync(cancellationToken);
        var teams = CountAsync("teams", () => cloud.Teams.ListAsync(organization, cancellationToken));
        await Task.WhenAll(tokens, teams);
        return [.. await tokens, .. await ReadTokensAsync(await teams, cancellationToken)];
    }

    private async Task<IEnumerable<OwnedToken>> ReadOwnTokensAsync(CancellationToken cancellationToken)
    {
        var tokens = await CountAsync("tokens", () => cloud.OrgTokens.ListAsync(organization, TokenFilter.All, cancellationToken));
        return tokens.Select(static token => new OwnedToken(null, token));
    }

    private async Task<IEnumerable<OwnedToken>> ReadTokensAsync(IReadOnlyList<Team> teams, CancellationToken cancellationToken)
    {
        var tokens = await ForEachAsync(
            "tokens of teams",
            teams,
            async (team, stop) => (await cloud.TeamTokens.ListAsync(organization, team.Name, TokenFilter.All, stop))
                .Select(token => new OwnedToken(team.Name, token)),
            cancellationToken);
        return tokens.SelectMany(static all => all);
    }

    private async Task<IReadOnlyList<Team>> ReadTeamsAsync(CancellationToken cancellationToken)
    {
        progress?.Report(new ReadProgress("teams", 0, null));
        var listed = await cloud.Teams.ListAsync(organization, cancellationToken);
        var teams = await ForEachAsync(
            "teams", listed, (entry, stop) => cloud.Teams.FindAsync(organization, entry.Name, stop), cancellationToken);

        // One that was deleted since the listing is none any more.
        List<Team> found =
        [
            .. teams.OfType<Team>().Select(team =>
                LivingOrganization.IsManagedHere(team)
                    ? team with { Members = Resources.Team.MembersOf(organization, team) }
                    : team),
        ];
        RefuseRepeated(found.Select(static team => team.Name), $"teams of organization '{organization}'");
        foreach (var team in found)
        {
            RefuseRepeated(team.Members.Select(static member => member.Username), $"people of team '{team.Name}' of '{organization}'");
            RefuseRepeated(team.Stacks.Select(static stack => $"{stack.Project}/{stack.Stack}"), $"stacks of team '{team.Name}' of '{organization}'");
            RefuseRepeated(
                team.Environments.Select(static environment => $"{environment.Project}/{environment.Environment}"),
                $"environments of team '{team.Name}' of '{organization}'");
        }

        return found;
    }

    // Which of two that are told is right, nobody knows.
    private static void RefuseRepeated(IEnumerable<string> names, string where)
    {
        var counted = names.CountBy(static name => name, StringComparer.OrdinalIgnoreCase);
        if (counted.FirstOrDefault(static name => name.Value > 1) is { Key: { } twice })
        {
            throw new ResourceException($"the service names {Printable.Quote(twice)} twice among the {where}; try again later");
        }
    }

    private async Task<IReadOnlyList<T>> CountAsync<T>(string what, Func<Task<IReadOnlyList<T>>> list)
    {
        progress?.Report(new ReadProgress(what, 0, null));
        var all = await list();
        progress?.Report(new ReadProgress(what, all.Count, all.Count));
        return all;
    }

    // Read side by side, told in the order of the listing: which of two that are told twice a message names must not be chance.
    private async Task<IReadOnlyCollection<TResult>> ForEachAsync<T, TResult>(
        string what, IReadOnlyList<T> all, Func<T, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        progress?.Report(new ReadProgress(what, 0, all.Count));
        var (results, done) = (new TResult[all.Count], 0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all.Index(), options, async (entry, stop) =>
        {
            results[entry.Index] = await read(entry.Item, stop);
            progress?.Report(new ReadProgress(what, Interlocked.Increment(ref done), all.Count));
        });
        return results;
    }
}

/// <summary>How far a read is.</summary>
/// <param name="What">What is read, in a word: "teams".</param>
/// <param name="Done">How many are read.</param>
/// <param name="Total">How many there are; null while that is not known.</param>
internal sealed record ReadProgress(string What, int Done, int? Total);

/// <summary>An organization as it was read.</summary>
internal sealed record LivingOrganization
{
    public required string Name { get; init; }

    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>With their members.</summary>
    public required IReadOnlyList<Team> Teams { get; init; }

    /// <summary>Of the organization and of its teams, expired ones too; empty when they were not asked for.</summary>
    public IReadOnlyList<OwnedToken> Tokens { get; init; } = [];

    /// <summary>Empty when they were not asked for.</summary>
    public IReadOnlyList<Webhook> Webhooks { get; init; } = [];

    /// <summary>Whether a program or a roster can say who is in the team: elsewhere, say at GitHub, it cannot.</summary>
    public static bool IsManagedHere(Team team) => team.Kind == Resources.TeamType.Pulumi;

    /// <summary>Whether a program or a roster can say that a team has this; that of a stack's creator, say, it cannot.</summary>
    public static bool IsDeclarable(TeamStack stack) =>
        stack.Permission is Resources.StackPermission.Read or Resources.StackPermission.Write or Resources.StackPermission.Admin;

    /// <summary>Whether a program or a roster can say that a team has this; none at all, say, it cannot.</summary>
    public static bool IsDeclarable(TeamEnvironment environment) => environment.Permission
        is Resources.EnvironmentPermission.Read or Resources.EnvironmentPermission.Open
        or Resources.EnvironmentPermission.Write or Resources.EnvironmentPermission.Admin;

    /// <summary>Whether a program or a roster can say that somebody is this; one who sees no more than some stacks, say, or has a custom
    /// role, it cannot.</summary>
    public static bool HasDeclarableRole(Member member) =>
        member is { Role: Resources.OrgRole.Member or Resources.OrgRole.Admin or Resources.OrgRole.BillingManager, CustomRole: null };
}

/// <summary>An access token, and whose it is.</summary>
/// <param name="Team">The team; null: the organization itself.</param>
/// <param name="Token">The token.</param>
internal sealed record OwnedToken(string? Team, AccessToken Token)
{
    public bool IsExpired(DateTimeOffset now) => Token.Expires != 0 && Token.Expires <= now.ToUnixTimeSeconds();
}
