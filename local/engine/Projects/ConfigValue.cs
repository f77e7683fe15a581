using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PulumiOrgs.Local.Engine.Projects;

/// <summary>One setting of a stack; structured ones are JSON.</summary>
public sealed record ConfigValue(string Text, bool Secret)
{
    /// <summary>A key with its namespace; one without belongs to the project.</summary>
    public static string Qualify(string key, string project) => key.Contains(':', StringComparison.Ordinal) ? key : $"{project}:{key}";

    public override string ToString() => Secret ? "[secret]" : Text;

    internal static string TextOf(JToken value) => value switch
    {
        { Type: JTokenType.String } => (string)value!,
        { Type: JTokenType.Null } => "",
        _ => value.ToString(Formatting.None),
    };
}
