using System.Text;

namespace Pulumi.Orgs;

/// <summary>The text of a file.</summary>
internal static class RosterFile
{
    // Four times what ten thousand people in a thousand teams take.
    private const int MaxBytes = MaxMegabytes << 20;
    private const int MaxMegabytes = 4;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Some editors of Windows write these, with a mark at the beginning.
    private static readonly Encoding[] Marked =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
    ];

    /// <exception cref="RosterException">The file cannot be read, is too large, or is no text.</exception>
    public static string Read(string path)
    {
        var bytes = Bytes(path);
        var encoding = Array.Find(Marked, marked => bytes.AsSpan().StartsWith(marked.Preamble)) ?? Utf8;
        var text = bytes.AsSpan(encoding.Preamble.Length);
        try
        {
            return encoding.GetString(text);
        }
        catch (DecoderFallbackException exception)
        {
            var before = encoding.GetString(text[..exception.Index]).ReplaceLineEndings("\n");
            var line = before.Count(static letter => letter == '\n') + 1;
            var column = before.Length - before.LastIndexOf('\n');
            throw new RosterException([new RosterProblem(
                path, line, column, "", $"is not {(encoding is UTF8Encoding ? "UTF-8" : "UTF-16")}; save it as such")]);
        }
    }

    public static RosterException Refused(string path, string message) => new([new RosterProblem(path, null, null, "", message)]);

    private static byte[] Bytes(string path)
    {
        if (Directory.Exists(path))
        {
            throw Refused(path, "is a folder; a roster is a file");
        }

        try
        {
            using var file = File.OpenRead(path);
            if (file.CanSeek && file.Length > MaxBytes)
            {
                throw TooLarge(path);
            }

            // What is no ordinary file does not know its length.
            using var bytes = new MemoryStream();
            var part = new byte[1 << 16];
            for (int read; (read = file.Read(part)) > 0;)
            {
                bytes.Write(part.AsSpan(0, read));
                if (bytes.Length > MaxBytes)
                {
                    throw TooLarge(path);
                }
            }

            return bytes.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(path, exception.Message);
        }
    }

    private static RosterException TooLarge(string path) => Refused(path, $"is more than {MaxMegabytes} MB large; no roster is");
}
