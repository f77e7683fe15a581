using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Words for counts, lists, documents and literals.</summary>
internal static class Words
{
    private const int MostListed = 10;

    /// <summary>As people look names up: capitals make a difference only between names that are the same otherwise.</summary>
    public static Comparer<string> Order { get; } = Comparer<string>.Create(static (left, right) =>
        StringComparer.OrdinalIgnoreCase.Compare(left, right) is not 0 and var order ? order : string.CompareOrdinal(left, right));

    /// <summary>"1 team", "1,001 people".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; null: that and an s.</param>
    public static string Count(int count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The entries in order on one line, the first ten when there are more.</summary>
    public static string List(IEnumerable<string> entries)
    {
        var all = entries.Order(Order).ToList();
        var more = all.Count > MostListed ? $" and {all.Count - MostListed} more" : "";
        return string.Join(", ", all.Take(MostListed).Select(Printable.Line)) + more;
    }

    /// <summary>A text literal of C# and of YAML, in which no character does anything to who looks at it.</summary>
    public static string Literal(string text) => Printable.Escape(JsonConvert.ToString(text), knowsLong: true);

    /// <summary>A document for people and programs, in which no character does anything to who looks at it.</summary>
    public static string Json(JToken document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var json = new JsonTextWriter(text) { Formatting = Formatting.Indented };
        document.WriteTo(json);
        return Printable.Escape(text.ToString(), knowsLong: false);
    }
}
