using System.Reflection;

namespace Pulumi.Orgs;

/// <summary>What all resources and functions of the package share.</summary>
internal static class Utilities
{
    /// <summary>The package's version, which is also that of the plugin it needs.</summary>
    public static string Version { get; } =
        typeof(Utilities).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Options that name the plugin's version where the caller named none.</summary>
    public static InvokeOptions WithDefaults(this InvokeOptions? options)
    {
        var defaulted = options ?? new InvokeOptions();
        defaulted.Version ??= Version;
        return defaulted;
    }

    /// <inheritdoc cref="WithDefaults(InvokeOptions?)"/>
    public static InvokeOutputOptions WithDefaults(this InvokeOutputOptions? options)
    {
        var defaulted = options ?? new InvokeOutputOptions();
        defaulted.Version ??= Version;
        return defaulted;
    }
}
