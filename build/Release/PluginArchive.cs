using System.Formats.Tar;
using System.IO.Compression;

namespace PulumiOrgs.Build.Release;

/// <summary>The plugin as an engine downloads and unpacks it: one archive for each operating system and architecture.</summary>
internal static class PluginArchive
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>What .NET calls the machines that have an archive, and what engines call them.</summary>
    public static IReadOnlyDictionary<string, string> Runtimes { get; } = new Dictionary<string, string>
    {
        ["linux-x64"] = "linux-amd64",
        ["linux-arm64"] = "linux-arm64",
        ["osx-x64"] = "darwin-amd64",
        ["osx-arm64"] = "darwin-arm64",
        ["win-x64"] = "windows-amd64",
        ["win-arm64"] = "windows-arm64",
    };

    /// <summary>The name that an engine asks a release for.</summary>
    public static string NameOf(string version, string runtime) => $"pulumi-resource-orgs-v{version}-{Runtimes[runtime]}.tar.gz";

    /// <summary>The plugin's name within its archive, and where it is built.</summary>
    public static string BinaryFor(string runtime) =>
        runtime.StartsWith("win-", StringComparison.Ordinal) ? "pulumi-resource-orgs.exe" : "pulumi-resource-orgs";

    /// <summary>
    /// Packs a plugin and its licence, and nothing else: an engine that finds a <c>PulumiPlugin.yaml</c> would take the plugin for a
    /// program to build.
    /// </summary>
    public static async Task WriteAsync(string archive, string binary, string licence, CancellationToken cancellationToken)
    {
        await using var file = File.Create(archive);
        await using var compressed = new GZipStream(file, CompressionLevel.SmallestSize);
        await using var tar = new TarWriter(compressed, TarEntryFormat.Ustar);
        await AddAsync(tar, binary, Executable, cancellationToken);
        await AddAsync(tar, licence, Readable, cancellationToken);
    }

    // By hand, since an entry that is made of a file has the name and the rights that its maker has on his machine.
    private static async Task AddAsync(TarWriter tar, string path, UnixFileMode mode, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(path);
        var entry = new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(path)) { Mode = mode, DataStream = content };
        await tar.WriteEntryAsync(entry, cancellationToken);
    }
}
