namespace PulumiOrgs.Local.Cloud.State;

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
    public static Organization ChangeRole(this Organization organization, string login, OrganizationRole role)
    {
        var member = organization.Member(login);
        if (member.Role == role)
        {
            return organization;
        }

        return organization.WithMember(member with
        {
            Role = role,
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
                    member with { Role = OrganizationRole.PotentialMember, InFrontend = false, VirtualAdmin = false })
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
        organization.Members.Values.Any(member => member.Role == OrganizationRole.Admin)
            ? organization
            : throw RefusedException.BadRequest("The organization must keep at least one admin.");
}
