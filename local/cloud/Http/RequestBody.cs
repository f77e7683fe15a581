using System.Buffers.Text;
using System.Text;
using Newtonsoft.Json;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>The endpoints of one area of the API.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder api);
}

/// <summary>A JSON object that a request carries. A property of the wrong type is refused with 400.</summary>
internal sealed class RequestBody
{
    private readonly JObject _content;

    private RequestBody(JToken json) =>
        _content = json as JObject ?? throw RefusedException.BadRequest("The request body must be a JSON object.");

    /// <summary>Reads the body as an object; none at all counts as one without properties.</summary>
    /// <exception cref="RefusedException">400: not a JSON object.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return new(Parse(await reader.ReadToEndAsync(http.RequestAborted)) ?? new JObject());
    }

    /// <summary>Reads JSON as it stands, leaving text that looks like a date alone; null when there is none.</summary>
    /// <exception cref="RefusedException">400: not JSON.</exception>
    public static JToken? Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            var parsed = JToken.ReadFrom(reader);
            // Fails when another value follows.
            reader.Read();
            return parsed;
        }
        catch (JsonException)
        {
            throw RefusedException.BadRequest("The request body is not JSON.");
        }
    }

    public bool Has(string property) => _content[property] is { Type: not JTokenType.Null };

    public string? Text(string property) => Value<string?>(property, JTokenType.String, "a string");

    public long? Integer(string property) => Value<long?>(property, JTokenType.Integer, "an integer of 64 bits");

    public bool? Flag(string property) => Value<bool?>(property, JTokenType.Boolean, "true or false");

    public RequestBody? Object(string property)
    {
        if (!Has(property))
        {
            return null;
        }

        return _content[property] is JObject inner ? new RequestBody(inner) : throw Mistyped(property, "an object");
    }

    public ImmutableList<string>? Texts(string property)
    {
        if (!Has(property))
        {
            return null;
        }

        return _content[property] is JArray array && array.All(item => item.Type == JTokenType.String)
            ? [.. array.Values<string>().OfType<string>()]
            : throw Mistyped(property, "a list of strings");
    }

    private T? Value<T>(string property, JTokenType type, string expected)
    {
        if (!Has(property))
        {
            return default;
        }

        try
        {
            return _content[property] is { } value && value.Type == type ? value.ToObject<T>() : throw Mistyped(property, expected);
        }
        catch (OverflowException)
        {
            throw Mistyped(property, expected);
        }
    }

    private static RefusedException Mistyped(string property, string expected) =>
        RefusedException.BadRequest($"'{property}' must be {expected}.");
}

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

/// <summary>
/// Where a listing goes on: after the last entry that was answered, not at a position, so that entries which
/// come or go between two pages make the listing neither skip nor repeat another one.
/// </summary>
internal static class ContinuationToken
{
    /// <param name="listing">What is listed; a token serves no other listing.</param>
    /// <param name="last">The key of the last entry answered.</param>
    public static string Encode(string listing, string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Prefix(listing) + last));

    /// <summary>The key of the last entry answered; null for the first page.</summary>
    /// <exception cref="RefusedException">400: not a token of this listing.</exception>
    public static string? Decode(string listing, string? token)
    {
        if (token is null)
        {
            return null;
        }

        var text = Base64Url.IsValid(token) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)) : "";
        return text.StartsWith(Prefix(listing), StringComparison.Ordinal) ? text[Prefix(listing).Length..] : throw Invalid();
    }

    public static RefusedException Invalid() => RefusedException.BadRequest("Invalid continuationToken.");

    private static string Prefix(string listing) => $"{listing}\n";
}
