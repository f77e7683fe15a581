namespace PulumiOrgs.Provider.Cloud;

/// <summary>The teams of an organization and who is in them.</summary>
public interface ITeamsClient
{
    /// <summary>All teams.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/teams</c>. It may leave out who is in them.
    /// Callers share the listing: a result may be a few seconds old, but never older than the last write of a team through this client.
    /// </remarks>
    Task<IReadOnlyList<Team>> ListAsync(string organization, CancellationToken cancellationToken);

    /// <summary>The team with its members; null when the API says that there is none.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/teams/{team}</c>.
    /// Callers share the answer: it may be a few seconds old, but never older than the last write through this client.
    /// </remarks>
    Task<Team?> FindAsync(string organization, string team, CancellationToken cancellationToken);

    /// <summary>The same, and read a second time, once for all who ask, where one of these people is not in it.</summary>
    /// <remarks>A replica that lags behind must not make anybody seem gone.</remarks>
    Task<Team?> FindWithAsync(string organization, string team, IReadOnlyList<string> usernames, CancellationToken cancellationToken);

    /// <summary>The same, and read a second time, once for all who ask, where it is not as it is believed to be.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="team">The team's name.</param>
    /// <param name="isExpected">Whether a team that is there is believed at once; it is not asked of a team that is not.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<Team?> FindAsExpectedAsync(string organization, string team, Func<Team, bool> isExpected, CancellationToken cancellationToken);

    /// <summary>Makes a team whose members are managed in Pulumi Cloud. The server puts the caller into it.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/teams/pulumi</c>. <see cref="CloudFailure.Conflict"/>: the name is taken.
    /// A team that is there just as this makes it, with the same texts and nobody in it but the caller, is taken over: a create that was
    /// cut off leaves such a one.
    /// </remarks>
    Task<Team> CreateAsync(string organization, NewTeam team, CancellationToken cancellationToken);

    /// <summary>Makes a team that mirrors a GitHub team.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/teams/github</c>. <see cref="CloudFailure.NotFound"/>: no such GitHub team;
    /// <see cref="CloudFailure.Conflict"/>: the name is taken.
    /// </remarks>
    Task<Team> CreateFromGitHubAsync(string organization, long githubTeamId, CancellationToken cancellationToken);

    /// <summary>Changes what a team is called or is for.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task UpdateAsync(string organization, string team, TeamChanges changes, CancellationToken cancellationToken);

    /// <summary>Puts a person into a team, as an ordinary member.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>. <see cref="CloudFailure.Conflict"/>: already in the team.</remarks>
    Task AddMemberAsync(string organization, string team, string username, CancellationToken cancellationToken);

    /// <summary>Takes a person out of a team.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task RemoveMemberAsync(string organization, string team, string username, CancellationToken cancellationToken);

    /// <summary>Makes a member of a team an admin of it.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task PromoteMemberAsync(string organization, string team, string username, CancellationToken cancellationToken);

    /// <summary>Makes an admin of a team an ordinary member of it.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task DemoteMemberAsync(string organization, string team, string username, CancellationToken cancellationToken);

    /// <summary>Gives a team a permission on a stack.</summary>
    /// <remarks>
    /// <c>PATCH /api/orgs/{org}/teams/{team}</c>. <see cref="CloudFailure.NotFound"/>: no such team or stack.
    /// What the service does about a permission that is there already, its description does not say; where it tells,
    /// <see cref="CloudFailure.Conflict"/>, and <see cref="EditStackAsync"/> changes it.
    /// </remarks>
    Task AddStackAsync(string organization, string team, TeamStack stack, CancellationToken cancellationToken);

    /// <summary>Changes a permission that a team has on a stack.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task EditStackAsync(string organization, string team, TeamStack stack, CancellationToken cancellationToken);

    /// <summary>Takes the permission on a stack from a team.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task RemoveStackAsync(string organization, string team, string project, string stack, CancellationToken cancellationToken);

    /// <summary>Gives a team a permission on an environment.</summary>
    /// <remarks>As <see cref="AddStackAsync"/>.</remarks>
    Task AddEnvironmentAsync(string organization, string team, TeamEnvironment environment, CancellationToken cancellationToken);

    /// <summary>Changes a permission that a team has on an environment, and how long it may stay open.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task EditEnvironmentAsync(string organization, string team, TeamEnvironment environment, CancellationToken cancellationToken);

    /// <summary>Takes the permission on an environment from a team.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task RemoveEnvironmentAsync(string organization, string team, string project, string environment, CancellationToken cancellationToken);

    /// <summary>Gives a team a role, instead of the one that it may have.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/teams/{team}/roles/{roleID}</c>, and <c>POST …/enable-team-roles</c> before it where the server refuses
    /// because the team's roles are not enabled. <see cref="CloudFailure.BadRequest"/> or <see cref="CloudFailure.NotFound"/>: no such role.
    /// </remarks>
    Task SetRoleAsync(string organization, string team, string roleId, CancellationToken cancellationToken);

    /// <summary>Takes a role from a team.</summary>
    /// <remarks><c>DELETE /api/orgs/{org}/teams/{team}/roles/{roleID}</c>. <see cref="CloudFailure.NotFound"/>: the team has not that role.</remarks>
    Task RemoveRoleAsync(string organization, string team, string roleId, CancellationToken cancellationToken);

    /// <summary>Deletes a team. Its team tokens die with it.</summary>
    /// <remarks><c>DELETE /api/orgs/{org}/teams/{team}</c>.</remarks>
    Task DeleteAsync(string organization, string team, CancellationToken cancellationToken);
}
