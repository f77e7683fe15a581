using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PulumiOrgs.Bench;

/// <summary>Makes the plugin's binaries: the native one that is released, and the one of a development build.</summary>
internal static class PluginBuild
{
    private const string Plugin = "pulumi-resource-orgs";

    public static string Native() => Run("native", "publish", "-r", RuntimeInformation.RuntimeIdentifier);

    public static string Managed() => Run("managed", "build", "-p:PublishAot=false");

    private static string Run(string name, string command, params IEnumerable<string> arguments)
    {
        var folder = Path.Combine(Repository.Root, "artifacts", "bench", name);
        using var build = Process.Start(
            "dotnet", [command, Path.Combine(Repository.Root, "provider"), "-c", "Release", "-o", folder, "--nologo", "-v", "quiet", .. arguments]);
        build.WaitForExit();
        return build.ExitCode == 0
            ? Path.Combine(folder, Plugin)
            : throw new InvalidOperationException($"dotnet {command} of the provider failed with code {build.ExitCode}");
    }
}
