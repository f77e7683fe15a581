using System.Security.Cryptography;

namespace PulumiOrgs.Build.Release;

/// <summary>The checksums of a release, in the form that <c>sha256sum --check</c> reads.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    /// <summary>Writes the sums of files into their folder.</summary>
    public static async Task WriteAsync(string folder, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            await using var content = File.OpenRead(Path.Combine(folder, name));
            lines.Add($"{Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken))}  {name}\n");
        }

        await File.WriteAllTextAsync(Path.Combine(folder, FileName), string.Concat(lines), cancellationToken);
    }
}
