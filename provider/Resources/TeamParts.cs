using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What the resources that are parts of a team have in common: memberships, permissions, access tokens.</summary>
internal static class TeamParts
{
    /// <summary>Says whether the team is given up, and with it all that is part of it.</summary>
    public static bool IsTeamGivenUp(this ResourceContext context, string organization, string team) =>
        context.Deployment.IsGivenUp(context.TypeOf(nameof(Team)), $"{organization}/{team}");

    /// <summary>The names of the teams that a query is about.</summary>
    /// <param name="cloud">Where they are.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="team">The only one; empty for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public static async Task<IEnumerable<string>> ListTeamNamesAsync(
        this ICloud cloud, string organization, string team, CancellationToken cancellationToken) => team.Length > 0
            ? [team]
            : (await cloud.Teams.ListAsync(organization, cancellationToken)).Select(static listed => listed.Name);

    /// <summary>The same teams, with all that is in them.</summary>
    /// <inheritdoc cref="ListTeamNamesAsync"/>
    public static async Task<IEnumerable<Cloud.Team>> ReadTeamsAsync(
        this ICloud cloud, string organization, string team, CancellationToken cancellationToken)
    {
        var names = await cloud.ListTeamNamesAsync(organization, team, cancellationToken);
        var teams = await Task.WhenAll(names.Select(name => cloud.Teams.FindAsync(organization, name, cancellationToken)));
        return teams.OfType<Cloud.Team>();
    }
}
