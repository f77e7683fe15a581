namespace PulumiOrgs.Local.Cloud.State;

/// <summary>What a team may do with a stack, by the API's numbers.</summary>
public enum StackPermission
{
    None = 0,
    Read = 101,
    Write = 102,
    Admin = 103,

    /// <summary>That of whoever made the stack.</summary>
    Creator = 104,
}

/// <summary>What a team may do with an environment.</summary>
public enum EnvironmentPermission
{
    None,
    Read,
    Open,
    Write,
    Admin,
}

/// <summary>What a team may do with an environment, and for how long at a time.</summary>
public sealed record EnvironmentGrant
{
    public EnvironmentPermission Permission { get; init; }

    /// <summary>How long it may stay open; null for as long as one likes.</summary>
    public TimeSpan? MaxOpenDuration { get; init; }
}

/// <summary>Permissions on stacks as the API spells them.</summary>
public static class StackPermissions
{
    /// <summary>Reads a permission that a caller may give.</summary>
    /// <exception cref="RefusedException">400: not one of those; that of a stack's creator is given by nobody.</exception>
    public static StackPermission Parse(long? number) => number switch
    {
        101 => StackPermission.Read,
        102 => StackPermission.Write,
        103 => StackPermission.Admin,
        _ => throw RefusedException.BadRequest("Invalid stack permission."),
    };
}

/// <summary>Permissions on environments as the API spells them.</summary>
public static class EnvironmentPermissions
{
    public static string ToWire(this EnvironmentPermission permission) => permission.ToString().ToLowerInvariant();

    /// <summary>Reads a permission that a caller may give.</summary>
    /// <exception cref="RefusedException">400: not one of those.</exception>
    public static EnvironmentPermission Parse(string? text) => text switch
    {
        "read" => EnvironmentPermission.Read,
        "open" => EnvironmentPermission.Open,
        "write" => EnvironmentPermission.Write,
        "admin" => EnvironmentPermission.Admin,
        _ => throw RefusedException.BadRequest("Invalid environment permission."),
    };
}

/// <summary>What may be done to the permissions of a team.</summary>
/// <remarks>
/// The API's description is silent on what an add does with a permission that is there, and knows no conflict here: so it sets it. What is
/// not there can neither be edited nor removed.
/// </remarks>
public static class TeamPermissionRules
{
    /// <exception cref="RefusedException">404: there is no such team or stack.</exception>
    public static Organization AddTeamStack(this Organization organization, string teamName, string stack, StackPermission permission)
    {
        var team = organization.Team(teamName);
        var spelled = Spelled(organization.Stacks, stack, team.Stacks, "Stack");
        return organization.WithTeam(team with { Stacks = team.Stacks.SetItem(spelled, permission) });
    }

    /// <exception cref="RefusedException">404: there is no such team, or it has no permission on the stack.</exception>
    public static Organization EditTeamStack(this Organization organization, string teamName, string stack, StackPermission permission)
    {
        var team = organization.Team(teamName);
        return organization.WithTeam(team with { Stacks = team.Stacks.SetItem(Granted(team, team.Stacks, stack, "stack"), permission) });
    }

    /// <exception cref="RefusedException">404: there is no such team, or it has no permission on the stack.</exception>
    public static Organization RemoveTeamStack(this Organization organization, string teamName, string stack)
    {
        var team = organization.Team(teamName);
        return organization.WithTeam(team with { Stacks = team.Stacks.Remove(Granted(team, team.Stacks, stack, "stack")) });
    }

    /// <exception cref="RefusedException">404: there is no such team or environment.</exception>
    public static Organization AddTeamEnvironment(this Organization organization, string teamName, string environment, EnvironmentGrant grant)
    {
        var team = organization.Team(teamName);
        var spelled = Spelled(organization.Environments, environment, team.Environments, "Environment");
        return organization.WithTeam(team with { Environments = team.Environments.SetItem(spelled, grant) });
    }

    /// <exception cref="RefusedException">404: there is no such team, or it has no permission on the environment.</exception>
    public static Organization EditTeamEnvironment(this Organization organization, string teamName, string environment, EnvironmentGrant grant)
    {
        var team = organization.Team(teamName);
        return organization.WithTeam(team with
        {
            Environments = team.Environments.SetItem(Granted(team, team.Environments, environment, "environment"), grant),
        });
    }

    /// <exception cref="RefusedException">404: there is no such team, or it has no permission on the environment.</exception>
    public static Organization RemoveTeamEnvironment(this Organization organization, string teamName, string environment)
    {
        var team = organization.Team(teamName);
        return organization.WithTeam(team with
        {
            Environments = team.Environments.Remove(Granted(team, team.Environments, environment, "environment")),
        });
    }

    // As the organization spells it; where any name will do, as whoever named it first.
    private static string Spelled<T>(ImmutableSortedSet<string>? known, string name, ImmutableSortedDictionary<string, T> granted, string kind)
    {
        if (known is null)
        {
            return granted.TryGetKey(name, out var first) ? first : name;
        }

        return known.TryGetValue(name, out var spelled) ? spelled : throw RefusedException.NotFound(kind, name);
    }

    private static string Granted<T>(Team team, ImmutableSortedDictionary<string, T> granted, string name, string kind) =>
        granted.TryGetKey(name, out var spelled)
            ? spelled
            : throw new RefusedException(HttpStatusCode.NotFound, $"Team '{team.Name}' has no permission on {kind} '{name}'.");
}
