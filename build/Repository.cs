using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PulumiOrgs.Build;

/// <summary>Where things are in this checkout.</summary>
internal static class Repository
{
    public static string Root => Find("RepositoryRoot");

    /// <summary>The plugin as it is built for development.</summary>
    public static string Plugin => Find("Plugin");

    /// <summary>The plugin that stands in for that of Pulumi.Random.</summary>
    public static string RandomPlugin => Find("RandomPlugin");

    /// <summary>The program that the kill grid deploys.</summary>
    public static string Program => Find("Program");

    /// <summary>Publishes the plugin as the native binary that is released.</summary>
    public static string PublishPlugin()
    {
        var folder = Path.Combine(Root, "artifacts", "plugin");
        using var publish = Process.Start(
            "dotnet",
            ["publish", Path.Combine(Root, "provider"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "--nologo", "-v", "quiet"]);
        publish.WaitForExit();
        return publish.ExitCode == 0
            ? Path.Combine(folder, "pulumi-resource-orgs")
            : throw new InvalidOperationException($"dotnet publish of the provider failed with code {publish.ExitCode}");
    }

    private static string Find(string key) => Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!);
}
