namespace PulumiOrgs.Local.Cloud.State;

/// <summary>Who decides on a team's members.</summary>
public enum TeamKind
{
    Pulumi,
    GitHub,
}

/// <summary>A team of an organization.</summary>
public sealed record Team
{
    public required string Name { get; init; }

    public TeamKind Kind { get; init; } = TeamKind.Pulumi;

    public string DisplayName { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Role by login, compared without case.</summary>
    public ImmutableSortedDictionary<string, TeamRole> Members
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, TeamRole>(Names.Comparer);

    /// <summary>What it may do with stacks, by <c>project/stack</c>, compared without case.</summary>
    public ImmutableSortedDictionary<string, StackPermission> Stacks
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, StackPermission>(Names.Comparer);

    /// <summary>What it may do with environments, by <c>project/environment</c>, compared without case.</summary>
    public ImmutableSortedDictionary<string, EnvironmentGrant> Environments
    {
        get;
        init => field = value.WithComparers(Names.Comparer);
    } = ImmutableSortedDictionary.Create<string, EnvironmentGrant>(Names.Comparer);

    /// <summary>The id of its role, of which it has one at most; null for none.</summary>
    public string? RoleId { get; init; }

    /// <summary>Whether it may have a role.</summary>
    public bool HasRolesEnabled { get; init; } = true;

    /// <summary>When set, the team is answered with this message and without its members, as when GitHub is down.</summary>
    public string? ListMembersError { get; init; }
}

/// <summary>What someone is in a team.</summary>
public enum TeamRole
{
    Member,
    Admin,
}

/// <summary>A team on GitHub that can be taken over into the organization.</summary>
public sealed record GitHubTeam
{
    /// <summary>The team's slug on GitHub; the team here gets it as its name.</summary>
    public required string Name { get; init; }

    public string DisplayName { get; init; } = "";

    public string Description { get; init; } = "";

    public ImmutableList<string> Members { get; init; } = [];
}

/// <summary>What may be done to the teams of an organization.</summary>
public static class TeamRules
{
    private const int MaxDisplayNameLength = 100;

    /// <exception cref="RefusedException">
    /// 400: the name cannot be one, or the display name is over 100 characters. 409: the name is taken.
    /// </exception>
    public static Organization AddTeam(this Organization organization, Team team)
    {
        if (!Names.LooksLikeTeamName(team.Name))
        {
            throw RefusedException.BadRequest(
                "Team name must be 1 to 100 letters, digits, hyphens, underscores or dots, the first a letter or digit.");
        }

        if (organization.Teams.ContainsKey(team.Name))
        {
            throw RefusedException.Conflict("Team with this name already exists");
        }

        return organization.WithTeam(team.WithDisplayName(team.DisplayName));
    }

    /// <summary>Deletes a team, and its tokens with it.</summary>
    /// <exception cref="RefusedException">404: there is no such team.</exception>
    public static Organization DeleteTeam(this Organization organization, string name, DateTimeOffset now)
    {
        var team = organization.Team(name);
        return (organization with { Teams = organization.Teams.Remove(team.Name) }).DeleteTokensOf(team, now);
    }

    /// <summary>Puts a team in the organization as given, replacing what was there under the name.</summary>
    public static Organization WithTeam(this Organization organization, Team team) =>
        organization with { Teams = organization.Teams.SetItem(team.Name, team) };

    /// <exception cref="RefusedException">400: over 100 characters.</exception>
    public static Team WithDisplayName(this Team team, string displayName) =>
        displayName.EnumerateRunes().Count() <= MaxDisplayNameLength
            ? team with { DisplayName = displayName }
            : throw RefusedException.BadRequest($"Display name too long. Max length {MaxDisplayNameLength} characters.");

    /// <exception cref="RefusedException">
    /// 404: there is no such team. 400: GitHub decides on its members, or the login is no member of the organization.
    /// 409: already in the team.
    /// </exception>
    public static Organization AddTeamMember(this Organization organization, string teamName, string login)
    {
        var team = organization.Team(teamName).WithOwnMembers();
        if (!organization.TryFindMember(login, out var member))
        {
            throw RefusedException.BadRequest($"User '{login}' is not a member of organization '{organization.Name}'.");
        }

        return team.Members.ContainsKey(login)
            ? throw RefusedException.Conflict($"User '{login}' is already a member of team '{team.Name}'.")
            : organization.WithTeam(team with { Members = team.Members.Add(member.Login, TeamRole.Member) });
    }

    /// <exception cref="RefusedException">
    /// 404: there is no such team, or the login is not in it. 400: GitHub decides on its members.
    /// </exception>
    public static Organization RemoveTeamMember(this Organization organization, string teamName, string login)
    {
        var team = organization.Team(teamName).WithOwnMembers();
        return organization.WithTeam(team with { Members = team.Members.Remove(team.Login(login)) });
    }

    /// <exception cref="RefusedException">
    /// 404: there is no such team, or the login is not in it. 400: GitHub decides on its members.
    /// </exception>
    public static Organization ChangeTeamRole(this Organization organization, string teamName, string login, TeamRole role)
    {
        var team = organization.Team(teamName).WithOwnMembers();
        return organization.WithTeam(team with { Members = team.Members.SetItem(team.Login(login), role) });
    }

    private static Team WithOwnMembers(this Team team) => team.Kind == TeamKind.Pulumi
        ? team
        : throw RefusedException.BadRequest($"The members of team '{team.Name}' are managed by GitHub.");

    private static string Login(this Team team, string login) => team.Members.TryGetKey(login, out var spelled)
        ? spelled
        : throw new RefusedException(HttpStatusCode.NotFound, $"User '{login}' is not a member of team '{team.Name}'.");
}
