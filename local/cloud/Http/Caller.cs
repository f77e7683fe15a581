using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>On whose behalf a request is made: a person, or an organization by a token of its own or of one of its teams.</summary>
internal sealed record Caller
{
    /// <summary>A person's login; for a machine token the organization.</summary>
    public required string Login { get; init; }

    /// <summary>Null for a person.</summary>
    public AccessToken? MachineToken { get; init; }

    /// <summary>The caller's role, null when the organization is none of the caller's business.</summary>
    public OrganizationRole? RoleIn(Organization organization)
    {
        if (MachineToken is not null)
        {
            return !Names.Comparer.Equals(organization.Name, Login) ? null
                : MachineToken.Admin ? OrganizationRole.Admin
                : OrganizationRole.Member;
        }

        return organization.TryFindMember(Login, out var member) ? member.Role : null;
    }

    /// <exception cref="RefusedException">404: the caller is not in it, and so does not learn that it exists.</exception>
    public Organization MayRead(Organization organization) =>
        RoleIn(organization) is null ? throw RefusedException.NotFound("Organization", organization.Name) : organization;

    /// <exception cref="RefusedException">404: as for reading. 403: the caller is no admin of it.</exception>
    public Organization MayWrite(Organization organization) =>
        RoleIn(MayRead(organization)) == OrganizationRole.Admin
            ? organization
            : throw RefusedException.Forbidden($"You must be an admin of organization '{organization.Name}'.");

    /// <exception cref="RefusedException">404: as for reading. 403: the caller is an admin neither of it nor of the team.</exception>
    public Organization MayWriteTeam(Organization organization, string team) =>
        MayRead(organization).Teams.TryGetValue(team, out var found) && RoleIn(found) == TeamRole.Admin
            ? organization
            : MayWrite(organization);

    /// <summary>The caller's role in a team, null when it has none.</summary>
    public TeamRole? RoleIn(Team team) =>
        MachineToken is null && team.Members.TryGetValue(Login, out var role) ? role : null;
}
