using System.Reflection;

namespace PulumiOrgs.RealEngine.Tests;

/// <summary>What was built with these tests, and how.</summary>
internal static class Built
{
    /// <summary>The folder of this checkout.</summary>
    public static string Repository => Find("RepositoryRoot");

    /// <summary>The program of the example <c>acme-org</c>.</summary>
    public static string Example => Find("Example");

    /// <summary>The folder that the plugin is in.</summary>
    public static string PluginFolder => Find("Plugin");

    /// <summary>Whether the SDK and the example are built with the real package Pulumi.</summary>
    public static bool WithRealPackage => Find("PulumiPackages") == "nuget";

    private static string Find(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
