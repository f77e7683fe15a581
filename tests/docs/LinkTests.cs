using System.Text.RegularExpressions;
using PulumiOrgs.Build;

namespace PulumiOrgs.Docs.Tests;

/// <summary>What a page links to is there.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Documents.Pages, "CONTRIBUTING.md", "docs/index.html"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_link_within_the_repository_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var targets = Link().Matches(Documents.Read(page))
            .Select(static link => link.Groups["target"].Value)
            .Where(static target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'));

        Assert.All(targets, target =>
        {
            var parts = target.Split('#');
            var file = Path.GetFullPath(parts[0], folder);
            Assert.True(Path.Exists(file), $"{page} links to {target}, which is not there");
            Assert.True(
                parts.Length == 1 || Headings(file).Contains(parts[1]), $"{page} links to {target}, but {parts[0]} has no such heading");
        });
    }

    [Theory]
    [InlineData("README.md", "docs/guides/")]
    [InlineData("docs/index.html", "guides/")]
    public void Each_guide_is_linked_to(string page, string folder) => Assert.All(
        Documents.Pages.Where(static guide => guide.StartsWith("docs/guides/", StringComparison.Ordinal)),
        guide => Assert.Contains($"{folder}{Path.GetFileName(guide)}", Documents.Read(page), StringComparison.Ordinal));

    [Fact]
    public void The_picture_page_asks_nobody_else_for_anything() =>
        Assert.DoesNotMatch(NetworkReference(), Documents.Read("docs/index.html"));

    // As GitHub makes them of headings.
    private static IEnumerable<string> Headings(string file) => File.ReadLines(file)
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NoAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex("""\]\((?<target>[^)\s]+)\)|href="(?<target>[^"]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("""(src|srcset|data)="|<link|@import|url\(|<script""")]
    private static partial Regex NetworkReference();
}
