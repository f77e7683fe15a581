using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Tests.Cloud;

/// <summary>A request as it left the client.</summary>
/// <param name="Endpoint">Method, path and query, as they go on the wire.</param>
/// <param name="Headers">By name, those of the content included.</param>
/// <param name="Body">Empty when there was none.</param>
public sealed record SentRequest(string Endpoint, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JObject Json => JObject.Parse(Body);

    public static async Task<SentRequest> FromAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var body = message.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : "";
        var headers = message.Headers.NonValidated.Concat(message.Content?.Headers.NonValidated ?? default)
            .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new SentRequest($"{message.Method} {message.RequestUri!.PathAndQuery}", headers, body);
    }
}
