namespace PulumiOrgs.Provider.Cloud;

/// <summary>What an organization knows of one of its access tokens. The token's value is not part of it.</summary>
/// <param name="Id">The key for deleting it.</param>
/// <param name="Name">Unique in the organization, deleted tokens included.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Created">When it was made; null where the server does not say.</param>
/// <param name="LastUsed">Unix seconds; 0 = never.</param>
/// <param name="Expires">Unix seconds; 0 = never.</param>
/// <param name="Admin">Whether it may do what an organization admin may.</param>
/// <param name="CreatedBy">The login of whoever made it; may be empty.</param>
public sealed record AccessToken(
    string Id, string Name, string Description, DateTimeOffset? Created, long LastUsed, long Expires, bool Admin, string CreatedBy)
{
    /// <summary>The role that it was made with; null where the server does not say.</summary>
    public GivenRole? Role { get; init; }
}
