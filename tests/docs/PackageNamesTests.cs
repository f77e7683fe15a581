using Newtonsoft.Json.Linq;
using PulumiOrgs.Build.Docs;

namespace PulumiOrgs.Docs.Tests;

/// <summary>A package is called what Pulumi's generators call it.</summary>
public sealed class PackageNamesTests
{
    [Theory]
    [InlineData("""{ "repository": "https://github.com/keepers/orgs" }""", "github.com/keepers/orgs/sdk/go/orgs")]
    [InlineData("""{ }""", "example.com/pulumi-orgs/sdk/go/orgs")]
    [InlineData("""{ "language": { "go": { "importBasePath": "go.keepers.dev/orgs" } } }""", "go.keepers.dev/orgs")]
    public void In_go_it_is_imported_from_its_repository(string schema, string path) =>
        Assert.Equal(path, new PackageNames(new JObject(JObject.Parse(schema)) { ["name"] = "orgs", ["resources"] = new JObject() }).Go);
}
