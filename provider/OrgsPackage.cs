using System.Reflection;
using Pulumi.Orgs;
using PulumiOrgs.Framework.Declaring;
using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Functions;
using PulumiOrgs.Provider.Resources;

namespace PulumiOrgs.Provider;

/// <summary>The package <c>orgs</c>: the one place that knows every resource.</summary>
internal static class OrgsPackage
{
    /// <summary>The name in type tokens and configuration keys.</summary>
    public const string Name = "orgs";

    public static ProviderPackage Create(IProviderConfiguration configuration, ICloud cloud, IRemovalPolicy removals, TimeProvider clock) => new(
        new PackageDescription
        {
            Name = Name,
            DisplayName = "Pulumi Organizations",
            Version = Version,
            Description = "The people, teams and tokens of a Pulumi Cloud organization.",
            Keywords = ["pulumi", "orgs", "organization", "team", "category/cloud", "kind/native"],
            License = "Apache-2.0",
            Publisher = Built.GetCustomAttribute<AssemblyCompanyAttribute>()!.Company,
            Homepage = Place("RepositoryUrl"),
            Repository = Place("RepositoryUrl"),
            LogoUrl = Place("LogoUrl"),
            PluginDownloadUrl = Place("PluginDownloadUrl"),
            CSharpNamespace = "Orgs",
        },
        configuration,
        [
            new OrgAccessToken(cloud, clock), new OrgMember(cloud, removals, clock), new OrgMembers(cloud, removals, clock), new OrgWebhook(cloud),
            new Resources.Team(cloud), new TeamAccessToken(cloud, clock), new TeamEnvironmentPermission(cloud), new TeamMembership(cloud),
            new TeamStackPermission(cloud),
        ],
        [
            new GetCurrentUser(cloud), new GetOrgAccessTokens(cloud, clock), new GetOrgMember(cloud), new GetOrgMembers(cloud),
            new GetOrgRoles(cloud), new GetTeam(cloud),
            new GetTeamAccessTokens(cloud, clock), new GetTeams(cloud),
        ])
    {
        Explain = OrgsFailures.Explain,
        Printable = Printable.Lines,
        ActivitySources = [RequestActivity.SourceName],
    };

    /// <summary>The version of the plugin, and of the package for programs.</summary>
    /// <remarks>A build from a checkout adds "+commit", which no engine expects of a plugin.</remarks>
    public static string Version => Built.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static Assembly Built => typeof(OrgsPackage).Assembly;

    // Known to a release alone.
    private static string? Place(string name) =>
        Built.GetCustomAttributes<AssemblyMetadataAttribute>().SingleOrDefault(metadata => metadata.Key == name)?.Value;
}
