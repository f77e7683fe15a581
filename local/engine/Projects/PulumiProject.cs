namespace PulumiOrgs.Local.Engine.Projects;

/// <summary>A Pulumi project: what its <c>Pulumi.yaml</c> says.</summary>
public sealed record PulumiProject
{
    private const string FileName = "Pulumi.yaml";

    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    public required string Directory { get; init; }

    public required string Name { get; init; }

    /// <summary>The language of the program, such as <c>dotnet</c>.</summary>
    public required string Runtime { get; init; }

    public IReadOnlyDictionary<string, string> RuntimeOptions { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The program, where it does not lie in the project's folder; relative to that.</summary>
    public string? Main { get; init; }

    public IReadOnlyList<ProjectPlugin> Providers { get; init; } = [];

    /// <summary>Configuration that holds where a stack says nothing else.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Config { get; init; } = ImmutableDictionary<string, ConfigValue>.Empty;

    /// <summary>Finds the project around a folder: the nearest <c>Pulumi.yaml</c>, upwards.</summary>
    /// <exception cref="ProjectException">There is none, or it is not as it should be.</exception>
    public static PulumiProject Find(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, FileName);
            if (File.Exists(file))
            {
                return Load(file);
            }
        }

        throw new ProjectException($"no {FileName} in {directory} or a folder above it; name the project's folder with --program");
    }

    private static PulumiProject Load(string file)
    {
        var yaml = YamlFile.Load(file);
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var name = (string?)yaml["name"] ?? throw new ProjectException($"{file} has no 'name'");
        var runtime = yaml["runtime"] as JObject;
        return new PulumiProject
        {
            Directory = directory,
            Name = name,
            Runtime = (string?)(runtime is null ? yaml["runtime"] : runtime["name"])
                ?? throw new ProjectException($"{file} has no 'runtime'"),
            RuntimeOptions = runtime?["options"] is JObject options
                ? options.Properties().ToImmutableDictionary(
                    static option => option.Name,
                    static option => ConfigValue.TextOf(option.Value))
                : ImmutableDictionary<string, string>.Empty,
            Main = (string?)yaml["main"],
            Providers = [.. Plugins(yaml, file, directory)],
            Config = yaml["config"] is JObject config
                ? config.Properties().Select(property => (Key: ConfigValue.Qualify(property.Name, name), Value: Default(property.Value)))
                    .Where(static entry => entry.Value is not null)
                    .ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value!)
                : ImmutableDictionary<string, ConfigValue>.Empty,
        };
    }

    private static IEnumerable<ProjectPlugin> Plugins(JObject yaml, string file, string directory)
    {
        foreach (var plugin in yaml.SelectToken("plugins.providers") as JArray ?? [])
        {
            yield return (string?)plugin["name"] is { } name && (string?)plugin["path"] is { } path
                ? new ProjectPlugin(name, Path.GetFullPath(path, directory))
                : throw new ProjectException($"{file}: each of plugins.providers needs a 'name' and a 'path'");
        }
    }

    /// <summary>A project's entry is a value, or a declaration that may hold one.</summary>
    private static ConfigValue? Default(JToken entry) => entry switch
    {
        JObject declaration => (declaration["value"] ?? declaration["default"]) is { Type: not JTokenType.Null } value
            ? new ConfigValue(ConfigValue.TextOf(value), (bool?)declaration["secret"] ?? false)
            : null,
        _ => new ConfigValue(ConfigValue.TextOf(entry), Secret: false),
    };
}

/// <summary>A provider plugin that a project brings along.</summary>
/// <param name="Name">The package that it serves.</param>
/// <param name="Path">The folder that holds it, absolute.</param>
public sealed record ProjectPlugin(string Name, string Path);

/// <summary>A project, its configuration or its program is not as it should be; the message says what would be right.</summary>
public sealed class ProjectException(string message, Exception? inner = null) : Exception(message, inner);
