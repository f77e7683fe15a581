using System.CommandLine;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Build.Docs;

/// <summary>Writes the reference from the provider's schema and the examples.</summary>
internal sealed class DocsCommand : Command
{
    public DocsCommand()
        : base("docs", "Writes docs/reference from the provider's schema and build/Docs/Examples.") => SetAction(RunAsync);

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        // All of it is made before anything is deleted.
        var pages = Reference.Write(await PluginSchema.ReadAsync(Repository.Plugin, cancellationToken));
        if (Directory.Exists(Reference.Folder))
        {
            Directory.Delete(Reference.Folder, recursive: true);
        }

        Directory.CreateDirectory(Reference.Folder);
        foreach (var (name, text) in pages)
        {
            await File.WriteAllTextAsync(Path.Combine(Reference.Folder, name), text, cancellationToken);
        }

        Console.WriteLine($"wrote {pages.Count} files in {Reference.Folder}");
        return 0;
    }
}
