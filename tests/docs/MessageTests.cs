using System.Text.RegularExpressions;
using PulumiOrgs.Build;

namespace PulumiOrgs.Docs.Tests;

/// <summary>The messages that the guide explains are messages that somebody can read.</summary>
public sealed partial class MessageTests
{
    private static readonly Lazy<string> Sources = new(static () => string.Join(
        '\n',
        new[] { "provider", "framework", "roster", "sdk" }
            .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(static file => BrokenLiteral().Replace(File.ReadAllText(file), ""))));

    public static TheoryData<string> Messages =>
        [.. Heading().Matches(Documents.Read("docs/guides/troubleshoot.md")).Select(static heading => heading.Groups["message"].Value)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Each_message_stands_in_the_sources(string message) => Assert.All(
        message.Split('…', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static part => part.Length > 3),
        part => Assert.Contains(part, Sources.Value, StringComparison.Ordinal));

    // A literal that goes on in the next line.
    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex BrokenLiteral();

    [GeneratedRegex("^### `(?<message>.+)`$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
