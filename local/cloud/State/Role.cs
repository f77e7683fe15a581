namespace PulumiOrgs.Local.Cloud.State;

/// <summary>A role that an organization made.</summary>
public sealed record CustomRole
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The built-in role that comes closest, which is what older callers see of somebody who has this one.</summary>
    public OrganizationRole ClosestRole { get; init; } = OrganizationRole.Member;
}

/// <summary>One of the service's own roles.</summary>
/// <param name="Role">What it is.</param>
/// <param name="Id">Its id; the service's own are not public.</param>
/// <param name="Name">What people see.</param>
public sealed record BuiltInRole(OrganizationRole Role, string Id, string Name)
{
    public static IReadOnlyList<BuiltInRole> All { get; } =
    [
        new(OrganizationRole.Member, "5f0a3f6e-0000-4000-8000-000000000001", "Member"),
        new(OrganizationRole.Admin, "5f0a3f6e-0000-4000-8000-000000000002", "Admin"),
        new(OrganizationRole.BillingManager, "5f0a3f6e-0000-4000-8000-000000000003", "Billing Manager"),
    ];

    public static BuiltInRole Of(OrganizationRole role) => All.Single(builtIn => builtIn.Role == role);
}

/// <summary>What may be done with the roles of an organization.</summary>
public static class RoleRules
{
    /// <summary>Puts a role in the organization as given, replacing what was there under the id.</summary>
    public static Organization WithRole(this Organization organization, CustomRole role) =>
        organization with { Roles = organization.Roles.SetItem(role.Id, role) };

    /// <summary>Gives somebody a role by its id, be it built-in or custom.</summary>
    /// <exception cref="RefusedException">404: not a member. 400: no such role, or nobody would be left as admin.</exception>
    public static Organization ChangeRole(this Organization organization, string login, string roleId)
    {
        if (BuiltInRole.All.FirstOrDefault(role => role.Id == roleId) is { } builtIn)
        {
            return organization.ChangeRole(login, builtIn.Role);
        }

        return organization.Roles.TryGetValue(roleId, out var custom)
            ? organization.ChangeRole(login, custom.ClosestRole, custom.Id)
            : throw InvalidRole();
    }

    /// <summary>Gives a team its role, instead of the one that it may have.</summary>
    /// <exception cref="RefusedException">404: no such team. 400: no such role, or the team's roles are not enabled.</exception>
    public static Organization SetTeamRole(this Organization organization, string teamName, string roleId)
    {
        var team = organization.Team(teamName);
        if (!team.HasRolesEnabled)
        {
            throw RefusedException.BadRequest($"Custom roles are not enabled for team '{team.Name}'.");
        }

        return organization.HasRole(roleId) ? organization.WithTeam(team with { RoleId = roleId }) : throw InvalidRole();
    }

    /// <exception cref="RefusedException">404: no such team, or it has not that role.</exception>
    public static Organization RemoveTeamRole(this Organization organization, string teamName, string roleId)
    {
        var team = organization.Team(teamName);
        return team.RoleId == roleId ? organization.WithTeam(team with { RoleId = null }) : throw RefusedException.NotFound("Role", roleId);
    }

    /// <exception cref="RefusedException">404: no such team. 400: they are enabled.</exception>
    public static Organization EnableTeamRoles(this Organization organization, string teamName)
    {
        var team = organization.Team(teamName);
        return team.HasRolesEnabled
            ? throw RefusedException.BadRequest("Role with this name already exists")
            : organization.WithTeam(team with { HasRolesEnabled = true });
    }

    /// <summary>Says whether there is such a role, be it built-in or custom.</summary>
    public static bool HasRole(this Organization organization, string roleId) =>
        organization.Roles.ContainsKey(roleId) || BuiltInRole.All.Any(role => role.Id == roleId);

    public static RefusedException InvalidRole() => RefusedException.BadRequest("Invalid parameter 'roleID'.");
}
