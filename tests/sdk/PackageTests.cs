using System.Diagnostics;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;
using PulumiOrgs.Build;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>The package as NuGet and an engine see it.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Names_its_plugin_by_the_name_and_the_version_of_the_schema_and_no_place()
    {
        using var stream = typeof(OrgMember).Assembly.GetManifestResourceStream("Pulumi.Orgs.pulumi-plugin.json")!;
        using var reader = new StreamReader(stream);
        var schema = JObject.Parse(File.ReadAllText(SchemaCommand.Destination));

        Assert.Equal(
            new JObject { ["resource"] = true, ["name"] = schema["name"], ["version"] = schema["version"] }.ToString(),
            JObject.Parse(reader.ReadToEnd()).ToString());
    }

    // Whatever else it named, a program would get in a version of our choice. With Google.Protobuf that is not the one that the package
    // Pulumi brings along, which reads deeper values than the ordinary one.
    [Fact]
    public async Task Depends_on_Pulumi_and_the_roster_alone()
    {
        var nuspec = await NuspecAsync("sdk");

        Assert.All(DependencyGroups(nuspec), static group => Assert.Equal(["Pulumi", "PulumiOrgs.Roster"], group));
    }

    [Fact]
    public async Task The_roster_depends_on_its_reader_of_YAML_alone()
    {
        var groups = DependencyGroups(await NuspecAsync("roster"));

        Assert.All(groups, static group => Assert.Equal(["YamlDotNet"], group));
        Assert.Equal(2, groups.Count);
    }

    [Theory]
    [InlineData("sdk")]
    [InlineData("roster")]
    public async Task Shows_itself(string project)
    {
        var nuspec = await NuspecAsync(project);

        Assert.Equal(
            ("README.md", "icon.png", "Apache-2.0"), (Text(nuspec, "readme"), Text(nuspec, "icon"), Text(nuspec, "license")));
    }

    [Fact]
    public async Task Names_the_place_that_a_release_gives()
    {
        var nuspec = await NuspecAsync("sdk", "-p:RepositoryUrl=https://github.com/keepers/orgs");

        Assert.Equal("https://github.com/keepers/orgs", Text(nuspec, "projectUrl"));
        Assert.Equal("https://github.com/keepers/orgs", Element(nuspec, "repository").Attribute("url")!.Value);
    }

    // What `dotnet pack` would put in, without the rest of it: that takes the real package Pulumi.
    private static async Task<XDocument> NuspecAsync(string project, params IEnumerable<string> properties)
    {
        var folder = Directory.CreateTempSubdirectory("nuspec-");
        try
        {
            using var process = Process.Start(new ProcessStartInfo(
                "dotnet",
                [
                    "msbuild", Path.Combine(Repository.Root, project), "-t:GenerateNuspec", "-p:PackageReferenceCompatibleProjectStyle=true",
                    "-p:NoBuild=true", $"-p:NuspecOutputPath={folder.FullName}/", "-nologo", "-v:q", .. properties,
                ])
            {
                RedirectStandardOutput = true,
            })!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, output);
            return XDocument.Load(folder.GetFiles("*.nuspec").Single(static file => !file.Name.Contains(".symbols.", StringComparison.Ordinal)).FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<List<string>> DependencyGroups(XDocument nuspec) =>
    [
        .. nuspec.Descendants().Where(static element => element.Name.LocalName == "group").Select(static group => group.Elements()
            .Select(static dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal).ToList()),
    ];

    private static string Text(XDocument nuspec, string name) => Element(nuspec, name).Value;

    private static XElement Element(XDocument nuspec, string name) => nuspec.Descendants().Single(element => element.Name.LocalName == name);
}
