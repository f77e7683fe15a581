using System.Collections.Immutable;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>A JSON object that a request carries. A property of the wrong type is refused with 400.</summary>
/// <param name="json">The object.</param>
/// <param name="what">What it is called when it turns out to be none.</param>
internal sealed class RequestBody(JToken? json, string what)
{
    private readonly JObject _content = json as JObject ?? throw RefusedException.BadRequest($"{what} must be a JSON object.");

    /// <summary>Reads the body as an object; none at all counts as one without properties.</summary>
    /// <exception cref="RefusedException">400: not a JSON object.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext http) =>
        new(await ReadTokenAsync(http) ?? new JObject(), "The request body");

    /// <summary>Reads the body; null when there is none.</summary>
    /// <exception cref="RefusedException">400: not JSON.</exception>
    public static async Task<JToken?> ReadTokenAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        return Parse(await reader.ReadToEndAsync(http.RequestAborted));
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

    /// <exception cref="RefusedException">400: there is another property.</exception>
    public void AllowOnly(params IReadOnlyCollection<string> properties)
    {
        if (_content.Properties().FirstOrDefault(property => !properties.Contains(property.Name)) is { } other)
        {
            throw RefusedException.BadRequest($"'{other.Name}' is none of {string.Join(", ", properties)}.");
        }
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
