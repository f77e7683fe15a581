using Newtonsoft.Json.Linq;
using PulumiOrgs.Build;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>What is written from the provider and checked in is what the provider says today.</summary>
public sealed class GeneratedTests
{
    public static TheoryData<string, string> Sdks => [.. SdkCommand.Sdks];

    [Fact]
    public async Task Schema_json_is_what_the_provider_tells() => Assert.True(
        Read(SchemaCommand.Destination) == PluginSchema.Write(await SchemaAsync(Repository.Plugin)),
        "schema.json is not what the provider tells; this writes it anew: dotnet run --project build -- schema");

    [Theory]
    [MemberData(nameof(Sdks))]
    public async Task A_generated_sdk_is_what_the_schema_says(string plugin, string folder)
    {
        var written = SdkSource.Write(await SchemaAsync(plugin));
        var there = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), Read);
        var stale = written.Keys.Union(there.Keys).Where(name => written.GetValueOrDefault(name) != there.GetValueOrDefault(name)).Order();

        Assert.True(
            !stale.Any(),
            $"not what the schema says: {string.Join(", ", stale)}; this writes {folder} anew: dotnet run --project build -- sdk");
    }

    private static Task<JObject> SchemaAsync(string plugin) => PluginSchema.ReadAsync(plugin, TestContext.Current.CancellationToken);

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");
}
