using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Build.Grid;

/// <summary>
/// An organization in lines, one for each thing in it, as a program wants it, as the server has it and as a state records it: so the
/// three can be compared. The caller is left out, who is in the organization and in the teams that it makes without anybody's doing.
/// </summary>
internal static partial class Picture
{
    public static IReadOnlyList<string> OfProgram(IEnumerable<Declared> program) => Sorted(program.SelectMany(static declared => Lines(
        declared.Type,
        declared.Type is "OrgAccessToken" or "TeamAccessToken" ? declared.Text("name") ?? $"{declared.Name}-00000000" : declared.Text("name") ?? "",
        declared.Text,
        declared.Texts,
        declared.Flag("admin"))));

    public static IReadOnlyList<string> OfServer(Organization organization) => Sorted([
        .. organization.Members.Values
            .Where(static member => member.HasJoined && member.Login != Scenario.Caller)
            .Select(static member => Member(member.Login, member.Role.ToWire(), member.CustomRoleId)),
        .. organization.Teams.Values.SelectMany(static team => (IEnumerable<string>)
        [
            Team(team.Name, team.DisplayName, team.Description),
            .. RoleOf(team.Name, team.RoleId),
            .. team.Members.Where(static member => member.Key != Scenario.Caller)
                .Select(member => Membership(team.Name, member.Key, member.Value == TeamRole.Admin ? "admin" : "member")),
            .. team.Stacks.Select(stack => Stack(team.Name, stack.Key, stack.Value.ToString().ToLowerInvariant())),
            .. team.Environments.Select(environment =>
                Environment(team.Name, environment.Key, environment.Value.Permission.ToWire(), environment.Value.MaxOpenDuration)),
        ]),
        .. organization.LivingTokens().Select(OfToken),
        .. organization.Webhooks.Values.Select(static webhook => Webhook(webhook.Name, webhook.DisplayName, webhook.PayloadUrl)),
    ]);

    /// <param name="resources">The state's resources of this provider.</param>
    public static IReadOnlyList<string> OfState(IEnumerable<JObject> resources) => Sorted(resources.SelectMany(static resource =>
    {
        var outputs = (JObject)resource["outputs"]!;
        return Lines(
            ((string?)resource["type"] ?? "")["orgs:index:".Length..],
            (string?)outputs["name"] ?? "",
            property => (string?)outputs[property],
            property => outputs[property]?.Values<string>().OfType<string>() ?? [],
            (bool?)outputs["admin"] ?? false);
    }));

    public static string OfToken(AccessToken token) => Token(token.Team, token.Name, token.Description, token.Admin, token.RoleId);

    /// <summary>What a thing is in lines of a picture, whatever is said of it: <c>member ada</c> of <c>member ada (admin)</c>.</summary>
    public static string KeyOf(string line) => line.Split(" (")[0];

    /// <summary>What a request that was done took away, as <see cref="KeyOf"/> has it; null when it was no removal.</summary>
    /// <param name="request">The request.</param>
    public static string? RemovedBy(LoggedRequest request)
    {
        var path = request.Path[(request.Path.IndexOf(Scenario.Organization, StringComparison.Ordinal) + Scenario.Organization.Length + 1)..].Split('/');
        return (request.Method, path) switch
        {
            ("DELETE", ["members", var login]) => KeyOf(Member(login, "", null)),
            ("DELETE", ["teams", var team]) => KeyOf(Team(team, "", "")),
            ("DELETE", ["teams", var team, "roles", var role]) => KeyOf(RoleOf(team, role).Single()),
            ("DELETE", ["hooks", var name]) => KeyOf(Webhook(name, "", "")),
            ("PATCH", ["teams", var team]) when (string?)request.Body?["memberAction"] == "remove" =>
                KeyOf(Membership(team, (string?)request.Body["member"] ?? "", "")),
            ("PATCH", ["teams", var team]) when request.Body?["removeStack"] is { } stack =>
                KeyOf(Stack(team, $"{stack["projectName"]}/{stack["stackName"]}", "")),
            ("PATCH", ["teams", var team]) when request.Body?["removeEnvironment"] is { } environment =>
                KeyOf(Environment(team, $"{environment["projectName"]}/{environment["envName"]}", "", null)),
            _ => null,
        };
    }

    /// <summary>What the one has and the other lacks, counting things that are there twice.</summary>
    public static IReadOnlyList<string> Without(this IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var rest = other.ToList();
        return [.. one.Where(line => !rest.Remove(line))];
    }

    public static IEnumerable<AccessToken> LivingTokens(this Organization organization) =>
        organization.Tokens.Where(static token => token.Deleted is null);

    private static IEnumerable<string> Lines(
        string type, string name, Func<string, string?> text, Func<string, IEnumerable<string>> texts, bool isAdmin)
    {
        string Text(string property) => text(property) ?? "";
        string Thing(string property) => $"{Text("project")}/{Text(property)}";
        return type switch
        {
            "OrgMember" => [Member(Text("username"), text("role") ?? "member", text("roleId"))],
            "OrgMembers" =>
            [
                .. texts("admins").Select(static login => Member(login, "admin", null)),
                .. texts("members").Select(static login => Member(login, "member", null)),
                .. texts("billingManagers").Select(static login => Member(login, "billing-manager", null)),
            ],
            "Team" =>
            [
                Team(name, Text("displayName"), Text("description")),
                .. RoleOf(name, text("roleId")),
                .. texts("admins").Select(login => Membership(name, login, "admin")),
                .. texts("members").Select(login => Membership(name, login, "member")),
            ],
            "TeamMembership" => [Membership(Text("team"), Text("username"), Text("role"))],
            "TeamStackPermission" => [Stack(Text("team"), Thing("stack"), Text("permission"))],
            "TeamEnvironmentPermission" =>
            [
                Environment(
                    Text("team"), Thing("environment"), Text("permission"),
                    text("maxOpenDuration") is { } duration ? GoDuration.Parse(duration) : null),
            ],
            "OrgAccessToken" or "TeamAccessToken" => [Token(text("team"), name, Text("description"), isAdmin, text("roleId"))],
            "OrgWebhook" => [Webhook(name, Text("displayName"), Text("payloadUrl"))],
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no such resource"),
        };
    }

    // A built-in role says nothing of who has one of the organization's own making.
    private static string Member(string login, string role, string? roleId) => $"member {login} ({roleId ?? role})";

    private static string Team(string name, string displayName, string description) => $"team {name} ({displayName}, {description})";

    private static IEnumerable<string> RoleOf(string team, string? roleId) => string.IsNullOrEmpty(roleId) ? [] : [$"role {team}/{roleId}"];

    private static string Membership(string team, string login, string role) => $"membership {team}/{login} ({role})";

    private static string Stack(string team, string stack, string permission) => $"stack {team}/{stack} ({permission})";

    private static string Environment(string team, string environment, string permission, TimeSpan? maxOpenDuration) =>
        $"environment {team}/{environment} ({permission}{(maxOpenDuration is { } duration ? $", {GoDuration.Show(duration)}" : "")})";

    private static string Token(string? team, string name, string description, bool isAdmin, string? roleId)
    {
        // Whether one with a role of its own counts as an admin's is the service's affair.
        var right = roleId is not null ? $", {roleId}" : isAdmin ? ", admin" : "";
        return $"token {(team is null ? "" : $"{team}/")}{MadeUp().Replace(name, "-*")} ({description}{right})";
    }

    private static string Webhook(string name, string displayName, string url) => $"webhook {name} ({displayName}, {url})";

    private static IReadOnlyList<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    [GeneratedRegex("-[0-9a-f]{6,}$")]
    private static partial Regex MadeUp();
}
