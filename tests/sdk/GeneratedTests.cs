using Newtonsoft.Json.Linq;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>What is written from the provider and checked in is what the provider says today.</summary>
public sealed class GeneratedTests : IAsyncLifetime
{
    private JObject _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await PluginSchema.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Schema_json_is_what_the_provider_tells() => Assert.True(
        Read(SchemaCommand.Destination) == PluginSchema.Write(_schema),
        "schema.json is not what the provider tells; this writes it anew: dotnet run --project build -- schema");

    [Fact]
    public void The_generated_sdk_is_what_the_schema_says()
    {
        var written = SdkSource.Write(_schema);
        var there = Directory.EnumerateFiles(SdkCommand.Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(SdkCommand.Folder, path).Replace('\\', '/'), Read);
        var stale = written.Keys.Union(there.Keys).Where(name => written.GetValueOrDefault(name) != there.GetValueOrDefault(name)).Order();

        Assert.True(
            !stale.Any(),
            $"not what the schema says: {string.Join(", ", stale)}; this writes sdk/Generated anew: dotnet run --project build -- sdk");
    }

    private static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");
}
