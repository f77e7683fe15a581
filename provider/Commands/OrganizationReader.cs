using System.Collections.Concurrent;
using Pulumi.Orgs;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Reads an organization: each listing once, and each team.</summary>
internal sealed class OrganizationReader(ICloud cloud, IProgress<ReadProgress> progress)
{
    // Enough to hide the way to the server, and far from what makes it answer 429.
    private const int AtOnce = 8;

    /// <summary>Reads the people, and the teams with their members.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    /// <exception cref="ResourceException">The service could not tell who is in a team, or told something twice.</exception>
    public async Task<LivingOrganization> ReadRosterAsync(string organization, CancellationToken cancellationToken)
    {
        var members = CountAsync("members", () => cloud.Members.ListAsync(organization, cancellationToken));
        var teams = ReadTeamsAsync(organization, cancellationToken);
        await Task.WhenAll(members, teams).ConfigureAwait(false);
        return new LivingOrganization
        {
            Name = organization,
            Members = await members.ConfigureAwait(false),
            Teams = await teams.ConfigureAwait(false),
        };
    }

    /// <summary>Reads that, and all tokens and webhooks.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    /// <exception cref="ResourceException">The service could not tell who is in a team, or told something twice.</exception>
    public async Task<LivingOrganization> ReadAllAsync(string organization, CancellationToken cancellationToken)
    {
        var roster = ReadRosterAsync(organization, cancellationToken);
        var tokens = CountAsync("tokens", () => cloud.OrgTokens.ListAsync(organization, TokenFilter.All, cancellationToken));
        var webhooks = CountAsync("webhooks", () => cloud.Webhooks.ListAsync(organization, cancellationToken));
        await Task.WhenAll(roster, tokens, webhooks).ConfigureAwait(false);
        var read = await roster.ConfigureAwait(false);
        return read with
        {
            Tokens =
            [
                .. (await tokens.ConfigureAwait(false)).Select(static token => new OwnedToken(null, token)),
                .. await ReadTokensOfTeamsAsync(organization, read.Teams, cancellationToken).ConfigureAwait(false),
            ],
            Webhooks = await webhooks.ConfigureAwait(false),
        };
    }

    /// <summary>Reads all tokens of the organization and of its teams, expired ones too.</summary>
    /// <exception cref="CloudException">Something could not be read.</exception>
    public async Task<IReadOnlyList<OwnedToken>> ReadTokensAsync(string organization, CancellationToken cancellationToken)
    {
        var tokens = CountAsync("tokens", () => cloud.OrgTokens.ListAsync(organization, TokenFilter.All, cancellationToken));
        var teams = CountAsync("teams", () => cloud.Teams.ListAsync(organization, cancellationToken));
        await Task.WhenAll(tokens, teams).ConfigureAwait(false);
        return
        [
            .. (await tokens.ConfigureAwait(false)).Select(static token => new OwnedToken(null, token)),
            .. await ReadTokensOfTeamsAsync(organization, await teams.ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
        ];
    }

    private async Task<IEnumerable<OwnedToken>> ReadTokensOfTeamsAsync(
        string organization, IReadOnlyList<Team> teams, CancellationToken cancellationToken)
    {
        var tokens = await ForEachAsync(
            "tokens of teams",
            teams,
            async (team, stop) =>
            {
                var all = await cloud.TeamTokens.ListAsync(organization, team.Name, TokenFilter.All, stop).ConfigureAwait(false);
                return all.Select(token => new OwnedToken(team.Name, token));
            },
            cancellationToken).ConfigureAwait(false);
        return tokens.SelectMany(static all => all);
    }

    private async Task<IReadOnlyList<T>> CountAsync<T>(string what, Func<Task<IReadOnlyList<T>>> list)
    {
        progress.Report(new ReadProgress(what, 0, null));
        var all = await list().ConfigureAwait(false);
        progress.Report(new ReadProgress(what, all.Count, all.Count));
        return all;
    }

    private async Task<IReadOnlyList<Team>> ReadTeamsAsync(string organization, CancellationToken cancellationToken)
    {
        progress.Report(new ReadProgress("teams", 0, null));
        var listed = await cloud.Teams.ListAsync(organization, cancellationToken).ConfigureAwait(false);
        var teams = await ForEachAsync(
            "teams", listed, (entry, stop) => cloud.Teams.FindAsync(organization, entry.Name, stop), cancellationToken).ConfigureAwait(false);

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
        }

        return found;
    }

    // Which of two that are told is right, nobody knows.
    private static void RefuseRepeated(IEnumerable<string> names, string where)
    {
        if (names.CountBy(static name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static name => name.Value > 1) is { Key: { } twice })
        {
            throw new ResourceException($"the service names {Printable.Quote(twice)} twice among the {where}; try again later");
        }
    }

    private async Task<IReadOnlyCollection<TResult>> ForEachAsync<T, TResult>(
        string what, IReadOnlyList<T> all, Func<T, CancellationToken, Task<TResult>> read, CancellationToken cancellationToken)
    {
        progress.Report(new ReadProgress(what, 0, all.Count));
        var results = new ConcurrentBag<TResult>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all, options, async (entry, stop) =>
        {
            results.Add(await read(entry, stop).ConfigureAwait(false));
            progress.Report(new ReadProgress(what, results.Count, all.Count));
        }).ConfigureAwait(false);
        return results;
    }
}
