namespace PulumiOrgs.Provider.Cloud;

/// <summary>A team to be made.</summary>
/// <param name="Name">The key in the organization.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Description">What it is for; may be empty.</param>
public sealed record NewTeam(string Name, string DisplayName, string Description);
