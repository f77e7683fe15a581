using System.Collections.Frozen;

namespace PulumiOrgs.Local.Engine.Monitor;

/// <summary>What this monitor does beyond the minimum, by the names that programs ask with.</summary>
internal static class MonitorFeatures
{
    private static readonly FrozenSet<string> Supported =
        FrozenSet.Create("secrets", "resourceReferences", "outputValues", "aliasSpecs", "deletedWith");

    public static bool IsSupported(string feature) => Supported.Contains(feature);
}
