// How an organization that was made at the console comes under a program, without a write to it:
//
//   1. `pulumi-resource-orgs export --organization acme --program .` writes import.json, the roster and this program.
//   2. `pulumi import --file import.json --generate-code=false --protect=false --yes` puts all that it names into the state.
//   3. `pulumi up` has nothing to do. From then on a person is a line of the roster.
//
// Only `Adopt = true` was added afterwards: who joined at the console and is then written into the roster as well is taken over, rather than
// refused as somebody who is a member already.

using AcmeOrg;
using Pulumi;
using Pulumi.Orgs;

return await Deployment.RunAsync(() =>
{
    var roster = Read("roster.yaml");
    var roleIds = new RoleIds();

    // Capitals of a login mean nothing to Pulumi Cloud, so they must not make another resource here.
    var members = new Dictionary<string, OrgMember>(StringComparer.OrdinalIgnoreCase);
    foreach (var login in roster.Admins)
    {
        members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, Role = OrgRole.Admin, Adopt = true }));
    }

    foreach (var login in roster.Members)
    {
        members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, Role = OrgRole.Member, Adopt = true }));
    }

    foreach (var login in roster.BillingManagers)
    {
        members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, Role = OrgRole.BillingManager, Adopt = true }));
    }

    foreach (var role in roster.Roles)
    {
        foreach (var login in role.Members)
        {
            members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, RoleId = roleIds[role.Name], Adopt = true }));
        }
    }

    var teams = new Dictionary<string, Team>();
    foreach (var entry in roster.Teams)
    {
        var team = teams[entry.Name] = new Team(entry.Name, new()
        {
            Name = entry.Name,
            DisplayName = entry.DisplayName ?? entry.Name,
            Description = entry.Description ?? "",
            RoleId = entry.Role is null ? "" : roleIds[entry.Role],
        });
        foreach (var login in entry.Admins)
        {
            AddToTeam(entry.Name, team, members[login], login, TeamRole.Admin);
        }

        foreach (var login in entry.Members)
        {
            AddToTeam(entry.Name, team, members[login], login, TeamRole.Member);
        }

        foreach (var granted in entry.Stacks)
        {
            _ = new TeamStackPermission(Name(entry.Name, granted.Project, granted.Stack), new()
            {
                Team = team.Name,
                Project = granted.Project,
                Stack = granted.Stack,
                Permission = granted.Permission switch
                {
                    "read" => StackPermission.Read,
                    "write" => StackPermission.Write,
                    _ => StackPermission.Admin,
                },
            });
        }

        foreach (var granted in entry.Environments)
        {
            _ = new TeamEnvironmentPermission(Name(entry.Name, granted.Project, granted.Environment), new()
            {
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
            });
        }
    }

    Tokens.Declare(teams);
    Webhooks.Declare();
});

// Team and person are taken from their resources, so that both are there first.
static void AddToTeam(string name, Team team, OrgMember person, string login, TeamRole role) => _ = new TeamMembership(
    $"{name}/{login.ToLowerInvariant()}",
    new() { Team = team.Name, Username = person.Username, Role = role });

// Capitals of a project or a stack mean nothing either.
static string Name(string team, string project, string thing) => $"{team}/{project.ToLowerInvariant()}/{thing.ToLowerInvariant()}";

static Roster Read(string path)
{
    try
    {
        return Roster.Read(path);
    }
    catch (RosterException exception)
    {
        // The message says all that is wrong; a stack trace would hide it.
        throw new RunException(exception.Message);
    }
}
