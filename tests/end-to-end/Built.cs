using System.Reflection;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>What was built with these tests, and how.</summary>
internal static class Built
{
    /// <summary>The folder of this checkout.</summary>
    public static string Repository => PathOf("RepositoryRoot");

    /// <summary>The provider's binary.</summary>
    public static string Provider => PathOf("Provider");

    /// <summary>Whether the examples are built with the real package Pulumi.</summary>
    public static bool WithRealPackage => Find("PulumiPackages") == "nuget";

    /// <summary>Where an example is, or its program.</summary>
    public static string PathOf(string key) => Path.GetFullPath(Find(key));

    private static string Find(string key) =>
        typeof(Built).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
