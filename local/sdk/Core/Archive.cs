using PulumiOrgs.Protocol;

namespace Pulumi;

/// <summary>A set of files that a resource takes.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive()
    {
    }
}

/// <summary>An archive made of assets and other archives, by their path in it.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive
{
    internal override PropertyValue ToPropertyValue() => new ArchiveValue(
        new PropertyMap(assets.Select(static asset => KeyValuePair.Create(asset.Key, asset.Value.ToPropertyValue()))), null, null, "");
}

/// <summary>An archive that is a file or a folder on this machine.</summary>
public sealed class FileArchive(string path) : Archive
{
    internal override PropertyValue ToPropertyValue() => new ArchiveValue(null, path, null, "");
}

/// <summary>An archive that is fetched from an address: file, http or https.</summary>
public sealed class RemoteArchive(string uri) : Archive
{
    internal override PropertyValue ToPropertyValue() => new ArchiveValue(null, null, uri, "");
}
