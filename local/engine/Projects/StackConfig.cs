using Newtonsoft.Json;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.Local.Engine.Projects;

/// <summary>The settings of a stack, by <c>namespace:key</c>.</summary>
public sealed class StackConfig(IReadOnlyDictionary<string, ConfigValue> values)
{
    private static readonly string[] KnownKeys = ["config", "encryptionsalt", "encryptedkey", "secretsprovider", "environment"];

    /// <summary>The settings as the program gets them: a JSON object.</summary>
    public string Json => JsonConvert.SerializeObject(values.ToDictionary(static entry => entry.Key, static entry => entry.Value.Text));

    /// <summary>The keys whose values are secret, as the program gets them: a JSON array.</summary>
    public string SecretKeysJson =>
        JsonConvert.SerializeObject(values.Where(static entry => entry.Value.Secret).Select(static entry => entry.Key));

    /// <summary>
    /// Puts together what the project, the stack's file and the command line say; the later wins.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="stack">Name of the stack; its file is <c>Pulumi.STACK.yaml</c>, if there is one.</param>
    /// <param name="given">What the command line gives.</param>
    /// <param name="passphrase">Opens secrets of the stack's file.</param>
    /// <param name="warn">Is told what of the stack's file is not used.</param>
    /// <exception cref="ProjectException">The stack's file is not as it should be.</exception>
    public static StackConfig Load(
        PulumiProject project,
        string stack,
        IReadOnlyDictionary<string, string> given,
        PassphraseSource passphrase,
        Action<string> warn)
    {
        var values = project.Config.ToImmutableDictionary().ToBuilder();
        var file = Path.Combine(project.Directory, $"Pulumi.{stack}.yaml");
        if (File.Exists(file))
        {
            foreach (var (key, value) in FromFile(file, project.Name, passphrase, warn))
            {
                values[key] = value;
            }
        }

        foreach (var (key, value) in given)
        {
            values[ConfigValue.Qualify(key, project.Name)] = new ConfigValue(value, Secret: false);
        }

        return new StackConfig(values.ToImmutable());
    }

    /// <summary>What configures the default provider of a package: the settings in its namespace.</summary>
    public PropertyMap ForPackage(string package)
    {
        var prefix = package + ":";
        return new PropertyMap(values
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(entry => KeyValuePair.Create(entry.Key[prefix.Length..], Property(entry.Value))));
    }

    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>The same settings and one more.</summary>
    public StackConfig With(string key, string value) =>
        new(values.ToImmutableDictionary().SetItem(key, new ConfigValue(value, Secret: false)));

    private static PropertyValue Property(ConfigValue value) =>
        value.Secret ? new SecretValue(new StringValue(value.Text)) : new StringValue(value.Text);

    private static IEnumerable<KeyValuePair<string, ConfigValue>> FromFile(
        string file, string project, PassphraseSource passphrase, Action<string> warn)
    {
        var yaml = YamlFile.Load(file);
        foreach (var unknown in yaml.Properties().Select(static property => property.Name).Except(KnownKeys))
        {
            warn($"{file}: '{unknown}' means nothing here and is left out; settings stand under 'config'");
        }

        var salt = (string?)yaml["encryptionsalt"];
        var crypter = new Lazy<PassphraseCrypter>(() => salt is null
            ? throw new ProjectException($"{file} has secrets but no 'encryptionsalt'; only the passphrase provider's can be opened here")
            : PassphraseCrypter.Open(passphrase.Read(), salt));
        foreach (var property in (yaml["config"] as JObject ?? []).Properties())
        {
            var value = property.Value is JObject { Count: 1 } secret && (string?)secret["secure"] is { } ciphertext
                ? new ConfigValue(crypter.Value.Decrypt(ciphertext), Secret: true)
                : new ConfigValue(ConfigValue.TextOf(property.Value), Secret: false);
            yield return KeyValuePair.Create(ConfigValue.Qualify(property.Name, project), value);
        }
    }
}

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
