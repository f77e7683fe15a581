using System.Globalization;
using System.Text;
using Pulumi.Orgs;

namespace PulumiOrgs.Provider.Commands;

/// <summary>A C# program that declares an organization as it is.</summary>
/// <remarks>
/// It declares the resources one by one in a loop over the roster: so each has the name that the import file gives it and no
/// parent, and whoever takes it over can see and change all of it. People and teams are in the roster, where most changes are;
/// tokens and webhooks are in code, where each can get its own options.
/// </remarks>
internal sealed class ExportedProgram(string organization, string? apiUrl)
{
    private const string RosterFile = "roster.yaml";
    private const string Suffix = "-org";

    /// <summary>The names of the files, whatever is in the organization.</summary>
    public IReadOnlyList<string> FileNames => ["Pulumi.yaml", $"{Namespace}.csproj", "Program.cs", "Tokens.cs", "Webhooks.cs", RosterFile];

    private string Namespace
    {
        get
        {
            var name = new StringBuilder();
            var startsWord = true;
            foreach (var letter in organization + Suffix)
            {
                if (char.IsAsciiLetterOrDigit(letter))
                {
                    name.Append(startsWord ? char.ToUpperInvariant(letter) : letter);
                }

                startsWord = !char.IsAsciiLetterOrDigit(letter);
            }

            return char.IsAsciiDigit(name[0]) ? $"Org{name}" : name.ToString();
        }
    }

    /// <summary>The files by name.</summary>
    /// <exception cref="RosterException">The organization has names that no roster can have.</exception>
    public IReadOnlyList<(string Name, string Text)> Write(ExportPlan plan)
    {
        string[] texts =
        [
            Project(),
            ProjectFile(),
            Program(),
            ExportedTokens.Write(Namespace, plan),
            ExportedWebhooks.Write(Namespace, plan.Webhooks),
            plan.Roster.Check().ToYaml(plan.PersonOf),
        ];
        return [.. FileNames.Zip(texts)];
    }

    private string Project()
    {
        var project = new StringBuilder();
        project.Append(CultureInfo.InvariantCulture, $$"""
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

            """);
        if (apiUrl is not null)
        {
            project.Append(CultureInfo.InvariantCulture, $"  orgs:apiUrl:\n    value: {Words.Literal(apiUrl)}\n");
        }

        return project.ToString();
    }

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

    private string Program() => $$"""
        using Pulumi;
        using Pulumi.Orgs;
        using {{Namespace}};

        return await Deployment.RunAsync(() =>
        {
            var roster = Read("{{RosterFile}}");

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

            var teams = new Dictionary<string, Team>();
            foreach (var entry in roster.Teams)
            {
                var team = teams[entry.Name] = new Team(entry.Name, new()
                {
                    Name = entry.Name,
                    DisplayName = entry.DisplayName ?? entry.Name,
                    Description = entry.Description ?? "",
                });
                foreach (var login in entry.Admins)
                {
                    AddToTeam(entry.Name, team, members[login], login, TeamRole.Admin);
                }

                foreach (var login in entry.Members)
                {
                    AddToTeam(entry.Name, team, members[login], login, TeamRole.Member);
                }
            }

            Tokens.Declare(teams);
            Webhooks.Declare();
        });

        // Team and person are taken from their resources, so that both are there first.
        static void AddToTeam(string name, Team team, OrgMember person, string login, TeamRole role) => _ = new TeamMembership(
            $"{name}/{login.ToLowerInvariant()}",
            new() { Team = team.Name, Username = person.Username, Role = role });

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
}
