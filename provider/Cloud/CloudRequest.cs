using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>One call of an endpoint.</summary>
/// <param name="Method">A GET is a read, everything else a write, which says of what <see cref="Kind"/> it is.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Action">What is asked, in words that follow "could not".</param>
internal sealed record CloudRequest(HttpMethod Method, ApiPath Path, string Action)
{
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    public JObject? Body { get; init; }

    public RequestKind Kind { get; init; } = RequestKind.Read;

    public bool IsWrite => Method != HttpMethod.Get;

    public string Endpoint => $"{Method} {Path}";

    public string PathAndQuery => Query.Count == 0
        ? Path.ToString()
        : $"{Path}?{string.Join('&', Query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"))}";

    public CloudException Unexpected(string detail, System.Net.HttpStatusCode? status) =>
        new(CloudFailure.Unexpected, Action, Endpoint) { Status = status, Detail = detail, MayHaveHappened = IsWrite };
}
