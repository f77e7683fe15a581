using System.Net;
using Pulumi.Orgs;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Text in a page. Names are whatever their owners made them; none of them may become markup.</summary>
internal static class Html
{
    private const int LongestLabel = 28;

    public static string Encode(string text) =>
        WebUtility.HtmlEncode(Printable.Line(text));

    /// <summary>The same, cut off where it is too long for a label.</summary>
    public static string Label(string text) => Encode(Cut(text));

    /// <summary>How many characters a label has.</summary>
    public static int LabelLength(string text) => Cut(text).Length;

    // What is harmful takes more letters than it has characters.
    private static string Cut(string text) => Printable.Cut(Printable.Line(text), LongestLabel - 1);
}
