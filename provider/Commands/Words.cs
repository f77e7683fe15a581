using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Words for counts, lists, documents and literals.</summary>
internal static class Words
{
    private const int MostListed = 10;

    /// <summary>As people look names up.</summary>
    public static Comparer<string> Order { get; } = new NaturalOrder();

    /// <summary>"1 team", "1,001 people".</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The word for one.</param>
    /// <param name="many">The word for several; null: that and an s.</param>
    public static string Count(int count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>"1,001".</summary>
    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

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
