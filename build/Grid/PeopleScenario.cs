using PulumiOrgs.Protocol;

namespace PulumiOrgs.Build.Grid;

/// <summary>The programs of <see cref="Scenario.People"/>.</summary>
internal static class PeopleScenario
{
    public static IReadOnlyList<Declared> First { get; } =
    [
        Member("ada", ("role", "admin")),
        Member("bob"),
        Member(Scenario.Adopted, ("role", "admin"), ("adopt", true)),
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
        Member(Scenario.Adopted, ("role", "admin"), ("adopt", true)),
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
        PropertyMap.Of(
            ("name", "chat"), ("displayName", "Chat"), ("payloadUrl", url), ("secret", new SecretValue(new StringValue(Scenario.WebhookSecret)))));
}
