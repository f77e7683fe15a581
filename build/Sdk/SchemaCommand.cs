using System.CommandLine;

namespace PulumiOrgs.Build.Sdk;

/// <summary>Writes the provider's schema where documentation and the SDKs of other languages find it.</summary>
internal sealed class SchemaCommand : Command
{
    public SchemaCommand()
        : base("schema", "Writes schema.json from the provider.") => SetAction(RunAsync);

    /// <summary>Where it is: beside no language, since the SDKs of all languages are made from it.</summary>
    public static string Destination => Path.Combine(Repository.Root, "schema.json");

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var schema = await PluginSchema.ReadAsync(Repository.Plugin, cancellationToken);
        await File.WriteAllTextAsync(Destination, PluginSchema.Write(schema), cancellationToken);
        Console.WriteLine($"wrote {Destination}");
        return 0;
    }
}
