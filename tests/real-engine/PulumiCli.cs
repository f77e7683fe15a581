using System.Collections;

namespace PulumiOrgs.RealEngine.Tests;

/// <summary>
/// The Pulumi CLI with a home, a login and a folder of its own. It keeps states in files, and of this machine's Pulumi settings it has none.
/// </summary>
internal sealed class PulumiCli : IAsyncDisposable
{
    public const string Missing = "the Pulumi CLI is not on the PATH (https://www.pulumi.com/docs/install/)";

    private readonly DirectoryInfo _own = Directory.CreateTempSubdirectory("pulumi-");
    private readonly Dictionary<string, string> _environment;

    private PulumiCli(string folder)
    {
        Folder = folder;
        _environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(static entry => !((string)entry.Key).StartsWith("PULUMI_", StringComparison.Ordinal))
            .ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!);
        _environment["PULUMI_HOME"] = Home;
        _environment["PULUMI_CONFIG_PASSPHRASE"] = "correct horse battery staple";
        _environment["PULUMI_SKIP_UPDATE_CHECK"] = "true";
    }

    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "pulumi.exe" : "pulumi")));

    /// <summary>Where it keeps its login and its plugins.</summary>
    public string Home => Path.Combine(_own.FullName, "home");

    /// <summary>Where commands run: the folder of the project.</summary>
    public string Folder { get; }

    /// <summary>Logs in to a folder for states.</summary>
    /// <param name="folder">The folder of the project; null makes one that goes with the CLI's home.</param>
    public static async Task<PulumiCli> StartAsync(string? folder = null)
    {
        var cli = new PulumiCli(folder ?? Directory.CreateTempSubdirectory("project-").FullName);
        var states = cli._own.CreateSubdirectory("states");
        await cli.RunAsync("login", new Uri(states.FullName).AbsoluteUri);
        return cli;
    }

    /// <summary>Lets the engine find the plugin where people put it who build it: on the PATH.</summary>
    public PulumiCli WithPluginOnPath()
    {
        _environment["PATH"] = $"{Built.PluginFolder}{Path.PathSeparator}{_environment["PATH"]}";
        return this;
    }

    /// <summary>Runs a command of <c>pulumi</c>, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public Task<string> RunAsync(params IEnumerable<string> arguments) => RunOtherAsync("pulumi", ["--non-interactive", .. arguments]);

    /// <summary>Runs another program in the same folder, which must succeed.</summary>
    /// <param name="command">The program.</param>
    /// <param name="arguments">What it is called with.</param>
    /// <param name="settings">Variables of its environment alone.</param>
    public async Task<string> RunOtherAsync(string command, IReadOnlyList<string> arguments, params IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var result = await CommandResult.RunAsync(command, Folder, environment, arguments);
        Assert.True(result.ExitCode == 0, $"{command} {string.Join(' ', arguments)} ended with {result.ExitCode}:\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        _own.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
