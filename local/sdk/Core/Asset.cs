using PulumiOrgs.Protocol;

namespace Pulumi;

/// <summary>A file or a text that a resource takes.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset()
    {
    }
}

/// <summary>An asset that is a file on this machine.</summary>
public sealed class FileAsset(string path) : Asset
{
    internal override PropertyValue ToPropertyValue() => new AssetValue(null, path, null, "");
}

/// <summary>An asset that is the given text.</summary>
public sealed class StringAsset(string text) : Asset
{
    internal override PropertyValue ToPropertyValue() => new AssetValue(text, null, null, "");
}

/// <summary>An asset that is fetched from an address: file, http or https.</summary>
public sealed class RemoteAsset(string uri) : Asset
{
    internal override PropertyValue ToPropertyValue() => new AssetValue(null, null, uri, "");
}
