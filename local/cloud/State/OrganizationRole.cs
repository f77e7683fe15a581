namespace PulumiOrgs.Local.Cloud.State;

/// <summary>What someone is in an organization.</summary>
public enum OrganizationRole
{
    Member,
    Admin,
    BillingManager,

    /// <summary>In the organization that backs this one (on GitHub, say), but not a member here.</summary>
    PotentialMember,
}

/// <summary>Organization roles as the API spells them.</summary>
public static class OrganizationRoles
{
    public static string ToWire(this OrganizationRole role) => role switch
    {
        OrganizationRole.Member => "member",
        OrganizationRole.Admin => "admin",
        OrganizationRole.BillingManager => "billing-manager",
        OrganizationRole.PotentialMember => "potential-member",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>Reads a role that a caller may give to someone.</summary>
    /// <exception cref="RefusedException">400: not one of those.</exception>
    public static OrganizationRole ParseAssignable(string? text) => text switch
    {
        "member" => OrganizationRole.Member,
        "admin" => OrganizationRole.Admin,
        // The service's enum has one spelling, its prose the other.
        "billing-manager" or "billingManager" => OrganizationRole.BillingManager,
        _ => throw RefusedException.BadRequest("Invalid organization role."),
    };
}
