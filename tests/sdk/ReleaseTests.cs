using System.Formats.Tar;
using System.IO.Compression;
using PulumiOrgs.Build.Release;

namespace PulumiOrgs.Sdk.Tests;

/// <summary>What a release is made of, as engines and people take it.</summary>
public sealed class ReleaseTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-");

    [Theory]
    [InlineData("v0.1.0", "0.1.0")]
    [InlineData("v12.3.45", "12.3.45")]
    [InlineData("v1.2.3-rc.1", "1.2.3-rc.1")]
    [InlineData("1.2.3", null)]
    [InlineData("v1.2", null)]
    [InlineData("v01.2.3", null)]
    [InlineData("v1.2.3+build", null)]
    [InlineData("v1.2.3\n", null)]
    [InlineData("vnext", null)]
    [InlineData("", null)]
    public void A_tag_says_the_version_or_is_refused(string tag, string? version) => Assert.Equal(version, ReleaseTag.VersionOf(tag));

    [Theory]
    [InlineData("https://github.com/keepers/orgs", true)]
    [InlineData("https://github.com/keepers/orgs/", false)]
    [InlineData("https://github.com/keepers/orgs.git", false)]
    [InlineData("https://github.com/keepers", false)]
    [InlineData("https://github.com//orgs", false)]
    [InlineData("https://github.com/keepers/orgs?tab=readme", false)]
    [InlineData("http://github.com/keepers/orgs", false)]
    [InlineData("git@github.com:keepers/orgs", false)]
    public void Of_a_repository_every_address_follows_or_it_is_refused(string address, bool expected) =>
        Assert.Equal(expected, ReleaseCommand.IsRepository(address));

    [Theory]
    [InlineData("linux-x64", "pulumi-resource-orgs-v1.2.3-linux-amd64.tar.gz", "pulumi-resource-orgs")]
    [InlineData("osx-arm64", "pulumi-resource-orgs-v1.2.3-darwin-arm64.tar.gz", "pulumi-resource-orgs")]
    [InlineData("win-x64", "pulumi-resource-orgs-v1.2.3-windows-amd64.tar.gz", "pulumi-resource-orgs.exe")]
    public void An_archive_has_the_name_that_an_engine_asks_for(string runtime, string archive, string binary) =>
        Assert.Equal((archive, binary), (PluginArchive.NameOf("1.2.3", runtime), PluginArchive.BinaryFor(runtime)));

    [Fact]
    public async Task An_archive_has_the_plugin_that_can_be_run_its_licence_and_nothing_else()
    {
        var (binary, licence) = (Write("pulumi-resource-orgs", "code"), Write("LICENSE", "terms"));
        Write("pulumi-resource-orgs.dbg", "symbols");
        var archive = Path.Combine(_folder.FullName, "plugin.tar.gz");

        await PluginArchive.WriteAsync(archive, binary, licence, TestContext.Current.CancellationToken);

        await using var file = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(file);
        var entries = new List<string>();
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            using var reader = new StreamReader(entry.DataStream!);
            var content = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            entries.Add($"{entry.EntryType} {Convert.ToString((int)entry.Mode, 8)} {entry.Uid} {entry.Name} {content}");
        }

        Assert.Equal(["RegularFile 755 0 pulumi-resource-orgs code", "RegularFile 644 0 LICENSE terms"], entries);
    }

    [Fact]
    public async Task The_sums_are_those_of_the_files_in_the_order_of_their_names()
    {
        Write("b.txt", "abc");
        Write("a.txt", "");
        Write("other.txt", "is none of the release");

        await Checksums.WriteAsync(_folder.FullName, ["b.txt", "a.txt"], TestContext.Current.CancellationToken);

        Assert.Equal(
            """
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.txt
            ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.txt

            """.ReplaceLineEndings("\n"),
            await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "SHA256SUMS"), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
