using System.Text;
using CsCheck;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Build.Fuzz;

/// <summary>What becomes of bytes and of JSON on a bad day.</summary>
internal static class Mangling
{
    private const int DeepNesting = 100_000;

    // What a JSON value is replaced with. None of it is what the API promises.
    private static readonly string[] Replacements =
    [
        "null", "true", "-1", "0.5", "1e400", "99999999999999999999999", "NaN", "\"\"", "\"\\ud800\"", "\"\\u0000\\u001b[2J</script>\"", "[]", "{}", "[null]",
        "{\"a\":{\"b\":[1]}}", "[[[[[[]]]]]]", "\"2024-13-45T99:00:00Z\"", "undefined", "'single'", "/* */ 1",
    ];

    /// <summary>The bytes with some of them changed, cut off, doubled or put in.</summary>
    public static byte[] Bytes(byte[] bytes, Random random)
    {
        var changed = bytes.ToList();
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            var at = random.Next(changed.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < changed.Count:
                    changed[at] = (byte)random.Next(256);
                    break;
                case 1:
                    changed.RemoveRange(at, Math.Min(changed.Count - at, random.Next(20)));
                    break;
                case 2:
                    changed.InsertRange(at, changed.Skip(random.Next(changed.Count + 1)).Take(random.Next(50)).ToList());
                    break;
                default:
                    changed.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. changed];
    }

    /// <summary>JSON of another shape, or what is no JSON any more.</summary>
    public static byte[] Json(byte[] json, Random random) => random.Next(5) switch
    {
        0 => Bytes(json, random),
        1 => Encoding.UTF8.GetBytes(new string('[', random.Next(1, DeepNesting))),
        _ => Reshape(Encoding.UTF8.GetString(json), random),
    };

    private static byte[] Reshape(string json, Random random)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        var root = new JArray(JToken.ReadFrom(reader));
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var values = root.Descendants().Where(static token => token is not JProperty).ToList();
            var value = values[random.Next(values.Count)];
            switch (random.Next(4))
            {
                case 0 when value.Parent is JProperty property:
                    property.Remove();
                    break;
                case 1 when value.Parent is JArray array && array != root:
                    array.Add(value.DeepClone());
                    break;
                case 2:
                    value.Replace(Hostile.Text.Single());
                    break;
                default:
                    value.Replace(new JRaw(Replacements[random.Next(Replacements.Length)]));
                    break;
            }

            if (root.Count == 0)
            {
                return [];
            }
        }

        return Encoding.UTF8.GetBytes(root[0]!.ToString(Formatting.None));
    }
}
