using System.Reflection;

namespace Pulumi.Random;

/// <summary>What all resources of the package share.</summary>
internal static class Utilities
{
    /// <summary>The package's version, which is also that of the plugin it needs.</summary>
    public static string Version { get; } =
        typeof(Utilities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
