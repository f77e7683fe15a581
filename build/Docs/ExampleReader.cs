using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using YamlDotNet.RepresentationModel;

namespace PulumiOrgs.Build.Docs;

/// <summary>
/// Reads a program in Pulumi's YAML. What an example has no need of so far is refused, so that no language passes over it in silence.
/// </summary>
internal sealed partial class ExampleReader
{
    private readonly JObject _schema;
    private readonly string _package;
    private readonly Dictionary<string, YamlMappingNode> _resources;
    private readonly Dictionary<string, YamlMappingNode> _variables;
    private readonly Dictionary<string, YamlMappingNode> _settings;

    private ExampleReader(JObject schema, YamlMappingNode program)
    {
        _schema = schema;
        _package = (string)schema["name"]!;
        RefuseOthers(program, "name", "runtime", "config", "variables", "resources", "outputs");
        _resources = Section(program, "resources");
        _variables = Section(program, "variables");
        _settings = Section(program, "config");
    }

    /// <exception cref="NotSupportedException">The program is none that can be written in every language.</exception>
    public static Example Read(JObject schema, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var program = (YamlMappingNode)stream.Documents[0].RootNode;
        var reader = new ExampleReader(schema, program);
        var example = new Example
        {
            Yaml = yaml,
            Settings = [.. reader._settings.Select(static setting => Setting(setting.Key, setting.Value))],
            Statements = InOrder([.. reader._variables.Select(reader.Call), .. reader._resources.Select(reader.Resource)]),
            Outputs = [.. Entries(program, "outputs").Select(output => (output.Name, reader.Reference(output.Value)))],
        };
        // Go refuses a variable that nothing uses, and nobody calls a function for nothing.
        return example.Statements.FirstOrDefault(statement => statement is ExampleCall && !example.IsUsed(statement)) is { } idle
            ? throw new NotSupportedException($"{idle.Name}: nothing uses what {idle.Type} finds")
            : example;
    }

    // As written, but nothing before what it refers to.
    private static List<ExampleStatement> InOrder(List<ExampleStatement> statements)
    {
        var ordered = new List<ExampleStatement>();
        while (statements.Count > 0)
        {
            var next = statements.Find(statement => statement.References.All(reference => statements.TrueForAll(other => other.Name != reference.Name)))
                ?? throw new NotSupportedException($"{statements[0].Name}: refers to itself");
            statements.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    private static ExampleSetting Setting(string name, YamlMappingNode setting)
    {
        RefuseOthers(setting, "type", "secret");
        return Text(setting, "type") == "string"
            ? new ExampleSetting(name, Text(setting, "secret") == "true")
            : throw new NotSupportedException($"{name}: a setting is a text");
    }

    private ExampleStatement Call(KeyValuePair<string, YamlMappingNode> variable)
    {
        RefuseOthers(variable.Value, "fn::invoke");
        var call = (YamlMappingNode)variable.Value["fn::invoke"];
        RefuseOthers(call, "function", "arguments");
        var name = LocalName(Text(call, "function")!);
        var inputs = (JObject)_schema["functions"]![$"{_package}:index:{name}"]!["inputs"]!["properties"]!;
        return new ExampleCall(variable.Key, name, Inputs(inputs, call, "arguments")) { HasArguments = inputs.HasValues };
    }

    private ExampleStatement Resource(KeyValuePair<string, YamlMappingNode> resource)
    {
        RefuseOthers(resource.Value, "type", "properties", "options");
        var type = Text(resource.Value, "type")!;
        var isProvider = type == $"pulumi:providers:{_package}";
        var name = isProvider ? "Provider" : LocalName(type);
        var declared = isProvider ? _schema["provider"]! : _schema["resources"]![$"{_package}:index:{name}"]!;
        var options = resource.Value.Children.TryGetValue("options", out var given) ? (YamlMappingNode)given : [];
        RefuseOthers(options, "provider", "dependsOn");
        return new ExampleResource(resource.Key, name, Inputs((JObject)declared["inputProperties"]!, resource.Value, "properties"))
        {
            IsProvider = isProvider,
            Provider = options.Children.TryGetValue("provider", out var provider) ? Reference(provider) : null,
            DependsOn = options.Children.TryGetValue("dependsOn", out var first) ? [.. ((YamlSequenceNode)first).Select(Reference)] : [],
        };
    }

    private string LocalName(string token) => token.Split(':') is [var package, var name] && package == _package
        ? name
        : throw new NotSupportedException($"{token}: give a type or a function of {_package} as '{_package}:NAME'");

    private List<(string Name, ExampleValue Value)> Inputs(JObject declared, YamlMappingNode owner, string section) =>
    [
        .. Entries(owner, section).Select(input => (input.Name, Value(
            declared[input.Name] as JObject ?? throw new NotSupportedException($"{input.Name}: there is no such input"), input.Value))),
    ];

    private ExampleValue Value(JObject declared, YamlNode node) => node switch
    {
        YamlSequenceNode list => new ExampleList([.. list.Select(item => Value((JObject)declared["items"]!, item))]),
        YamlScalarNode { Value: { } text } when text.StartsWith("${", StringComparison.Ordinal) => Reference(node),
        YamlScalarNode { Value: { } text } when (string?)declared["$ref"] is { } reference => Constant(reference.Split('/')[^1], text),
        YamlScalarNode { Value: { } text } => (string?)declared["type"] switch
        {
            "string" => new ExampleText(text),
            "boolean" => new ExampleFlag(bool.Parse(text)),
            "number" or "integer" => new ExampleNumber(long.Parse(text, CultureInfo.InvariantCulture)),
            var other => throw new NotSupportedException($"{text}: an example has no form for the type '{other}'"),
        },
        _ => throw new NotSupportedException($"{node}: an example has no form for this"),
    };

    private ExampleConstant Constant(string token, string value)
    {
        var member = _schema["types"]![token]!["enum"]!.Single(candidate => (string?)candidate["value"] == value);
        return new ExampleConstant(token.Split(':')[^1], (string)member["name"]!, value);
    }

    private ExampleReference Reference(YamlNode node)
    {
        var match = WholeReference().Match(((YamlScalarNode)node).Value!);
        var (name, property) = (match.Groups["name"].Value, match.Groups["property"] is { Success: true, Value: var given } ? given : null);
        return _resources.ContainsKey(name) || (_variables.ContainsKey(name) && property is not null) || (_settings.ContainsKey(name) && property is null)
            ? new ExampleReference(name, property, _variables.ContainsKey(name))
            : throw new NotSupportedException($"{node}: refer to a setting as '${{name}}', or to a property of what there is as '${{name.property}}'");
    }

    private static void RefuseOthers(YamlMappingNode node, params string[] known)
    {
        if (node.Children.Keys.FirstOrDefault(key => !known.Contains(((YamlScalarNode)key).Value)) is { } strange)
        {
            throw new NotSupportedException($"{strange}: an example has no form for this");
        }
    }

    private static string? Text(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var value) ? ((YamlScalarNode)value).Value : null;

    private static IEnumerable<(string Name, YamlNode Value)> Entries(YamlMappingNode owner, string section) =>
        owner.Children.TryGetValue(section, out var entries)
            ? ((YamlMappingNode)entries).Children.Select(static entry => (((YamlScalarNode)entry.Key).Value!, entry.Value))
            : [];

    private static Dictionary<string, YamlMappingNode> Section(YamlMappingNode program, string name) =>
        Entries(program, name).ToDictionary(static entry => entry.Name, static entry => (YamlMappingNode)entry.Value);

    [GeneratedRegex(@"^\$\{(?<name>\w+)(\.(?<property>\w+))?\}$")]
    private static partial Regex WholeReference();
}
