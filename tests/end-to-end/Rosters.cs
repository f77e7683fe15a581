using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.EndToEnd.Tests;

internal static class Rosters
{
    /// <summary>Somebody whom no roster names.</summary>
    public static PulumiUser Eve { get; } = new() { Login = "eve", Name = "Eve", Email = "eve@example.com", AvatarUrl = "" };

    /// <summary>One of each: an admin and two members, a team with a member and an admin, a token.</summary>
    public const string Small = """
        people:
          - { login: ada, role: admin }
          - { login: bob }
          - { login: cleo }
        teams:
          - { name: web, displayName: Web, description: The site, admins: [ada], members: [bob] }
        tokens:
          - { name: ci, description: Previews }
        """;

    /// <summary>One resource of each kind, for taking over one by one.</summary>
    public const string Single = """
        people:
          - { login: bob }
        teams:
          - { name: web, displayName: Web, description: The site, members: [bob] }
        tokens:
          - { name: ci, description: Previews }
        """;
}
