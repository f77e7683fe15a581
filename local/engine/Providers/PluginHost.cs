using System.Globalization;

namespace PulumiOrgs.Local.Engine.Providers;

/// <summary>Starts plugins, or attaches to those that <c>PULUMI_DEBUG_PROVIDERS=name:port,…</c> says are running.</summary>
/// <param name="locator">Finds plugins.</param>
/// <param name="environment">The plugins' environment.</param>
/// <param name="engineAddress">Where plugins find the engine.</param>
/// <param name="preview">Whether nothing may be changed.</param>
/// <param name="log">Gets what plugins print, with the package's name.</param>
/// <param name="time">The clock.</param>
public sealed class PluginHost(
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
