namespace PulumiOrgs.Provider.Cloud;

/// <summary>A team access token to be made.</summary>
/// <param name="Name">At most 40 characters, never used before in the organization.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="Expires">Unix seconds, at most two years ahead; 0 = never.</param>
public sealed record NewTeamToken(string Name, string Description, long Expires);
