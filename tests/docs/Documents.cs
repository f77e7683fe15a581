using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Build;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Docs.Tests;

/// <summary>What there is to read in this repository, and what is shown in it.</summary>
internal static partial class Documents
{
    /// <summary>The provider's schema as it is checked in; another test holds it against the provider.</summary>
    public static JObject Schema { get; } = JObject.Parse(File.ReadAllText(SchemaCommand.Destination));

    /// <summary>The pages for users, by their paths from the root.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        "README.md",
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(static file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    /// <summary>The blocks of code of a page in one language, with the line that each begins at.</summary>
    public static IEnumerable<(int Line, string Code)> Blocks(string page, string language)
    {
        var text = Read(page);
        return Block().Matches(text)
            .Where(block => block.Groups["language"].Value == language)
            .Select(block => (text.AsSpan(0, block.Index).Count('\n') + 2, block.Groups["code"].Value));
    }

    [GeneratedRegex("^```(?<language>[a-z]*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
