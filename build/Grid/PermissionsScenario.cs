using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid;

/// <summary>The programs of <see cref="Scenario.Permissions"/>.</summary>
internal static class PermissionsScenario
{
    private const string People = "people";
    private const string TakenOver = "taken over";

    public static IReadOnlyList<Declared> First { get; } =
    [
        // Without `adopt`, so that whoever was added and is not recorded is noticed.
        Members(People, admins: ["ada"], members: ["bob", "dan", "gil"], billingManagers: ["hal"]),
        Members(TakenOver, admins: [Scenario.Adopted], members: [], billingManagers: []).WithInput("adopt", true),
        Member("eve", ("roleId", Scenario.Auditor)),
        Member("finn", ("role", "admin")),
        Team("web", Scenario.Operator, admins: ["ada"], members: ["bob", "gil", "hal"]),
        Team("ops", Scenario.Auditor, admins: null, members: null),
        Membership("ops", "dan"),
        Stack("web", "website/prod", "write"),
        Stack("web", "website/dev", "admin"),
        Environment("web", "aws/login", "open", "2h"),
        Environment("web", "aws/audit", "read", "30m"),
        Environment("ops", "default/staging", "write"),
        Environment("ops", "default/night", "write", "8h"),
        Token("ci", Scenario.Operator),
    ];

    /// <summary>
    /// Permissions are changed in place, taken away and given; a limit is changed, taken away and set. People and teams come to custom
    /// roles and lose them. In one team somebody comes, goes, rises and falls; gil leaves the organization.
    /// </summary>
    public static IReadOnlyList<Declared> Second { get; } =
    [
        Members(People, admins: ["bob"], members: ["ada", "dan", "ira"], billingManagers: ["hal"]),
        Members(TakenOver, admins: [], members: [Scenario.Adopted], billingManagers: []).WithInput("adopt", true),
        Member("eve", ("role", "member")),
        Member("finn", ("roleId", Scenario.Operator)),
        Team("web", Scenario.Auditor, admins: ["bob"], members: ["ada", "dan"]),
        Team("ops", "", admins: null, members: null),
        Membership("ops", "dan"),
        Stack("web", "website/prod", "read"),
        Stack("ops", "network/prod", "admin"),
        Environment("web", "aws/login", "read", "15m"),
        Environment("web", "aws/audit", "read"),
        Environment("ops", "default/staging", "write", "1h30m"),
        Environment("ops", "default/new", "admin"),
        Token("ci", Scenario.Auditor),
    ];

    private static Declared WithInput(this Declared declared, string name, PropertyValue value) =>
        declared with { Inputs = declared.Inputs.With(name, value) };

    private static PropertyValue? List(IReadOnlyList<string>? texts) =>
        texts is null ? null : new ListValue([.. texts.Select(static text => (PropertyValue)text!)]);

    private static Declared Members(string name, IReadOnlyList<string> admins, IReadOnlyList<string> members, IReadOnlyList<string> billingManagers) =>
        new("OrgMembers", name, PropertyMap.Of(("admins", List(admins)), ("members", List(members)), ("billingManagers", List(billingManagers))));

    private static Declared Member(string login, (string, PropertyValue?) role) =>
        new("OrgMember", login, PropertyMap.Of(("username", login), role));

    private static Declared Team(string name, string roleId, IReadOnlyList<string>? admins, IReadOnlyList<string>? members) => new(
        "Team",
        name,
        PropertyMap.Of(
            ("name", name), ("displayName", name), ("description", ""), ("roleId", roleId), ("admins", List(admins)), ("members", List(members))))
    {
        After = [People, TakenOver],
    };

    private static Declared Membership(string team, string login) =>
        new("TeamMembership", $"{team}/{login}", PropertyMap.Of(("team", team), ("username", login), ("role", "member"))) { After = [team, People] };

    private static Declared Stack(string team, string stack, string permission) => new(
        "TeamStackPermission",
        $"{team}/stack/{stack}",
        PropertyMap.Of(("team", team), ("project", stack.Split('/')[0]), ("stack", stack.Split('/')[1]), ("permission", permission)))
    {
        After = [team],
    };

    private static Declared Environment(string team, string environment, string permission, string? maxOpenDuration = null) => new(
        "TeamEnvironmentPermission",
        $"{team}/environment/{environment}",
        PropertyMap.Of(
            ("team", team), ("project", environment.Split('/')[0]), ("environment", environment.Split('/')[1]), ("permission", permission),
            ("maxOpenDuration", maxOpenDuration)))
    {
        After = [team],
    };

    private static Declared Token(string name, string roleId) =>
        new("OrgAccessToken", name, PropertyMap.Of(("description", "Previews on pull requests"), ("roleId", roleId)));
}
