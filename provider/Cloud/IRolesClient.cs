namespace PulumiOrgs.Provider.Cloud;

/// <summary>The roles of an organization.</summary>
public interface IRolesClient
{
    /// <summary>All roles that a person, a team or a token can be given, built-in ones included.</summary>
    /// <remarks>
    /// <c>GET /api/orgs/{org}/roles?uxPurpose=role</c>. Callers share the listing: a result may be a few seconds old.
    /// </remarks>
    Task<IReadOnlyList<Role>> ListAsync(string organization, CancellationToken cancellationToken);
}
