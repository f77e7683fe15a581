using System.Globalization;

namespace Pulumi;

/// <summary>The stack's configuration of one namespace: the project's own, or a package's.</summary>
/// <param name="name">The namespace; null is the project's name.</param>
public sealed class Config(string? name = null)
{
    private readonly string _namespace = name ?? Deployment.Instance.ProjectName;

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

    /// <summary>The value of a key.</summary>
    /// <exception cref="RunException">It is not set, or not of this type.</exception>
    public string Require(string key) => Get(key) ?? throw Missing(key, "");

    /// <summary>The value of a key as a secret.</summary>
    /// <inheritdoc cref="Require"/>
    public Output<string> RequireSecret(string key) => Output.CreateSecret(Get(key) ?? throw Missing(key, "--secret "));

    /// <summary>The value of a key as a secret, or null when it is not set.</summary>
    public Output<string>? GetSecret(string key) => Get(key) is { } text ? Output.CreateSecret(text) : null;

    private string FullKey(string key) => $"{_namespace}:{key}";

    private T? Find<T>(string key, string type, Func<string, T?> parse)
        where T : struct => Get(key) is { } text ? parse(text) ?? throw Unusable(key, type) : null;

    private RunException Missing(string key, string option) => new(
        $"The configuration value '{FullKey(key)}' is missing: set it with `pulumi config set {option}{FullKey(key)} <value>`.");

    // Which value it is stays unsaid: it may be a secret.
    private RunException Unusable(string key, string type) => new(
        $"The configuration value '{FullKey(key)}' is no valid {type}: set it with `pulumi config set {FullKey(key)} <value>`.");
}
