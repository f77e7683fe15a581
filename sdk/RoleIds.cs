namespace Pulumi.Orgs;

/// <summary>
/// The ids of an organization's roles by the names that people gave them. The service is asked once, and not before the first id is
/// wanted.
/// </summary>
/// <param name="organization">The organization's name. Default: the provider's <c>organization</c>.</param>
/// <param name="options">How the roles are asked for.</param>
public sealed class RoleIds(string? organization = null, InvokeOptions? options = null)
{
    private readonly Lazy<Output<GetOrgRolesResult>> _roles = new(() =>
        GetOrgRoles.Invoke(new() { Organization = organization is null ? default(Input<string>?) : organization }, options));

    /// <summary>The id of a role; where there is no role of that name, or more than one, the program fails and says so.</summary>
    /// <param name="name">The role's name.</param>
    public Output<string> this[string name] => _roles.Value.Apply(result => IdOf(name, result.Roles));

    private string IdOf(string name, IReadOnlyCollection<Outputs.OrgRoleInfo> roles)
    {
        var where = organization is null ? "the organization" : $"'{organization}'";
        return roles.Where(role => role.Name == name).ToList() switch
        {
            [var role] => role.Id,
            [] => throw new RunException($"{where} has no role '{name}'; it has {string.Join(", ", roles.Select(static role => $"'{role.Name}'"))}"),
            var several => throw new RunException(
                $"{where} has {several.Count} roles named '{name}' (ids {string.Join(", ", several.Select(static role => role.Id))}); " +
                "give each a name of its own"),
        };
    }
}
