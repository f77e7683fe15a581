using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Build.Grid;

/// <summary>
/// An organization in lines, one for each thing in it, as a program wants it, as the server has it and as a state records it: so the
/// three can be compared. The caller is left out, who is in the organization and in the teams that it makes without anybody's doing.
/// </summary>
internal static partial class Picture
{
    public static IReadOnlyList<string> OfProgram(IEnumerable<Declared> program) => Sorted(program.Select(static declared => declared.Type switch
    {
        "OrgMember" => Member(declared.Text("username")!, declared.Text("role") ?? "member"),
        "Team" => Team(declared.Text("name")!, declared.Text("displayName")!, declared.Text("description")!),
        "TeamMembership" => Membership(declared.Text("team")!, declared.Text("username")!, declared.Text("role")!),
        "OrgAccessToken" or "TeamAccessToken" =>
            Token(declared.Text("team"), declared.Text("name") ?? $"{declared.Name}-00000000", declared.Text("description")!, declared.Flag("admin")),
        "OrgWebhook" => Webhook(declared.Text("name")!, declared.Text("displayName")!, declared.Text("payloadUrl")!),
        _ => throw new ArgumentOutOfRangeException(nameof(program), declared.Type, "no such resource"),
    }));

    public static IReadOnlyList<string> OfServer(Organization organization) => Sorted([
        .. organization.Members.Values
            .Where(static member => member.HasJoined && member.Login != Scenario.Caller)
            .Select(static member => Member(member.Login, member.Role.ToWire())),
        .. organization.Teams.Values.Select(static team => Team(team.Name, team.DisplayName, team.Description)),
        .. organization.Teams.Values.SelectMany(static team => team.Members
            .Where(static member => member.Key != Scenario.Caller)
            .Select(member => Membership(team.Name, member.Key, member.Value == TeamRole.Admin ? "admin" : "member"))),
        .. organization.LivingTokens().Select(OfToken),
        .. organization.Webhooks.Values.Select(static webhook => Webhook(webhook.Name, webhook.DisplayName, webhook.PayloadUrl)),
    ]);

    /// <param name="resources">The state's resources of this provider.</param>
    public static IReadOnlyList<string> OfState(IEnumerable<JObject> resources) => Sorted(resources.Select(static resource =>
    {
        var outputs = (JObject)resource["outputs"]!;
        string Text(string property) => (string?)outputs[property] ?? "";
        return (string?)resource["type"] switch
        {
            "orgs:index:OrgMember" => Member(Text("username"), Text("role")),
            "orgs:index:Team" => Team(Text("name"), Text("displayName"), Text("description")),
            "orgs:index:TeamMembership" => Membership(Text("team"), Text("username"), Text("role")),
            "orgs:index:OrgAccessToken" or "orgs:index:TeamAccessToken" =>
                Token((string?)outputs["team"], Text("name"), Text("description"), (bool?)outputs["admin"] ?? false),
            "orgs:index:OrgWebhook" => Webhook(Text("name"), Text("displayName"), Text("payloadUrl")),
            var other => $"{other} {resource["id"]}",
        };
    }));

    public static string OfToken(AccessToken token) => Token(token.Team, token.Name, token.Description, token.Admin);

    /// <summary>What the one has and the other lacks, counting things that are there twice.</summary>
    public static IReadOnlyList<string> Without(this IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var rest = other.ToList();
        return [.. one.Where(line => !rest.Remove(line))];
    }

    public static IEnumerable<AccessToken> LivingTokens(this Organization organization) =>
        organization.Tokens.Where(static token => token.Deleted is null);

    private static string Member(string login, string role) => $"member {login} ({role})";

    private static string Team(string name, string displayName, string description) => $"team {name} ({displayName}, {description})";

    private static string Membership(string team, string login, string role) => $"membership {team}/{login} ({role})";

    private static string Token(string? team, string name, string description, bool admin) =>
        $"token {(team is null ? "" : $"{team}/")}{MadeUp().Replace(name, "-*")} ({description}{(admin ? ", admin" : "")})";

    private static string Webhook(string name, string displayName, string url) => $"webhook {name} ({displayName}, {url})";

    private static IReadOnlyList<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    [GeneratedRegex("-[0-9a-f]{6,}$")]
    private static partial Regex MadeUp();
}
