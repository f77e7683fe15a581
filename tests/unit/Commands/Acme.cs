using PulumiOrgs.Provider.Cloud;
using PulumiOrgs.Provider.Commands;

namespace PulumiOrgs.Provider.Tests.Commands;

/// <summary>Organizations to take over, and what they are made of.</summary>
internal static class Acme
{
    /// <summary>One of each: an admin and two members, a team with an admin and a member, tokens of both kinds, a webhook.</summary>
    public static LivingOrganization Small { get; } = new()
    {
        Name = "acme",
        Members = [Person("cleo"), Person("Bob"), Person("ada", "admin")],
        Teams = [TeamOf("web", ("Bob", "member"), ("ada", "admin"))],
        Tokens = [new OwnedToken("web", Token("2", "deploy")), new OwnedToken(null, Token("1", "ci"))],
        Webhooks = [Hook("chat")],
    };

    /// <summary><see cref="Small"/> as a roster.</summary>
    public const string SmallRoster = """
        admins: [ada]
        members: [bob, cleo]
        teams:
          - { name: web, displayName: The web, description: What it is for, admins: [ada], members: [bob] }
        """;

    /// <summary>The same, where the team may do something with two stacks and with an environment.</summary>
    public static LivingOrganization WithPermissions { get; } = Small with
    {
        Teams =
        [
            Small.Teams[0] with
            {
                Stacks = [new TeamStack("Website", "Prod", "write"), new TeamStack("data", "dev", "admin")],
                Environments = [new TeamEnvironment("default", "keys", "open", "2h0m0s")],
            },
        ],
    };

    public static Member Person(string login, string role = "member") =>
        new(login, $"{login} Doe", null, "", role, KnownToPulumi: true, VirtualAdmin: false);

    /// <summary>Somebody with a role that the organization made, who as far as built-in roles go is a member.</summary>
    public static Member Auditor(string login) => Person(login) with { FullRole = new GivenRole("c1", "Auditor", IsBuiltIn: false) };

    public static Team TeamOf(string name, params IEnumerable<(string Login, string Role)> members) => new(
        "pulumi",
        name,
        $"The {name}",
        "What it is for",
        [.. members.Select(static member => new TeamMember(member.Login, "", "", member.Role))],
        null);

    public static AccessToken Token(string id, string name, long expires = 0) =>
        new(id, name, "What it is for", null, 0, expires, Admin: false, "ada");

    public static Webhook Hook(string name) =>
        new(name, "Chat", "https://example.com/hook", Active: true, "slack", ["stack_created"], [], HasSecret: false);
}
