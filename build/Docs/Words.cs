namespace PulumiOrgs.Build.Docs;

/// <summary>Names as the conventions of a language write them.</summary>
internal static class Words
{
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static string Snake(string name) => string.Concat(name.Select(static (letter, index) =>
        char.IsAsciiLetterUpper(letter) && index > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
