using System.CommandLine;

namespace PulumiOrgs.Build.Sdk;

/// <summary>Writes what of the C# SDKs follows from the schemas of their plugins.</summary>
internal sealed class SdkCommand : Command
{
    public SdkCommand()
        : base("sdk", "Writes sdk/Generated from the provider's schema, and local/random/sdk/Generated from that of its plugin.") => SetAction(RunAsync);

    /// <summary>The SDKs: each plugin, and the folder in which is what follows from its schema and nothing else.</summary>
    public static IReadOnlyList<(string Plugin, string Folder)> Sdks =>
    [
        (Repository.Plugin, Path.Combine(Repository.Root, "sdk", "Generated")),
        (Repository.RandomPlugin, Path.Combine(Repository.Root, "local", "random", "sdk", "Generated")),
    ];

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        foreach (var (plugin, folder) in Sdks)
        {
            await WriteAsync(plugin, folder, cancellationToken);
        }

        return 0;
    }

    private static async Task WriteAsync(string plugin, string folder, CancellationToken cancellationToken)
    {
        // All of it is made before anything is deleted.
        var files = SdkSource.Write(await PluginSchema.ReadAsync(plugin, cancellationToken));
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var (name, code) in files)
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, code, cancellationToken);
        }

        Console.WriteLine($"wrote {files.Count} files in {folder}");
    }
}
