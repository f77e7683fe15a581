using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PulumiOrgs.Build.Sdk;

/// <summary>Descriptions of the schema as XML documentation.</summary>
internal static partial class Documentation
{
    private const string Prefix = "/// ";
    private const int MaxLineLength = 140;
    private const int MemberIndentation = 4;

    /// <summary>The summary of a type.</summary>
    public static string OfType(string description) => Summary(description, 0);

    /// <summary>The summary of a member.</summary>
    public static string OfMember(string description) => Summary(description, MemberIndentation);

    private static string Summary(string description, int indentation)
    {
        var text = CodeSpan().Replace(new XText(description).ToString(), "<c>$1</c>");
        var line = $"{Prefix}<summary>{text}</summary>";
        return indentation + line.Length <= MaxLineLength
            ? line
            : $"{Prefix}<summary>\n{Wrap(text, MaxLineLength - indentation)}\n{Prefix}</summary>";
    }

    private static string Wrap(string text, int width)
    {
        var wrapped = new StringBuilder();
        var length = width;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var fits = length + 1 + word.Length <= width;
            wrapped.Append(fits ? " " : wrapped.Length == 0 ? Prefix : $"\n{Prefix}").Append(word);
            length = (fits ? length + 1 : Prefix.Length) + word.Length;
        }

        return wrapped.ToString();
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex CodeSpan();
}
