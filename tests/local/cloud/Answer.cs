using System.Net;
using System.Net.Http.Headers;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.Http;

namespace PulumiOrgs.Local.Cloud.Tests;

/// <summary>What the cloud answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string? MediaType)
{
    public JToken Body => RequestBody.Parse(Text)!;

    public string? Message => (string?)Body["message"];

    public string? ContinuationToken => (string?)Body["continuationToken"];

    /// <summary>One property of each entry of a list in the body; the path may go deeper.</summary>
    public IReadOnlyList<string?> All(string list, string path) => [.. Body[list]!.Select(entry => (string?)entry.SelectToken(path))];

    public void MustRefuse(HttpStatusCode status, string message)
    {
        Assert.Equal((status, (int)status, message), (Status, (int?)Body["code"], Message));
        Assert.Equal("application/json", MediaType);
    }
}
