using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Engine.Providers;
using Pulumirpc;

namespace PulumiOrgs.Build.Sdk;

/// <summary>The schema as the plugin tells it.</summary>
internal static class PluginSchema
{
    /// <summary>Asks the plugin as it is built for development.</summary>
    public static async Task<JObject> ReadAsync(CancellationToken cancellationToken)
    {
        using var plugin = Process.Start(new ProcessStartInfo("dotnet", [Repository.Plugin]) { RedirectStandardOutput = true })!;
        try
        {
            var port = await plugin.StandardOutput.ReadLineAsync(cancellationToken);
            using var channel = LocalChannel.To(int.Parse(port ?? "", NumberStyles.None, CultureInfo.InvariantCulture));
            var answer = await new ResourceProvider.ResourceProviderClient(channel)
                .GetSchemaAsync(new GetSchemaRequest(), cancellationToken: cancellationToken);
            return JObject.Parse(answer.Schema);
        }
        finally
        {
            plugin.Kill();
        }
    }

    /// <summary>The text of the file that is checked in.</summary>
    public static string Write(JObject schema) => $"{schema.ToString(Formatting.Indented).ReplaceLineEndings("\n")}\n";
}
