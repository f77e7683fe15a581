using Pulumi.Orgs;

namespace PulumiOrgs.Docs.Tests;

/// <summary>Each roster that a page shows is one.</summary>
public sealed class RosterSnippetTests
{
    public static TheoryData<string, int> Rosters =>
    [
        .. from page in (IEnumerable<string>)[.. Documents.Pages, "roster/README.md"]
           from block in Documents.Blocks(page, "yaml")
           where block.Code.StartsWith("admins:", StringComparison.Ordinal)
           select (page, block.Line),
    ];

    [Theory]
    [MemberData(nameof(Rosters))]
    public void It_is_read(string page, int line)
    {
        var block = Documents.Blocks(page, "yaml").Single(block => block.Line == line);

        Assert.NotEmpty(Roster.Parse(block.Code, $"{page}, line {line}").Teams);
    }
}
