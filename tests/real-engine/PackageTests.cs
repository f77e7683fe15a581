using System.Reflection;
using System.Runtime.Loader;
using Newtonsoft.Json.Linq;
using Pulumi.Orgs;

namespace PulumiOrgs.RealEngine.Tests;

/// <summary>What Pulumi makes of the schema and of a release.</summary>
public sealed class PackageTests
{
    /// <summary>The archive of a release for this machine, and its version: what CI builds before.</summary>
    private static readonly string? Archive = Environment.GetEnvironmentVariable("ORGS_PLUGIN_ARCHIVE");

    private static string Schema => Path.Combine(Built.Repository, "schema.json");

    [Fact(Skip = PulumiCli.Missing, SkipType = typeof(PulumiCli), SkipUnless = nameof(PulumiCli.IsThere))]
    public async Task There_are_SDKs_for_all_languages()
    {
        await using var pulumi = await PulumiCli.StartAsync();

        await pulumi.RunAsync("package", "gen-sdk", Schema, "--language", "all", "--out", "sdks");

        Assert.Equal(
            ["dotnet", "go", "java", "nodejs", "python"],
            new DirectoryInfo(Path.Combine(pulumi.Folder, "sdks")).GetDirectories().Select(static folder => folder.Name).Order(StringComparer.Ordinal));
        var nodejs = await File.ReadAllTextAsync(Path.Combine(pulumi.Folder, "sdks", "nodejs", "package.json"), TestContext.Current.CancellationToken);
        Assert.Equal("pulumi-orgs", JObject.Parse(nodejs)["name"]);
        Assert.True(Directory.Exists(Path.Combine(pulumi.Folder, "sdks", "python", "pulumi_orgs")), "there is no Python package pulumi_orgs");
    }

    [Fact(Skip = PulumiCli.Missing, SkipType = typeof(PulumiCli), SkipUnless = nameof(PulumiCli.IsThere))]
    public async Task The_SDK_for_CSharp_is_that_of_Pulumis_generator()
    {
        Assert.SkipUnless(Built.WithRealPackage, "what is generated takes the real package Pulumi: export PulumiPackages=nuget where a feed has it");
        await using var pulumi = await PulumiCli.StartAsync();
        await pulumi.RunAsync("package", "gen-sdk", Schema, "--language", "dotnet", "--out", "sdks");
        await pulumi.RunOtherAsync("dotnet", ["build", Path.Combine("sdks", "dotnet"), "--output", "built", "--nologo", "-v", "quiet"]);

        var generated = new AssemblyLoadContext("generated", isCollectible: true);
        var theirs = Surface(generated.LoadFromAssemblyPath(Path.Combine(pulumi.Folder, "built", "Pulumi.Orgs.dll")));
        generated.Unload();
        // What is written by hand, in a file each, is in no schema.
        var byHand = Directory.EnumerateFiles(Path.Combine(Built.Repository, "sdk"), "*.cs").Select(Path.GetFileNameWithoutExtension);
        var ours = Surface(typeof(OrgMember).Assembly, [.. byHand.OfType<string>()]);

        Assert.Equal(string.Join('\n', theirs), string.Join('\n', ours));
    }

    [Fact(Skip = PulumiCli.Missing, SkipType = typeof(PulumiCli), SkipUnless = nameof(PulumiCli.IsThere))]
    public async Task The_archive_of_a_release_is_installed()
    {
        Assert.SkipWhen(Archive is null, "ORGS_PLUGIN_ARCHIVE names no archive; dotnet run --project build -- release makes one");
        await using var pulumi = await PulumiCli.StartAsync();
        // pulumi-resource-orgs-vX.Y.Z-os-arch.tar.gz, of which only the version may have hyphens besides.
        var name = Path.GetFileName(Archive)!.Split('-');
        var version = string.Join('-', name[3..^2])[1..];

        await pulumi.RunAsync("plugin", "install", "resource", "orgs", version, "--file", Archive!);

        var plugins = JArray.Parse(await pulumi.RunAsync("plugin", "ls", "--json"));
        var installed = Assert.Single(plugins, static plugin => (string?)plugin["name"] == "orgs");
        Assert.Equal(("resource", version), ((string?)installed["kind"], (string?)installed["version"]));
        var plugin = Path.Combine(pulumi.Home, "plugins", $"resource-orgs-v{version}", "pulumi-resource-orgs");
        var schema = JObject.Parse(await pulumi.RunAsync("package", "get-schema", plugin));
        Assert.Equal(version, schema["version"]);
    }

    // What a program can name: each public type, and what is public in it.
    private static List<string> Surface(Assembly assembly, params HashSet<string> without) =>
    [
        .. assembly.GetExportedTypes().Where(type => !without.Contains(type.Name))
            .SelectMany(static type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .Where(static member => member is not MethodInfo { IsSpecialName: true } || member.Name.StartsWith("op_", StringComparison.Ordinal))
                .Select(member => $"{type.FullName} {member}")
                .Prepend(type.FullName!))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
