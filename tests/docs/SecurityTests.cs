using System.Text.RegularExpressions;
using PulumiOrgs.Build;

namespace PulumiOrgs.Docs.Tests;

/// <summary>What SECURITY.md promises of the wire is what the client does.</summary>
public sealed partial class SecurityTests
{
    [Fact]
    public void It_names_each_group_of_endpoints_that_is_asked()
    {
        var asked = Directory.EnumerateFiles(Path.Combine(Repository.Root, "provider", "Cloud"), "*.cs")
            .SelectMany(static file => Endpoint().Matches(File.ReadAllText(file)))
            .Select(static endpoint => endpoint.Groups["group"].Value);
        var named = Named().Match(Documents.Read("SECURITY.md")).Groups["groups"].Value.Split('`').Where(static (_, index) => index % 2 == 1);

        Assert.Equal(asked.Distinct().Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"orgs\", \\w+, \"(?<group>\\w+)\"")]
    private static partial Regex Endpoint();

    [GeneratedRegex(@"below `/api/orgs/\{organization\}`, (?<groups>[^.]*)\.")]
    private static partial Regex Named();
}
