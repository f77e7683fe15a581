using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>The stack's configuration of one namespace: the project's own, or a package's.</summary>
public sealed class Config
{
    private readonly string _namespace;

    /// <param name="name">The namespace; null is the project's name.</param>
    public Config(string? name = null)
    {
        const string OldSuffix = ":config";
        name ??= Deployment.Instance.ProjectName;
        _namespace = name.EndsWith(OldSuffix, StringComparison.Ordinal) ? name[..^OldSuffix.Length] : name;
    }

    /// <summary>The value of a key, or null when it is not set.</summary>
    public string? Get(string key) => Deployment.Require().Settings.Config.GetValueOrDefault(FullKey(key));

    /// <inheritdoc cref="Get"/>
    public bool? GetBoolean(string key) => Find(key, nameof(Boolean), static text => text switch
    {
        "true" => true,
        "false" => false,
        _ => default(bool?),
    });

    /// <inheritdoc cref="Get"/>
    public int? GetInt32(string key) => Find(key, nameof(Int32), static text =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : default(int?));

    /// <inheritdoc cref="Get"/>
    public double? GetDouble(string key) => Find(key, nameof(Double), static text =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : default(double?));

    /// <summary>The value that a key's JSON holds, or the default of its type when the key is not set.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions? options = null) =>
        Get(key) is { } json ? Parse<T>(key, json, options) : default;

    /// <summary>The value of a key, kept from view, or null when it is not set.</summary>
    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetSecret"/>
    public Output<bool>? GetSecretBoolean(string key) => GetBoolean(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetSecret"/>
    public Output<int>? GetSecretInt32(string key) => GetInt32(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetSecret"/>
    public Output<double>? GetSecretDouble(string key) => GetDouble(key) is { } value ? Output.CreateSecret(value) : null;

    /// <inheritdoc cref="GetSecret"/>
    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions? options = null) =>
        Get(key) is { } json ? Output.CreateSecret(Parse<T>(key, json, options)) : null;

    /// <summary>The value of a key.</summary>
    /// <exception cref="RunException">It is not set, or not of this type.</exception>
    public string Require(string key) => Get(key) ?? throw Missing(key);

    /// <inheritdoc cref="Require"/>
    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    /// <inheritdoc cref="Require"/>
    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    /// <inheritdoc cref="Require"/>
    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <inheritdoc cref="Require"/>
    public T RequireObject<T>(string key, JsonSerializerOptions? options = null) => Parse<T>(key, Require(key), options);

    /// <summary>The value of a key, kept from view.</summary>
    /// <inheritdoc cref="Require"/>
    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    /// <inheritdoc cref="RequireSecret"/>
    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    /// <inheritdoc cref="RequireSecret"/>
    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    /// <inheritdoc cref="RequireSecret"/>
    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    /// <inheritdoc cref="RequireSecret"/>
    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions? options = null) =>
        Output.CreateSecret(RequireObject<T>(key, options));

    private string FullKey(string key) => $"{_namespace}:{key}";

    private T? Find<T>(string key, string type, Func<string, T?> parse)
        where T : struct => Get(key) is { } text ? parse(text) ?? throw Unusable(key, type) : null;

    private T Parse<T>(string key, string json, JsonSerializerOptions? options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options)!;
        }
        catch (JsonException)
        {
            // Its own message may quote the value.
            throw Unusable(key, typeof(T).Name);
        }
    }

    private RunException Missing(string key) => new(
        $"The configuration value '{FullKey(key)}' is missing: set it with `pulumi config set {FullKey(key)} <value>`.");

    // Which value it is stays unsaid: it may be a secret.
    private RunException Unusable(string key, string type) => new(
        $"The configuration value '{FullKey(key)}' is no valid {type}: set it with `pulumi config set {FullKey(key)} <value>`.");
}
