using PulumiOrgs.Local.Engine;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid;

/// <summary>One command of the scenario.</summary>
/// <param name="Name">What it is called in tables.</param>
/// <param name="Command">The command.</param>
/// <param name="Before">What the program declared until then.</param>
/// <param name="Program">What it declares now, and what therefore is to be there when the command is done.</param>
internal sealed record Step(string Name, EngineCommand Command, IReadOnlyList<Declared> Before, IReadOnlyList<Declared> Program);

/// <summary>An organization's life: made, changed in each of its kinds, refreshed and taken down.</summary>
internal static class Scenario
{
    public const string Organization = "acme";

    /// <summary>Whose access token the plugin uses.</summary>
    public const string Caller = "boss";

    /// <summary>Who is in the organization before the program knows of it.</summary>
    public const string Adopted = "cleo";

    /// <summary>A secret of the program's, which nothing may show.</summary>
    public const string WebhookSecret = "hunter2-of-the-grid";

    public static IReadOnlyList<Declared> First { get; } =
    [
        Member("ada", ("role", "admin")),
        Member("bob"),
        Member(Adopted, ("role", "admin"), ("adopt", true)),
        Member("dan"),
        Team("web", "Web", "The site"),
        Team("ops", "Ops", "Keeps it up"),
        Membership("web", "ada", "admin"),
        Membership("web", "bob", "member"),
        Membership("ops", "dan", "member"),
        Token("ci", ("description", "Previews on pull requests")),
        Token("release", ("description", "Deploys from the main branch"), ("admin", true)),
        TeamToken("web-deploys", "web", "Deploys the site"),
        Webhook("https://example.com/first"),
        // Last: where its name is spent, an up goes no further.
        Token("fixed", ("name", "nightly"), ("description", "Has a name of its own")),
    ];

    /// <summary>Of each kind something is changed; dan leaves; two tokens are replaced.</summary>
    public static IReadOnlyList<Declared> Second { get; } =
    [
        Member("ada"),
        Member("bob", ("role", "admin")),
        Member(Adopted, ("role", "admin"), ("adopt", true)),
        Team("web", "Website", "The site"),
        Team("ops", "Ops", "Keeps it up, and running"),
        Membership("web", "ada", "member"),
        Membership("web", "bob", "admin"),
        Token("ci", ("description", "Previews and checks")),
        Token("release", ("description", "Deploys from the main branch"), ("admin", true)),
        TeamToken("web-deploys", "web", "Deploys the website"),
        Webhook("https://example.com/second"),
        Token("fixed", ("name", "nightly"), ("description", "Has a name of its own")),
    ];

    public static IReadOnlyList<Step> Steps { get; } =
    [
        new("up", EngineCommand.Up, [], First),
        new("change", EngineCommand.Up, First, Second),
        new("refresh", EngineCommand.Refresh, Second, Second),
        new("destroy", EngineCommand.Destroy, Second, []),
    ];

    private static Declared Member(string login, params IEnumerable<(string, PropertyValue?)> others) =>
        new("OrgMember", login, PropertyMap.Of([("username", login), .. others]));

    private static Declared Team(string name, string displayName, string description) =>
        new("Team", name, PropertyMap.Of(("name", name), ("displayName", displayName), ("description", description)));

    private static Declared Membership(string team, string login, string role) =>
        new("TeamMembership", $"{team}/{login}", PropertyMap.Of(("team", team), ("username", login), ("role", role))) { After = [team, login] };

    private static Declared Token(string name, params IEnumerable<(string, PropertyValue?)> inputs) => new("OrgAccessToken", name, PropertyMap.Of(inputs));

    private static Declared TeamToken(string name, string team, string description) =>
        new("TeamAccessToken", name, PropertyMap.Of(("team", team), ("description", description))) { After = [team] };

    private static Declared Webhook(string url) => new(
        "OrgWebhook",
        "chat",
        PropertyMap.Of(("name", "chat"), ("displayName", "Chat"), ("payloadUrl", url), ("secret", new SecretValue(new StringValue(WebhookSecret)))));
}
