using System.Text.RegularExpressions;

namespace PulumiOrgs.Local.Cloud.State;

/// <summary>How logins and the names of organizations, teams and webhooks compare, and what they may look like.</summary>
public static partial class Names
{
    /// <summary>Logins and names are one whatever their case, as on the service.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether the text can be the login of anyone at all.</summary>
    public static bool LooksLikeLogin(string text) => Slug().IsMatch(text);

    /// <summary>Whether the text can name a team.</summary>
    public static bool LooksLikeTeamName(string text) => Slug().IsMatch(text);

    /// <summary>Whether the text can name a webhook.</summary>
    public static bool LooksLikeWebhookName(string text) => Slug().IsMatch(text);

    // Starts with a letter or digit: "." and ".." would otherwise pass, and no URL could ever name them.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Slug();
}
