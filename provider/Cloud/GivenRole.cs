namespace PulumiOrgs.Provider.Cloud;

/// <summary>The role that somebody or something has.</summary>
/// <param name="Id">The key.</param>
/// <param name="Name">What people see; may be anything.</param>
/// <param name="IsBuiltIn">Whether it is one of the service's own rather than one that the organization made.</param>
public sealed record GivenRole(string Id, string Name, bool IsBuiltIn);
