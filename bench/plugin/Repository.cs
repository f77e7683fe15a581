using System.Reflection;

namespace PulumiOrgs.Bench;

/// <summary>Where things are in this checkout.</summary>
internal static class Repository
{
    public static string Root => Find("RepositoryRoot");

    /// <summary>The program that declares the organization.</summary>
    public static string Program => Find("Program");

    private static string Find(string key) => Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
