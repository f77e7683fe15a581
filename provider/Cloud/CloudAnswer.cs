using System.Net;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Provider.Cloud;

/// <summary>
/// A JSON object of an answer, read field by field. What the contract promises and the answer lacks is a
/// <see cref="CloudFailure.Unexpected"/> that names the field, never its value: it could be a token's.
/// </summary>
internal sealed class CloudAnswer(CloudRequest request, HttpStatusCode status, JObject json)
{
    public string Text(string field) => Value(field) as string ?? throw Lacks(field, "text");

    /// <summary>Null when absent.</summary>
    public string? OptionalText(string field) => Value(field) switch
    {
        null => null,
        string text => text,
        _ => throw Lacks(field, "text"),
    };

    public bool Flag(string field) => Value(field) as bool? ?? throw Lacks(field, "true or false");

    public long Number(string field) => Value(field) as long? ?? throw Lacks(field, "a whole number");

    public CloudAnswer Object(string field) => json[field] is JObject inner ? With(inner) : throw Lacks(field, "an object");

    /// <summary>Null when absent.</summary>
    public CloudAnswer? OptionalObject(string field) => json[field] is null or JValue { Type: JTokenType.Null } ? null : Object(field);

    public IReadOnlyList<CloudAnswer> Objects(string field) => json[field] switch
    {
        JArray array => [.. array.Select(item => item is JObject inner ? With(inner) : throw Wrong(item.Path, "an object"))],
        // The server is a Go program: its lists that never held anything are written as null.
        JValue { Type: JTokenType.Null } => [],
        _ => throw Lacks(field, "a list"),
    };

    public IReadOnlyList<CloudAnswer> OptionalObjects(string field) => json.ContainsKey(field) ? Objects(field) : [];

    /// <summary>Empty when absent.</summary>
    public IReadOnlyList<string> OptionalTexts(string field) => json[field] switch
    {
        null or JValue { Type: JTokenType.Null } => [],
        JArray array => [.. array.Select(item => item is JValue { Value: string text } ? text : throw Wrong(item.Path, "text"))],
        _ => throw Lacks(field, "a list"),
    };

    public CloudException Unexpected(string detail) => request.Unexpected(detail, status);

    private object? Value(string field) => json[field] switch
    {
        null => null,
        JValue value => value.Value,
        var other => other,
    };

    private CloudAnswer With(JObject inner) => new(request, status, inner);

    private CloudException Lacks(string field, string wanted) =>
        Wrong(json.Path.Length == 0 ? field : $"{json.Path}.{field}", wanted);

    private CloudException Wrong(string path, string wanted) => Unexpected($"the answer's '{path}' is missing or is not {wanted}");
}
