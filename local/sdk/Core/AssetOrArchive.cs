using PulumiOrgs.Protocol;

namespace Pulumi;

/// <summary>A file, a text, or a set of files.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive()
    {
    }

    internal abstract PropertyValue ToPropertyValue();
}
