using Newtonsoft.Json.Linq;
using PulumiOrgs.Local.Cloud.State;

namespace PulumiOrgs.Local.Cloud.Http;

/// <summary>What the JSON of several endpoints has in common.</summary>
internal static class WireJson
{
    public static JObject ToJson(this PulumiUser user, bool withEmail) => new JObject
    {
        ["name"] = user.Name,
        ["githubLogin"] = user.Login,
        ["avatarUrl"] = user.AvatarUrl,
    }.With("email", withEmail ? user.Email : null);

    /// <summary>Adds a property that is left out when it has no value.</summary>
    public static JObject With(this JObject json, string property, JToken? value)
    {
        if (value is not (null or JValue { Value: null }))
        {
            json[property] = value;
        }

        return json;
    }

    /// <summary>A moment as the service writes it: ISO 8601 in UTC.</summary>
    public static string ToWire(this DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
