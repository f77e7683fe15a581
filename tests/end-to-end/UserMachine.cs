using System.Collections;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Cloud;
using PulumiOrgs.Local.Engine.Display;
using Spectre.Console;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>The machine of somebody who has this one's programs, a home of their own, and no Pulumi settings but those that are given.</summary>
/// <param name="home">The folder in which Pulumi keeps what is the user's.</param>
internal sealed class UserMachine(string home)
{
    // No line of it is broken.
    private const int WideScreen = 400;

    private readonly StringWriter _screen = new();

    /// <summary>All that runs of the engine have printed.</summary>
    public string Screen => _screen.ToString();

    /// <summary>All that a process finds in its environment.</summary>
    public Dictionary<string, string> Environment(params IEnumerable<(string Name, string Value)> settings) =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(static entry => (Name: (string)entry.Key, Value: (string)entry.Value!))
            .Where(static entry => !entry.Name.StartsWith("PULUMI_", StringComparison.Ordinal))
            .Concat<(string Name, string Value)>([("PULUMI_HOME", home), .. settings])
            .ToDictionary(static entry => entry.Name, static entry => entry.Value);

    /// <summary>The same of somebody who is logged in to a cloud.</summary>
    public Dictionary<string, string> EnvironmentWith(EmulatedCloud cloud) =>
        Environment(("PULUMI_ACCESS_TOKEN", cloud.AccessToken), ("PULUMI_BACKEND_URL", cloud.Url.ToString()));

    /// <summary>Runs the engine, with a cloud that the options' environment names.</summary>
    public Task<EngineResult> RunAsync(EngineOptions options)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_screen),
        });
        console.Profile.Width = WideScreen;
        return new EngineRunner(options, new GivenCloud(), new PlainDisplay(console), TimeProvider.System).RunAsync(TestContext.Current.CancellationToken);
    }
}
