using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Commands;

/// <summary>The file that <c>pulumi import --file</c> takes.</summary>
internal static class ImportFile
{
    // No version and no provider: the engine then takes the default provider, as it does for the program.
    public static string Write(IEnumerable<ImportedResource> resources)
    {
        var file = new JObject
        {
            ["resources"] = new JArray(resources.Select(static resource => new JObject
            {
                ["type"] = resource.Token,
                ["name"] = resource.Name,
                ["id"] = resource.Id,
            })),
        };
        return Words.Json(file) + "\n";
    }
}
