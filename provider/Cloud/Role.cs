namespace PulumiOrgs.Provider.Cloud;

/// <summary>A role that an organization can give.</summary>
/// <param name="Id">The key.</param>
/// <param name="Name">What people see.</param>
/// <param name="Description">What it is for; may be empty.</param>
/// <param name="DefaultIdentifier">The built-in role that it is, in the API's words; null for a custom role.</param>
/// <param name="IsDefault">Whether whoever is given no other role has this one.</param>
public sealed record Role(string Id, string Name, string Description, string? DefaultIdentifier, bool IsDefault);
