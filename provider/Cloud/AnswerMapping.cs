using System.Globalization;
using Pulumi.Orgs;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>From the API's JSON to records, field by field, so that nothing is left to reflection.</summary>
/// <remarks>What only shows a person (display name, picture) may be absent; what decides anything may not.</remarks>
internal static class AnswerMapping
{
    public static Member ToMember(this CloudAnswer answer)
    {
        var user = answer.Object("user");
        return new Member(
            user.Text("githubLogin"),
            user.OptionalText("name") ?? "",
            user.OptionalText("email"),
            user.OptionalText("avatarUrl") ?? "",
            answer.Text("role"),
            answer.Flag("knownToPulumi"),
            answer.Flag("virtualAdmin"))
        {
            Created = ToDate(answer.OptionalText("created")),
            FullRole = answer.OptionalObject("fgaRole") is { } role ? ToGivenRole(role, answer.Text("role")) : null,
        };
    }

    public static Role ToRole(this CloudAnswer answer) => new(
        answer.Text("id"),
        answer.OptionalText("name") ?? "",
        answer.OptionalText("description") ?? "",
        ToIdentifier(answer),
        answer.Flag("isOrgDefault"));

    public static AccessToken ToAccessToken(this CloudAnswer answer) => new(
        answer.Text("id"),
        answer.Text("name"),
        answer.Text("description"),
        ToDate(answer.OptionalText("created")),
        answer.Number("lastUsed"),
        answer.Number("expires"),
        answer.Flag("admin"),
        answer.OptionalText("createdBy") ?? "")
    {
        Role = answer.OptionalObject("role") is { } role
            ? new GivenRole(role.Text("id"), role.OptionalText("name") ?? "", IsBuiltIn: ToIdentifier(role) is not null)
            : null,
    };

    public static CreatedToken ToCreatedToken(this CloudAnswer answer) => new(answer.Text("id"), answer.Text("tokenValue"));

    public static Team ToTeam(this CloudAnswer answer) => new(
        answer.Text("kind"),
        answer.Text("name"),
        answer.Text("displayName"),
        answer.Text("description"),
        [.. answer.OptionalObjects("members").Select(ToTeamMember)],
        answer.OptionalText("listMembersError"))
    {
        Stacks = [.. answer.OptionalObjects("stacks").Select(ToTeamStack)],
        Environments = [.. answer.OptionalObjects("environments").Select(ToTeamEnvironment)],
        RoleIds = answer.OptionalTexts("roleIds"),
    };

    public static Webhook ToWebhook(this CloudAnswer answer) => new(
        answer.Text("name"),
        answer.Text("displayName"),
        answer.Text("payloadUrl"),
        answer.Flag("active"),
        answer.OptionalText("format") is { Length: > 0 } format ? format : "raw",
        answer.OptionalTexts("filters"),
        answer.OptionalTexts("groups"),
        answer.Flag("hasSecret"));

    public static User ToUser(this CloudAnswer answer) => new(
        answer.Text("githubLogin"),
        answer.OptionalText("name") ?? "",
        answer.OptionalText("email") ?? "",
        [.. answer.Objects("organizations").Select(organization => organization.Text("githubLogin"))])
    {
        Token = answer.OptionalObject("tokenInfo") is { } token
            ? new TokenInfo(token.Text("name"), token.OptionalText("organization") ?? "", token.OptionalText("team") ?? "")
            : null,
    };

    // A member's record has the role's name and not its identifier. Two roles of an organization cannot have the same name, so "Admin" of
    // an admin is the built-in one; of any other the roles have to be asked for.
    private static GivenRole ToGivenRole(CloudAnswer answer, string closest)
    {
        var name = answer.OptionalText("name") ?? "";
        return new GivenRole(answer.Text("id"), name, Joined(name).Equals(Joined(closest), StringComparison.OrdinalIgnoreCase));
    }

    // "Billing Manager" is billing-manager.
    private static string Joined(string name) => name.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    // Empty for a custom role.
    private static string? ToIdentifier(CloudAnswer answer) => answer.OptionalText("defaultIdentifier") is { Length: > 0 } identifier ? identifier : null;

    private static TeamMember ToTeamMember(CloudAnswer answer) => new(
        answer.Text("githubLogin"),
        answer.OptionalText("name") ?? "",
        answer.OptionalText("avatarUrl") ?? "",
        answer.Text("role"));

    private static TeamStack ToTeamStack(CloudAnswer answer) => new(
        answer.Text("projectName"), answer.Text("stackName"), StackPermissionNumbers.ToName(answer.Number("permission")));

    private static TeamEnvironment ToTeamEnvironment(CloudAnswer answer) => new(
        answer.Text("projectName"),
        answer.Text("envName"),
        answer.Text("permission"),
        // A limit of nothing is Go's way to say that there is none.
        answer.OptionalText("maxOpenDuration") is { Length: > 0 } duration && GoDuration.Parse(duration) != 0 ? duration : null);

    private static DateTimeOffset? ToDate(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
