using System.Globalization;
using Newtonsoft.Json;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Words for counts, lists and literals.</summary>
internal static class Words
{
    private const int MostListed = 10;

    /// <summary>"1 team", "1,001 people".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; null: that and an s.</param>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>How many resources there are of a type.</summary>
    public static string Of(string type, int count) => type switch
    {
        "OrgMember" => Count(count, "person", "people"),
        "Team" => Count(count, "team"),
        "TeamMembership" => Count(count, "team membership"),
        "OrgAccessToken" => Count(count, "access token"),
        "TeamAccessToken" => Count(count, "team access token"),
        "OrgWebhook" => Count(count, "webhook"),
        _ => Count(count, type),
    };

    /// <summary>A text literal: one of JSON is one of YAML and of C# too.</summary>
    public static string Literal(string text) => JsonConvert.ToString(text);

    /// <summary>The entries in order, the first ten when there are more.</summary>
    public static string List(IEnumerable<string> entries)
    {
        var all = entries.Order(Names.Order).ToList();
        return string.Join(", ", all.Take(MostListed)) + (all.Count > MostListed ? $" and {all.Count - MostListed} more" : "");
    }
}
