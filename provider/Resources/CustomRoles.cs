using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;

namespace PulumiOrgs.Provider.Resources;

/// <summary>What the resources that can have a custom role have in common.</summary>
internal static class CustomRoles
{
    /// <summary>The id of a role as a program says it; null for a built-in role, but where the program has put that by its id.</summary>
    /// <param name="role">The role that the service tells.</param>
    /// <param name="last">The id that the program gave.</param>
    public static string? IdFor(this GivenRole role, string? last) => !role.IsBuiltIn || role.Id == last ? role.Id : null;

    /// <summary>Says that the service did not take a role.</summary>
    public static ResourceException IsUnknown(string organization, string roleId, CloudException failure) => new(
        $"{failure.Message}: '{organization}' has perhaps no role with the id {Printable.Quote(roleId)}; the function `getOrgRoles` tells which ones it has.",
        failure);
}
