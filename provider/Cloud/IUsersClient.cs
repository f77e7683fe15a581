namespace PulumiOrgs.Provider.Cloud;

/// <summary>The caller.</summary>
public interface IUsersClient
{
    /// <summary>Whose access token this client uses. Asked once: the caller does not change.</summary>
    /// <remarks><c>GET /api/user</c>.</remarks>
    Task<User> GetCurrentAsync(CancellationToken cancellationToken);
}
