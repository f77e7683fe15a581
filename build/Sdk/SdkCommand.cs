using System.CommandLine;

namespace PulumiOrgs.Build.Sdk;

/// <summary>Writes what of the C# SDK follows from the provider's schema.</summary>
internal sealed class SdkCommand : Command
{
    public SdkCommand()
        : base("sdk", "Writes sdk/Generated from the provider's schema.") => SetAction(RunAsync);

    /// <summary>The folder, in which nothing else is.</summary>
    public static string Folder => Path.Combine(Repository.Root, "sdk", "Generated");

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // All of it is made before anything is deleted.
        var files = SdkSource.Write(await PluginSchema.ReadAsync(cancellationToken));
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        foreach (var (name, code) in files)
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, code, cancellationToken);
        }

        Console.WriteLine($"wrote {files.Count} files in {Folder}");
        return 0;
    }
}
