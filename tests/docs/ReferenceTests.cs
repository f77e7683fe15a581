using PulumiOrgs.Build.Docs;

namespace PulumiOrgs.Docs.Tests;

/// <summary>The reference is what the schema and the examples say today.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Each_page_is_what_the_schema_says()
    {
        var written = Reference.Write(Documents.Schema);
        var there = Directory.EnumerateFiles(Reference.Folder)
            .ToDictionary(static path => Path.GetFileName(path), static path => File.ReadAllText(path).ReplaceLineEndings("\n"));
        var stale = written.Keys.Union(there.Keys).Where(name => written.GetValueOrDefault(name) != there.GetValueOrDefault(name)).Order();

        Assert.True(
            !stale.Any(),
            $"not what the schema and the examples say: {string.Join(", ", stale)}; this writes docs/reference anew: dotnet run --project build -- docs");
    }

    [Fact]
    public void The_readme_and_the_reference_name_the_same_ids()
    {
        var readme = Documents.Read("README.md");

        Assert.All(
            Documents.Schema["resources"]!.Children<Newtonsoft.Json.Linq.JProperty>().Select(static resource => resource.Name.Split(':')[^1]),
            resource => Assert.Contains(
                readme.Split('\n'),
                line => line.StartsWith($"| [`{resource}`](docs/reference/{resource}.md) |", StringComparison.Ordinal)
                    && line.EndsWith($"| `{ImportId.Of(resource)}` |", StringComparison.Ordinal)));
    }
}
