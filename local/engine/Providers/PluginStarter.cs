using System.Globalization;
using System.Reflection;
using PulumiOrgs.Local.Engine.Processes;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Starts plugins, or attaches to those that <c>PULUMI_DEBUG_PROVIDERS=name:port,…</c> says are running.</summary>
/// <param name="locator">Finds plugins.</param>
/// <param name="environment">The plugins' environment.</param>
/// <param name="engineAddress">Where plugins find the engine.</param>
/// <param name="preview">Whether nothing may be changed.</param>
/// <param name="log">Gets what plugins print, with the package's name.</param>
/// <param name="time">The clock.</param>
public sealed class PluginStarter(
    PluginLocator locator,
    IReadOnlyDictionary<string, string> environment,
    string engineAddress,
    bool preview,
    Action<string, string> log,
    TimeProvider time)
{
    private const string AttachVariable = "PULUMI_DEBUG_PROVIDERS";

    /// <exception cref="ProviderException">The plugin is not found or does not start.</exception>
    public async Task<ProviderPlugin> StartAsync(string package, CancellationToken cancellationToken)
    {
        var connection = AttachPort(package) is { } port
            ? await PluginConnection.AttachAsync(package, port, engineAddress, time, cancellationToken)
            : await PluginConnection.StartAsync(
                package,
                await locator.FindAsync(package, cancellationToken),
                environment,
                engineAddress,
                line => log(package, line),
                time,
                cancellationToken);
        return new ProviderPlugin(package, connection, preview);
    }

    private int? AttachPort(string package)
    {
        var entries = environment.GetValueOrDefault(AttachVariable, "");
        foreach (var entry in entries.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry.Split(':') is not [var name, var port] || !ushort.TryParse(port, CultureInfo.InvariantCulture, out var number))
            {
                throw new ProviderException($"{AttachVariable} should be name:port, separated by commas; '{entry}' is not");
            }

            if (name == package)
            {
                return number;
            }
        }

        return null;
    }
}

/// <summary>
/// Finds the plugin of a package: the one given by hand, then those that the project names, then
/// <c>pulumi-resource-NAME</c> on the PATH, then what is built here to stand in for it. A folder holds that file, or a
/// <c>PulumiPlugin.yaml</c> that says how to run it.
/// </summary>
/// <param name="given">A plugin or a folder that holds one; null when none was given.</param>
/// <param name="projectPlugins">What the project names.</param>
/// <param name="environment">Where PATH is looked up.</param>
/// <param name="build">Builds plugins that come as source.</param>
public sealed class PluginLocator(
    string? given,
    IReadOnlyList<ProjectPlugin> projectPlugins,
    IReadOnlyDictionary<string, string> environment,
    DotnetBuild build)
{
    private const string FilePrefix = "pulumi-resource-";
    private const string ManifestName = "PulumiPlugin.yaml";

    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".dll"] : ["", ".dll"];

    /// <exception cref="ProviderException">There is none, or what there is cannot be run.</exception>
    public async Task<LaunchCommand> FindAsync(string package, CancellationToken cancellationToken)
    {
        if (given is not null && Serves(given, package))
        {
            return await FromPathAsync(Path.GetFullPath(given), package, cancellationToken);
        }

        if (projectPlugins.FirstOrDefault(plugin => plugin.Name == package) is { } projectPlugin)
        {
            return await FromPathAsync(projectPlugin.Path, package, cancellationToken);
        }

        return environment.GetValueOrDefault("PATH", "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => InFolder(folder, package))
            .FirstOrDefault(static command => command is not null)
            ?? StandIn(package)
            ?? throw new ProviderException(
                $"no plugin for '{package}': give one with --provider, name its folder in Pulumi.yaml (plugins.providers), "
                + $"or put {FilePrefix}{package} on the PATH");
    }

    // Where a project names no plugin, Pulumi's engine downloads it. This one cannot, and a project that named a path under local/
    // would hide the real plugin from Pulumi's engine; so what stands in is told by the build, and comes last.
    private static LaunchCommand? StandIn(string package) => typeof(PluginLocator).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key == FilePrefix + package && File.Exists(attribute.Value))
        .Select(static attribute => LaunchCommand.For(attribute.Value!, Path.GetDirectoryName(attribute.Value)!))
        .FirstOrDefault();

    /// <summary>A plugin given by hand serves the package in its name, or any if its name tells none.</summary>
    private static bool Serves(string path, string package)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return Directory.Exists(path) || !name.StartsWith(FilePrefix, StringComparison.Ordinal) || name == FilePrefix + package;
    }

    private async Task<LaunchCommand> FromPathAsync(string path, string package, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return LaunchCommand.For(path, Path.GetDirectoryName(path)!);
        }

        if (!Directory.Exists(path))
        {
            throw new ProviderException($"the plugin for '{package}' should be at {path}, which does not exist");
        }

        return InFolder(path, package) ?? await FromManifestAsync(path, package, cancellationToken);
    }

    private static LaunchCommand? InFolder(string folder, string package) => Extensions
        .Select(extension => Path.Combine(folder, FilePrefix + package + extension))
        .Where(File.Exists)
        .Select(file => LaunchCommand.For(file, folder))
        .FirstOrDefault();

    private async Task<LaunchCommand> FromManifestAsync(string folder, string package, CancellationToken cancellationToken)
    {
        var manifest = Path.Combine(folder, ManifestName);
        if (!File.Exists(manifest))
        {
            throw new ProviderException($"{folder} holds neither {FilePrefix}{package} nor {ManifestName}");
        }

        var yaml = YamlFile.Load(manifest);
        var runtime = (string?)yaml.SelectToken("runtime.name") ?? yaml["runtime"]?.ToString();
        if (runtime != "dotnet")
        {
            throw new ProviderException($"{manifest}: this engine runs plugins of the runtime 'dotnet', not '{runtime}'");
        }

        try
        {
            var binary = (string?)yaml.SelectToken("runtime.options.binary");
            return LaunchCommand.For(
                binary is null ? await build.BuildAsync(folder, cancellationToken) : Path.GetFullPath(binary, folder),
                folder);
        }
        catch (ProjectException exception)
        {
            throw new ProviderException(exception.Message, exception);
        }
    }
}
