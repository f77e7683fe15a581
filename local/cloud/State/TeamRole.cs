namespace PulumiOrgs.Local.Cloud.State;

/// <summary>What someone is in a team.</summary>
public enum TeamRole
{
    Member,
    Admin,
}
