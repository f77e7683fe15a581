using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.EndToEnd.Tests;

internal static class Rosters
{
    /// <summary>Somebody whom no roster names.</summary>
    public static PulumiUser Eve { get; } = new() { Login = "eve", Name = "Eve", Email = "eve@example.com", AvatarUrl = "" };

    /// <summary>One of each: an admin and two members, a team with a member and an admin.</summary>
    public const string Small = """
        admins: [ada]
        members:
          - bob
          - cleo
        teams:
          - { name: web, displayName: Web, description: The site, admins: [ada], members: [bob] }
        """;

    /// <summary>One resource of each kind, for taking over one by one.</summary>
    public const string Single = """
        admins: [bob]
        teams:
          - { name: web, displayName: Web, description: The site, members: [bob] }
        """;
}
