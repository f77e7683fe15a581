using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Pulumirpc;

namespace PulumiOrgs.Build.Sdk;

/// <summary>The schema as a plugin tells it.</summary>
internal static class PluginSchema
{
    /// <summary>Asks a plugin as it is built for development.</summary>
    public static async Task<JObject> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var plugin = await PluginProcess.StartAsync(file, [], cancellationToken);
        var answer = await new ResourceProvider.ResourceProviderClient(plugin.Channel)
            .GetSchemaAsync(new GetSchemaRequest(), cancellationToken: cancellationToken);
        return JObject.Parse(answer.Schema);
    }

    /// <summary>The text of the file that is checked in.</summary>
    public static string Write(JObject schema) => $"{schema.ToString(Formatting.Indented).ReplaceLineEndings("\n")}\n";
}
