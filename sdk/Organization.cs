namespace Pulumi.Orgs;

/// <summary>
/// An organization as a roster: declares an <see cref="OrgMember"/> for every person, a <see cref="Team"/> for every team, a
/// <see cref="TeamMembership"/> for every person in a team, and a <see cref="TeamStackPermission"/> or
/// <see cref="TeamEnvironmentPermission"/> for all that a team may do. Their names are <c>organization/login</c>,
/// <c>organization/team</c>, <c>organization/team/login</c> and <c>organization/team/project/stack</c>, where <c>organization</c> is the
/// component's name; so a person who joins, moves or leaves is a line of the roster and no other resource changes. With
/// <see cref="OrganizationArgs.Bulk"/> it declares one <see cref="OrgMembers"/> named <c>organization/people</c> for all people, and the
/// people of a team with the <see cref="Team"/>; whoever has a role that the organization made itself is an <see cref="OrgMember"/> there
/// too, since <see cref="OrgMembers"/> gives none. A roster that contradicts itself is refused before anything is declared, with all that is
/// wrong with it at once.
/// </summary>
public sealed class Organization : ComponentResource
{
    private readonly OrganizationArgs _args;
    private readonly RoleIds _roleIds;

    /// <summary>Declares the people and teams of an organization.</summary>
    /// <param name="name">The unique name of the component in the program.</param>
    /// <param name="args">Who is in the organization and its teams.</param>
    /// <param name="options">How the engine shall treat the component and all that is in it.</param>
    /// <exception cref="RunException">The roster cannot be used.</exception>
    public Organization(string name, OrganizationArgs args, ComponentResourceOptions? options = null)
        : this(name, args, args.RequireRoster(), options)
    {
    }

    // The roster is an argument here so that it is checked before the component is registered.
    private Organization(string name, OrganizationArgs args, Roster roster, ComponentResourceOptions? options)
        : base("orgs:index:Organization", name, options)
    {
        _args = args;
        _roleIds = new RoleIds(args.Name, new InvokeOptions { Parent = this });
        Name = args.Name;
        MemberCount = roster.Admins.Count + roster.Members.Count + roster.BillingManagers.Count + roster.Roles.Sum(static role => role.Members.Count);
        IEnumerable<(IReadOnlyList<string> Logins, OrgRole Role)> lists =
            args.Bulk ? [] : [(roster.Admins, OrgRole.Admin), (roster.Members, OrgRole.Member), (roster.BillingManagers, OrgRole.BillingManager)];
        Members = lists.SelectMany(list => list.Logins.Select(login => KeyValuePair.Create(login, Member(login, list.Role))))
            .Concat(roster.Roles.SelectMany(role => role.Members.Select(login =>
                KeyValuePair.Create(login, Member(login, OrgRole.Member, _roleIds[role.Name])))))
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
        People = args.Bulk ? DeclarePeople(roster) : null;
        Teams = roster.Teams.ToDictionary(static team => team.Name, Team, StringComparer.OrdinalIgnoreCase);
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = Name, ["memberCount"] = MemberCount });
    }

    /// <summary>The organization's name at Pulumi Cloud.</summary>
    public string Name { get; }

    /// <summary>How many people the roster has, admins included.</summary>
    public int MemberCount { get; }

    /// <summary>
    /// The people by their logins, in the order of the roster, admins first; upper and lower case are the same. Without those whom
    /// <see cref="People"/> has.
    /// </summary>
    public IReadOnlyDictionary<string, OrgMember> Members { get; }

    /// <summary>All people who have a role of every organization; null unless <see cref="OrganizationArgs.Bulk"/> is set.</summary>
    public OrgMembers? People { get; }

    /// <summary>The teams by their names, in the order of the roster. Upper and lower case are the same.</summary>
    public IReadOnlyDictionary<string, Team> Teams { get; }

    // Beside a role's id the default role counts as none.
    private OrgMember Member(string login, OrgRole role, Input<string>? roleId = null) => new(
        NameOf(login.ToLowerInvariant()),
        new OrgMemberArgs { Organization = Name, Username = login, Role = role, RoleId = roleId, Adopt = _args.Adopt },
        OptionsOfChildren());

    private OrgMembers DeclarePeople(Roster roster) => new(
        NameOf("people"),
        new OrgMembersArgs
        {
            Organization = Name,
            Admins = roster.Admins.ToArray(),
            Members = roster.Members.ToArray(),
            BillingManagers = roster.BillingManagers.ToArray(),
            Adopt = _args.Adopt,
        },
        // Whoever got a resource of their own has it before they are taken out of this one, and so stays.
        OptionsOfChildren(dependsOn: Members.Values));

    private Team Team(RosterTeam entry)
    {
        var args = new TeamArgs
        {
            Organization = Name,
            Name = entry.Name,
            DisplayName = entry.DisplayName ?? entry.Name,
            Description = entry.Description ?? "",
            RoleId = entry.Role is null ? "" : _roleIds[entry.Role],
        };
        if (People is not null)
        {
            args.Admins = entry.Admins.ToArray();
            args.Members = entry.Members.ToArray();
        }

        // A team takes nobody who is not in the organization.
        var team = new Team(NameOf(entry.Name), args, OptionsOfChildren(dependsOn: People is null ? [] : [People, .. Members.Values]));
        if (People is null)
        {
            DeclareMemberships(entry, team, entry.Admins, TeamRole.Admin);
            DeclareMemberships(entry, team, entry.Members, TeamRole.Member);
        }

        DeclarePermissions(entry, team);
        return team;
    }

    private void DeclarePermissions(RosterTeam entry, Team team)
    {
        foreach (var granted in entry.Stacks)
        {
            _ = new TeamStackPermission(
                NameOf($"{entry.Name}/{granted.Project.ToLowerInvariant()}/{granted.Stack.ToLowerInvariant()}"),
                new TeamStackPermissionArgs
                {
                    Organization = Name,
                    Team = team.Name,
                    Project = granted.Project,
                    Stack = granted.Stack,
                    Permission = granted.Permission switch
                    {
                        "read" => StackPermission.Read,
                        "write" => StackPermission.Write,
                        _ => StackPermission.Admin,
                    },
                },
                OptionsOfChildren());
        }

        foreach (var granted in entry.Environments)
        {
            _ = new TeamEnvironmentPermission(
                NameOf($"{entry.Name}/{granted.Project.ToLowerInvariant()}/{granted.Environment.ToLowerInvariant()}"),
                new TeamEnvironmentPermissionArgs
                {
                    Organization = Name,
                    Team = team.Name,
                    Project = granted.Project,
                    Environment = granted.Environment,
                    Permission = granted.Permission switch
                    {
                        "read" => EnvironmentPermission.Read,
                        "open" => EnvironmentPermission.Open,
                        "write" => EnvironmentPermission.Write,
                        _ => EnvironmentPermission.Admin,
                    },
                    MaxOpenDuration = granted.MaxOpenDuration is { } longest ? longest : default(Input<string>?),
                },
                OptionsOfChildren());
        }
    }

    private void DeclareMemberships(RosterTeam entry, Team team, IReadOnlyList<string> logins, TeamRole role)
    {
        foreach (var login in logins)
        {
            _ = new TeamMembership(
                NameOf($"{entry.Name}/{login.ToLowerInvariant()}"),
                new TeamMembershipArgs
                {
                    Organization = Name,
                    // Taken from the resources, so that person and team are there first.
                    Team = team.Name,
                    Username = Members[login].Username,
                    Role = role,
                },
                OptionsOfChildren());
        }
    }

    // A slash is in no login and no name of a team, so no two children share a name, not even of two organizations in one stack.
    private string NameOf(string child) => $"{GetResourceName()}/{child}";

    // What was imported, or declared without the component, has no parent; by this alias it is still the same resource.
    private CustomResourceOptions OptionsOfChildren(params IEnumerable<Resource> dependsOn) =>
        new() { Parent = this, Aliases = { new Alias { NoParent = true } }, DependsOn = dependsOn.ToArray() };
}
