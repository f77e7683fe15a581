using System.Text.Json;

namespace Pulumi;

/// <summary>What a program is told about the deployment that it runs in.</summary>
internal sealed record DeploymentSettings
{
    public required string Project { get; init; }

    public required string Stack { get; init; }

    public required bool IsDryRun { get; init; }

    /// <summary>Configuration values by their full key, such as <c>project:key</c>; structured ones as JSON.</summary>
    public ImmutableDictionary<string, string> Config { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Reads the settings from the environment variables that the language host sets.</summary>
    /// <exception cref="InvalidOperationException">A variable is missing or wrong: the program was started by hand.</exception>
    public static (DeploymentSettings Settings, string MonitorAddress, string EngineAddress) FromEnvironment(
        Func<string, string?> variable)
    {
        var settings = new DeploymentSettings
        {
            Project = Required("PULUMI_PROJECT"),
            Stack = Required("PULUMI_STACK"),
            IsDryRun = bool.TryParse(Required("PULUMI_DRY_RUN"), out var isDryRun)
                ? isDryRun
                : throw Unusable("PULUMI_DRY_RUN", "is neither true nor false"),
            Config = ReadConfig(variable("PULUMI_CONFIG")),
        };
        return (settings, Required("PULUMI_MONITOR"), Required("PULUMI_ENGINE"));

        string Required(string name) => variable(name) is { Length: > 0 } value ? value : throw Unusable(name, "is not set");
    }

    private static ImmutableDictionary<string, string> ReadConfig(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return ImmutableDictionary<string, string>.Empty;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateObject().ToImmutableDictionary(
            static entry => entry.Name, static entry => entry.Value.ToString());
    }

    private static InvalidOperationException Unusable(string variable, string problem) =>
        new($"This program runs inside a deployment: start it with `pulumi up` or `pulumi preview`. ({variable} {problem}.)");
}
