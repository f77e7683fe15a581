using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>Reads query parameters; one that is given and empty counts as absent.</summary>
internal static class QueryParameters
{
    public static string? Query(this HttpContext http, string name)
    {
        var text = http.Request.Query[name].ToString();
        return text.Length > 0 ? text : null;
    }

    public static RefusedException InvalidQuery(string name, string expected) =>
        RefusedException.BadRequest($"Invalid query parameter '{name}': expected {expected}.");
}
