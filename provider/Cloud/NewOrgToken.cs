namespace PulumiOrgs.Provider.Cloud;

/// <summary>An organization access token to be made.</summary>
/// <param name="Name">At most 40 characters, never used before in the organization.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Expires">Unix seconds, at most two years ahead; 0 = never.</param>
/// <param name="Admin">Whether it may do what an organization admin may.</param>
public sealed record NewOrgToken(string Name, string Description, long Expires, bool Admin)
{
    /// <summary>The id of its role; null: <see cref="Admin"/> says what it may do.</summary>
    public string? RoleId { get; init; }
}
