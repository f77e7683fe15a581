using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider.Export;

/// <summary>A C# program that declares an organization as it is.</summary>
/// <remarks>
/// It declares the resources one by one in a loop over the roster, or all people in one and those of a team with it: so each has the name
/// that the import file gives it and no parent, and whoever takes it over can see and change all of it. People and teams are in the roster,
/// where most changes are; tokens and webhooks are in code, where each can get its own options.
/// </remarks>
internal sealed class ExportedProgram(string organization, string? apiUrl, bool bulk)
{
    /// <summary>The name of the resource that is all people.</summary>
    public const string People = "people";

    private const string RosterFile = "roster.yaml";
    private const string Suffix = "-org";

    /// <summary>The names of the files that there can be, whatever is in the organization.</summary>
    public IReadOnlyList<string> FileNames => ["Pulumi.yaml", $"{Namespace}.csproj", "Program.cs", "Tokens.cs", "Webhooks.cs", RosterFile];

    private string Namespace
    {
        get
        {
            var words = string.Concat((organization + Suffix).Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' '))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var name = string.Concat(words.Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
            return char.IsAsciiDigit(name[0]) ? $"Org{name}" : name;
        }
    }

    /// <summary>The files by name; of tokens or webhooks, where there are none, there is no file.</summary>
    /// <exception cref="RosterException">The organization has names that no roster can have.</exception>
    public IReadOnlyList<(string Name, string Text)> Write(ExportPlan plan) =>
    [
        .. FileNames.Zip(
        [
            Project(),
            ProjectFile(),
            Program(plan),
            plan.Tokens.Count == 0 ? null : Tokens(plan),
            plan.Webhooks.Count == 0 ? null : Webhooks(plan),
            plan.Roster.Check().ToYaml(plan.PersonOf),
        ]).Where(static file => file.Second is not null).Select(static file => (file.First, file.Second!)),
    ];

    private string Project() => $$"""
        name: {{Words.Literal(organization + Suffix)}}
        runtime: dotnet
        description: The people, teams and tokens of an organization.
        # The plugin pulumi-resource-orgs is looked for on the PATH. To take one from elsewhere, name its folder:
        # plugins:
        #   providers:
        #     - name: orgs
        #       path: ../bin
        config:
          orgs:organization:
            value: {{Words.Literal(organization)}}

        """ + (apiUrl is null ? "" : $"  orgs:apiUrl:\n    value: {Words.Literal(apiUrl)}\n");

    private static string ProjectFile() => $$"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <!-- The versions are here, also where a folder above keeps its own in one place. -->
            <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
          </PropertyGroup>

          <ItemGroup>
            <PackageReference Include="Pulumi" Version="3.*" />
            <PackageReference Include="PulumiOrgs" Version="{{OrgsPackage.Version}}" />
          </ItemGroup>
        </Project>

        """;

    private const string Permissions = """

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

        """;

    private const string OneByOne = $$"""

            // Capitals of a login mean nothing to Pulumi Cloud, so they must not make another resource here.
            var members = new Dictionary<string, OrgMember>(StringComparer.OrdinalIgnoreCase);
            foreach (var login in roster.Admins)
            {
                members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, Role = OrgRole.Admin }));
            }

            foreach (var login in roster.Members)
            {
                members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, Role = OrgRole.Member }));
            }

            foreach (var login in roster.BillingManagers)
            {
                members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, Role = OrgRole.BillingManager }));
            }

            foreach (var role in roster.Roles)
            {
                foreach (var login in role.Members)
                {
                    members.Add(login, new OrgMember(login.ToLowerInvariant(), new() { Username = login, RoleId = roleIds[role.Name] }));
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
        {{Permissions}}    }

        """;

    private const string InBulk = $$"""

            // Whoever has a role that the organization made itself is a resource of their own.
            List<Resource> people = [];
            foreach (var role in roster.Roles)
            {
                foreach (var login in role.Members)
                {
                    people.Add(new OrgMember(login.ToLowerInvariant(), new() { Username = login, RoleId = roleIds[role.Name] }));
                }
            }

            // After them: who is taken out of it and has one by then stays in the organization.
            people.Add(new OrgMembers(
                "{{People}}",
                new()
                {
                    Admins = roster.Admins.ToArray(),
                    Members = roster.Members.ToArray(),
                    BillingManagers = roster.BillingManagers.ToArray(),
                },
                new() { DependsOn = people.ToArray() }));

            // A team takes nobody who is not in the organization, so the people come first.
            var teams = new Dictionary<string, Team>();
            foreach (var entry in roster.Teams)
            {
                var team = teams[entry.Name] = new Team(
                    entry.Name,
                    new()
                    {
                        Name = entry.Name,
                        DisplayName = entry.DisplayName ?? entry.Name,
                        Description = entry.Description ?? "",
                        RoleId = entry.Role is null ? "" : roleIds[entry.Role],
                        Admins = entry.Admins.ToArray(),
                        Members = entry.Members.ToArray(),
                    },
                    new() { DependsOn = people.ToArray() });
        {{Permissions}}    }

        """;

    private const string AddToTeam = """

        // Team and person are taken from their resources, so that both are there first.
        static void AddToTeam(string name, Team team, OrgMember person, string login, TeamRole role) => _ = new TeamMembership(
            $"{name}/{login.ToLowerInvariant()}",
            new() { Team = team.Name, Username = person.Username, Role = role });

        """;

    private string Program(ExportPlan plan) => $$"""
        {{Usings(plan)}}

        return await Deployment.RunAsync(() =>
        {
            var roster = Read("{{RosterFile}}");
            var roleIds = new RoleIds();
        {{Declarations(plan)}}
        });
        {{(bulk ? "" : AddToTeam)}}
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

        """;

    private string Usings(ExportPlan plan)
    {
        string[] names = ["Pulumi", "Pulumi.Orgs", .. plan.Tokens.Count + plan.Webhooks.Count == 0 ? (string[])[] : [Namespace]];
        return string.Join('\n', names.Order(StringComparer.OrdinalIgnoreCase).Select(static name => $"using {name};"));
    }

    private string Declarations(ExportPlan plan)
    {
        var others = (plan.Tokens.Count == 0 ? "" : "\n    Tokens.Declare(teams);") + (plan.Webhooks.Count == 0 ? "" : "\n    Webhooks.Declare();");
        return $"{(bulk ? InBulk : OneByOne).TrimEnd('\n')}{(others.Length == 0 ? "" : "\n")}{others}";
    }

    private string Tokens(ExportPlan plan)
    {
        var declared = plan.Roster.Teams.Select(static team => team.Name).ToHashSet();
        return Class(
            "Tokens",
            """
            /// <summary>
            /// The access tokens of the organization and of its teams. Those that were taken over have no value here: the service shows it
            /// only once. A name can never be used again; so a token that is to change needs another name, or none, and then one is made.
            /// </summary>
            """,
            "IReadOnlyDictionary<string, Team> teams",
            plan.Tokens.Select(token => Declaration(token.Name, token.Token, declared)));
    }

    private string Webhooks(ExportPlan plan) => Class(
        "Webhooks",
        "/// <summary>The organization's webhooks. The secret of one that was taken over stays as long as none is given here.</summary>",
        "",
        plan.Webhooks.Select(Declaration));

    private string Class(string name, string summary, string parameters, IEnumerable<string> declarations) => $$"""
        using Pulumi.Orgs;

        namespace {{Namespace}};

        {{summary}}
        internal static class {{name}}
        {
            public static void Declare({{parameters}})
            {
        {{string.Concat(declarations)}}    }
        }

        """;

    private static string Declaration(string name, OwnedToken owned, HashSet<string> declared)
    {
        var token = owned.Token;
        string?[] properties =
        [
            owned.Team is { } team ? $"Team = {TeamOf(team, declared)}" : null,
            $"Name = {Words.Literal(token.Name)}",
            token.Description.Length == 0 ? null : $"Description = {Words.Literal(token.Description)}",
            token.Role is { IsBuiltIn: false } role ? $"RoleId = {Words.Literal(role.Id)}" : token.Admin ? "Admin = true" : null,
            token.Expires == 0 ? null : $"Expires = {token.Expires}",
        ];
        var end = token.Expires == 0 ? "" : $" // until {Timestamp.Show(token.Expires)}";
        var arguments = string.Join(", ", properties.OfType<string>());
        return $"        _ = new {ExportPlan.TypeOf(owned)}({Words.Literal(name)}, new() {{ {arguments} }});{end}\n";
    }

    // A team that is managed elsewhere is not the program's, but its tokens are.
    private static string TeamOf(string team, HashSet<string> declared) =>
        declared.Contains(team) ? $"teams[{Words.Literal(team)}].Name" : Words.Literal(team);

    private static string Declaration(Webhook webhook)
    {
        string?[] properties =
        [
            $"Name = {Words.Literal(webhook.Name)}",
            $"DisplayName = {Words.Literal(webhook.DisplayName)}",
            $"PayloadUrl = {Words.Literal(webhook.PayloadUrl)}",
            webhook.Active ? null : "Active = false",
            webhook.Format switch
            {
                WebhookFormat.Slack => "Format = WebhookFormat.Slack",
                WebhookFormat.MsTeams => "Format = WebhookFormat.MsTeams",
                _ => null,
            },
            ListOf("Filters", webhook.Filters),
            ListOf("Groups", webhook.Groups),
        ];
        var lines = string.Concat(properties.OfType<string>().Select(static property => $"            {property},\n"));
        return $"        _ = new OrgWebhook({Words.Literal(webhook.Name)}, new()\n        {{\n{lines}        }});\n";
    }

    private static string? ListOf(string property, IReadOnlyList<string> entries) => entries.Count == 0
        ? null
        : $"{property} = new[] {{ {string.Join(", ", entries.Order(Words.Order).Select(Words.Literal))} }}";
}
