using System.Runtime.CompilerServices;
using System.Text;

namespace PulumiOrgs.Build.Sdk;

/// <summary>
/// C# as an interpolated string: each line of what fills a hole is indented as the hole is, and a line with nothing but a hole that stays
/// empty is left out.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Code
{
    // Stands in a hole that stays empty until its line is left out.
    private const string Nothing = "\0";

    private readonly StringBuilder _text;

    public Code(int literalLength, int holes) => _text = new StringBuilder(literalLength + holes * 100);

    public static string Of(Code code) => string.Join('\n', code._text.ToString()
        .ReplaceLineEndings("\n")
        .Split('\n')
        .Where(static line => line.TrimStart() != Nothing)
        .Select(static line => line.Replace(Nothing, "", StringComparison.Ordinal)));

    /// <summary>Members of a class, or classes of a file.</summary>
    public static string Blocks(params IEnumerable<string> blocks) => string.Join("\n\n", blocks);

    /// <summary>Statements of a method.</summary>
    public static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(string text)
    {
        var before = _text.ToString();
        var line = before[(before.LastIndexOf('\n') + 1)..];
        var indentation = line[..^line.TrimStart().Length];
        _text.Append(text.Length == 0
            ? Nothing
            : string.Join('\n', text.Split('\n').Select((line, index) => index == 0 || line.Length == 0 ? line : indentation + line)));
    }
}
