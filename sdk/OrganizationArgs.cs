namespace Pulumi.Orgs;

/// <summary>
/// The arguments of an <see cref="Organization"/>. Who is in it is said in one of three ways: with <see cref="Admins"/>,
/// <see cref="Members"/>, <see cref="BillingManagers"/>, <see cref="Roles"/> and <see cref="Teams"/>, with a <see cref="Roster"/>, or with a
/// <see cref="RosterFile"/>.
/// </summary>
public sealed class OrganizationArgs
{
    /// <summary>The organization's name at Pulumi Cloud.</summary>
    public required string Name { get; init; }

    /// <summary>The logins of the organization's admins; it needs one at least.</summary>
    public IReadOnlyList<string> Admins { get; init; } = [];

    /// <summary>The logins of everyone else in the organization.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The logins of those who see to nothing but what the organization pays.</summary>
    public IReadOnlyList<string> BillingManagers { get; init; } = [];

    /// <summary>The roles that the organization made itself, each with those who have it and so are in none of the lists above.</summary>
    public IReadOnlyList<RosterRole> Roles { get; init; } = [];

    /// <summary>The organization's teams, whose people are all in the organization.</summary>
    public IReadOnlyList<RosterTeam> Teams { get; init; } = [];

    /// <summary>All people and teams in one, such as <see cref="Roster.Read"/> gives.</summary>
    public Roster? Roster { get; init; }

    /// <summary>The YAML or JSON file to read the roster from; a relative path starts at the program's folder.</summary>
    public string? RosterFile { get; init; }

    /// <summary>
    /// Whether people who are in the organization already are taken over and given the role that the roster says. Default: they are an
    /// error that prints the command to import them with.
    /// </summary>
    public bool Adopt { get; init; }

    /// <summary>
    /// Whether one <see cref="OrgMembers"/> declares all people, and each <see cref="Pulumi.Orgs.Team"/> those who are in it, rather than
    /// a resource each person and each membership: for organizations of hundreds. Teams then have exactly the people of the roster.
    /// Default: false.
    /// </summary>
    public bool Bulk { get; init; }

    /// <summary>The roster that is given, checked.</summary>
    /// <exception cref="RunException">It contradicts itself, cannot be read, or is given in several ways.</exception>
    internal Roster RequireRoster()
    {
        var isListed = Admins.Count + Members.Count + BillingManagers.Count + Roles.Count + Teams.Count > 0;
        if ((isListed ? 1 : 0) + (Roster is null ? 0 : 1) + (RosterFile is null ? 0 : 1) > 1)
        {
            throw new RunException(
                $"Organization '{Name}' has its people from several places: give Admins, Members, BillingManagers, Roles and Teams, or Roster, or RosterFile.");
        }

        try
        {
            return RosterFile is { } file
                ? Roster.Read(file)
                : (Roster ?? new Roster { Admins = Admins, Members = Members, BillingManagers = BillingManagers, Roles = Roles, Teams = Teams }).Check();
        }
        catch (RosterException exception)
        {
            // Says which lines to mend; where in the program it was thrown helps nobody.
            throw new RunException(exception.Message, exception);
        }
    }
}
