using System.Net;

namespace PulumiOrgs.Provider.Commands;

/// <summary>Text in a page. Names are whatever their owners made them; none of them may become markup.</summary>
internal static class Html
{
    private const int LongestLabel = 28;

    public static string Encode(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.Select(static letter => char.IsControl(letter) ? ' ' : letter)));

    /// <summary>The same, cut off where it is too long for a label.</summary>
    public static string Label(string text) => Encode(Cut(text));

    /// <summary>How many characters a label has.</summary>
    public static int LabelLength(string text) => Cut(text).Length;

    private static string Cut(string text)
    {
        if (text.Length <= LongestLabel)
        {
            return text;
        }

        // Not through the middle of a character that takes two.
        var end = char.IsHighSurrogate(text[LongestLabel - 2]) ? LongestLabel - 2 : LongestLabel - 1;
        return text[..end] + "…";
    }
}
