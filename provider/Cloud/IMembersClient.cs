namespace PulumiOrgs.Provider.Cloud;

/// <summary>The people of an organization. A login is compared without case; display names repeat and are no key.</summary>
public interface IMembersClient
{
    /// <summary>Everyone who is a member, of both rosters and all pages, once each. Where both have a login, the frontend's record counts.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/members?type=frontend</c> and <c>?type=backend</c>.
    /// Who has a role that is not known by its name to be a built-in one is looked up in <see cref="IRolesClient.ListAsync"/>: one request
    /// more, and only in an organization that has such roles. A caller who may not see the roles sees the closest built-in one of each.
    /// People whose role is <c>none</c> or <c>potential-member</c> are on a roster, but are not members, and are left out.
    /// Callers share the listing: a result may be a few seconds old, but never older than the last write through this client.
    /// </remarks>
    Task<IReadOnlyList<Member>> ListAsync(string organization, CancellationToken cancellationToken);

    /// <summary>The same, as it is now: a listing that was begun after this call.</summary>
    /// <remarks>
    /// For what must not rest on a listing that is a little old, such as who the last admin is. Those who ask while one is under way share
    /// the one after it, and reads after it share its result.
    /// </remarks>
    Task<IReadOnlyList<Member>> ListFreshAsync(string organization, CancellationToken cancellationToken);

    /// <summary>Everyone who is a member, of a listing that has these people, or of a second one that is begun after one that has not.</summary>
    /// <remarks>So nobody is taken for gone who is not: pages shift while something is removed.</remarks>
    Task<IReadOnlyList<Member>> ListWithAsync(string organization, IReadOnlyCollection<string> usernames, CancellationToken cancellationToken);

    /// <summary>The member with this login; null when there is none.</summary>
    /// <remarks>There is no endpoint for one member: this is looked up in the shared listing of <see cref="ListAsync"/>.</remarks>
    Task<Member?> FindAsync(string organization, string username, CancellationToken cancellationToken);

    /// <summary>Makes a Pulumi user a member.</summary>
    /// <remarks>
    /// <c>POST /api/orgs/{org}/members/{user}</c>. <see cref="CloudFailure.BadRequest"/>: no such role;
    /// <see cref="CloudFailure.NotFound"/>: no such Pulumi user; <see cref="CloudFailure.Conflict"/>: already a member.
    /// </remarks>
    Task<Member> AddAsync(string organization, string username, string role, CancellationToken cancellationToken);

    /// <summary>Gives a member another built-in role, instead of a custom one too.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/members/{user}</c>.</remarks>
    Task SetRoleAsync(string organization, string username, string role, CancellationToken cancellationToken);

    /// <summary>Gives a member a role that the organization made, instead of the one so far.</summary>
    /// <remarks><c>PATCH /api/orgs/{org}/members/{user}</c>. <see cref="CloudFailure.BadRequest"/>: no such role.</remarks>
    Task SetCustomRoleAsync(string organization, string username, string roleId, CancellationToken cancellationToken);

    /// <summary>Removes a member, from every team too.</summary>
    /// <remarks><c>DELETE /api/orgs/{org}/members/{user}</c>. <see cref="CloudFailure.BadRequest"/>: the caller cannot remove itself.</remarks>
    Task RemoveAsync(string organization, string username, CancellationToken cancellationToken);
}
