using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace PulumiOrgs.Local.Engine.Projects;

/// <summary>YAML as JSON, which is how the rest of the engine reads it.</summary>
internal static class YamlFile
{
    private const NumberStyles DecimalStyle = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Reads a file whose top is a mapping; an empty file has no fields.</summary>
    /// <exception cref="ProjectException">The file is no such YAML.</exception>
    public static JObject Load(string path)
    {
        using var reader = new StreamReader(path);
        var yaml = new YamlStream();
        try
        {
            yaml.Load(reader);
        }
        catch (YamlException exception)
        {
            throw new ProjectException($"{path} is not YAML: {exception.Message} (line {exception.Start.Line})", exception);
        }

        return yaml.Documents.Count == 0
            ? []
            : ToJson(yaml.Documents[0].RootNode) as JObject
                ?? throw new ProjectException($"{path} should hold fields such as 'name: value'");
    }

    private static JToken ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JObject(mapping.Children.Select(
            static child => new JProperty(child.Key.ToString(), ToJson(child.Value)))),
        YamlSequenceNode sequence => new JArray(sequence.Children.Select(ToJson)),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: var text } => Plain(text ?? ""),
        YamlScalarNode { Value: var text } => text ?? "",
        _ => JValue.CreateNull(),
    };

    private static JToken Plain(string text) => text switch
    {
        "" or "~" or "null" => JValue.CreateNull(),
        "true" or "True" => true,
        "false" or "False" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            && integer.ToString(CultureInfo.InvariantCulture) == text => integer,
        _ when double.TryParse(text, DecimalStyle, CultureInfo.InvariantCulture, out var number)
            && number.ToString("R", CultureInfo.InvariantCulture) == text => number,
        _ => text,
    };
}
