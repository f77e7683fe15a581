using Newtonsoft.Json;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Someone on one or both rosters of an organization.</summary>
public sealed record Member
{
    public required string Login { get; init; }

    public OrganizationRole Role { get; init; } = OrganizationRole.Member;

    /// <summary>The id of the role that the organization made, to which <see cref="Role"/> is only the closest; null for a built-in one.</summary>
    public string? CustomRoleId { get; init; }

    /// <summary>Listed by <c>type=frontend</c>: those whom the service itself has as members.</summary>
    public bool InFrontend { get; init; } = true;

    /// <summary>Listed by <c>type=backend</c>: those in whatever backs the organization.</summary>
    public bool InBackend { get; init; } = true;

    /// <summary>Whether this person has a Pulumi account.</summary>
    public bool KnownToPulumi { get; init; } = true;

    /// <summary>An admin here without being one in whatever backs the organization.</summary>
    public bool VirtualAdmin { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>False for someone whom the backend knows but who never joined.</summary>
    [JsonIgnore]
    public bool HasJoined => Role != OrganizationRole.PotentialMember;
}

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

/// <summary>What may be done to the members of an organization.</summary>
public static class MemberRules
{
    /// <exception cref="RefusedException">409: already a member.</exception>
    public static Organization AddMember(this Organization organization, PulumiUser user, OrganizationRole role, DateTimeOffset now)
    {
        organization.Members.TryGetValue(user.Login, out var before);
        if (before is { HasJoined: true })
        {
            throw RefusedException.Conflict("User is already an organization member.");
        }

        return organization.WithMember(new Member
        {
            Login = before?.Login ?? user.Login,
            Role = role,
            InBackend = before is not null || !organization.GitHubBacked,
            VirtualAdmin = organization.GitHubBacked && role == OrganizationRole.Admin,
            Created = now,
        });
    }

    /// <exception cref="RefusedException">404: not a member. 400: nobody would be left as admin.</exception>
    public static Organization ChangeRole(this Organization organization, string login, OrganizationRole role, string? customRoleId = null)
    {
        var member = organization.Member(login);
        if (member.Role == role && member.CustomRoleId == customRoleId)
        {
            return organization;
        }

        return organization.WithMember(member with
        {
            Role = role,
            CustomRoleId = customRoleId,
            VirtualAdmin = organization.GitHubBacked && role == OrganizationRole.Admin,
        }).WithAnAdmin();
    }

    /// <summary>Takes someone out of the organization and out of each of its teams.</summary>
    /// <exception cref="RefusedException">404: not a member. 400: nobody would be left as admin.</exception>
    public static Organization RemoveMember(this Organization organization, string login)
    {
        var member = organization.Member(login);
        var staysOnGitHub = organization.GitHubBacked && member.InBackend;
        return (organization with
        {
            Members = staysOnGitHub
                ? organization.Members.SetItem(
                    member.Login,
                    member with { Role = OrganizationRole.PotentialMember, CustomRoleId = null, InFrontend = false, VirtualAdmin = false })
                : organization.Members.Remove(login),
            Teams = organization.Teams.SetItems(organization.Teams.Values
                .Where(team => team.Members.ContainsKey(login))
                .Select(team => KeyValuePair.Create(team.Name, team with { Members = team.Members.Remove(login) }))),
        }).WithAnAdmin();
    }

    /// <summary>Puts a member on the rosters as given, replacing what was there for the login.</summary>
    public static Organization WithMember(this Organization organization, Member member) =>
        organization with { Members = organization.Members.SetItem(member.Login, member) };

    private static Member Member(this Organization organization, string login) =>
        organization.TryFindMember(login, out var member) ? member : throw RefusedException.NotFound("User", login);

    // The API's description is silent on this, but an organization without an admin could not be mended through it.
    private static Organization WithAnAdmin(this Organization organization) =>
        organization.Members.Values.Any(member => member is { Role: OrganizationRole.Admin, CustomRoleId: null })
            ? organization
            : throw RefusedException.BadRequest("The organization must keep at least one admin.");
}
