using System.Globalization;
using System.Text;

namespace Pulumi.Orgs;

/// <summary>
/// Texts of others, made safe to show. Whoever can name a team could otherwise move the cursor of whoever lists it, or let a line
/// read as another one.
/// </summary>
internal static class Printable
{
    private const int LongestQuote = 100;

    // Joins emoji and letters; in a place of its own it does nothing.
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// Whether a character does something instead of showing something: control characters, line breaks, marks that turn the direction
    /// of writing, and what else cannot be seen.
    /// </summary>
    public static bool IsHarmful(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner),
        _ => false,
    };

    /// <summary>The first such character; null when there is none.</summary>
    public static Rune? FindHarmful(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHarmful(rune))
            {
                return rune;
            }
        }

        return null;
    }

    /// <summary>Whether no surrogate stands alone.</summary>
    public static bool IsWellFormed(string text) => LoneSurrogate(text) < 0;

    /// <summary>Where the first surrogate is that stands alone; -1 when none does.</summary>
    public static int LoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var place = 0; place < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text[place..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return place;
            }

            place += length;
        }

        return -1;
    }

    /// <summary>A text as one line: white space is a blank, and what is harmful is shown by its number.</summary>
    public static string Line(string text) => Show(text, keepsLines: false);

    /// <summary>The same, but line feeds stay.</summary>
    public static string Lines(string text) => Show(text, keepsLines: true);

    /// <summary>A text as one line in quotes, cut off where it is long.</summary>
    public static string Quote(string text) => $"'{Line(Cut(text, LongestQuote))}'";

    /// <summary>A text, cut off where it is too long, but not through the middle of a character that takes two.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest
        ? text
        : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + "…";

    /// <summary>
    /// Escapes what is harmful in a document or a program whose texts know <c>\u1234</c>. Only line feeds may be outside of a text.
    /// </summary>
    /// <param name="document">The document; its own escapes are in it already.</param>
    /// <param name="knowsLong">Whether a character beyond U+FFFF is <c>\U00012345</c>; else it is two of <c>\u1234</c>.</param>
    public static string Escape(string document, bool knowsLong) =>
        Replace(document, rune => rune.Value == '\n' ? null : Number(rune, knowsLong));

    private static string Show(string text, bool keepsLines) => Replace(text, rune => rune.Value switch
    {
        '\n' when keepsLines => null,
        (>= '\t' and <= '\r') or 0x85 or 0x2028 or 0x2029 => " ",
        _ => Number(rune, knowsLong: true),
    });

    private static string Number(Rune rune, bool knowsLong)
    {
        if (rune.IsBmp)
        {
            return Number((char)rune.Value);
        }

        var pair = rune.ToString();
        return knowsLong ? string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}") : Number(pair[0]) + Number(pair[1]);
    }

    private static string Number(char unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");

    /// <param name="text">The text.</param>
    /// <param name="replace">What stands for a harmful character; null: itself.</param>
    private static string Replace(string text, Func<Rune, string?> replace)
    {
        var all = new StringBuilder(text.Length);
        for (var place = 0; place < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(place), out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                all.Append(Number(text[place]));
            }
            else if (IsHarmful(rune) && replace(rune) is { } instead)
            {
                all.Append(instead);
            }
            else
            {
                all.Append(text, place, length);
            }

            place += length;
        }

        return all.ToString();
    }
}
