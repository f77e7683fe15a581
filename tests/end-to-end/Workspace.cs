using System.Collections.Immutable;
using Newtonsoft.Json;
using PulumiOrgs.Local.Cloud;
using PulumiOrgs.Local.Cloud.Rig;
using PulumiOrgs.Local.Cloud.State;
using PulumiOrgs.Local.Engine;
using PulumiOrgs.Local.Engine.Deployments;
using PulumiOrgs.Protocol;

namespace PulumiOrgs.EndToEnd.Tests;

/// <summary>
/// A user's folder and a cloud: the example's program as a process, the provider as a process, an engine between them.
/// </summary>
public sealed class Workspace : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orgs-");
    private readonly UserMachine _machine;

    private Workspace(EmulatedCloud cloud) => (Cloud, _machine) = (cloud, new UserMachine(_folder.FullName));

    public static string ExampleRoster => Path.Combine(Built.PathOf("Example"), "roster.yaml");

    public EmulatedCloud Cloud { get; }

    public Organization Organization => Cloud.State.Organization("acme");

    public string StateFile => Path.Combine(_folder.FullName, "state.json");

    /// <summary>All that the runs so far printed.</summary>
    public string Screen => _machine.Screen;

    /// <summary>What the provider asked the cloud in the last run, one line a request: method, path, body.</summary>
    public IReadOnlyList<string> Requests => [.. Cloud.Requests.All.Select(Show)];

    public IReadOnlyList<string> Writes => [.. Cloud.Requests.Writes.Select(Show)];

    private string RosterFile => Path.Combine(_folder.FullName, "roster.yaml");

    public static async Task<Workspace> StartAsync(string roster, EmulatedCloudOptions? cloud = null)
    {
        var workspace = await StartAsync("acme-org", "Program", cloud);
        workspace.Write(roster);
        return workspace;
    }

    /// <summary>A folder with the example in which tokens rotate.</summary>
    public static Task<Workspace> StartTokenRotationAsync() => StartAsync("token-rotation", "TokenRotation", null);

    /// <summary>A folder with the example whose people have roles of the organization's own.</summary>
    public static Task<Workspace> StartCustomRolesAsync(EmulatedCloudOptions cloud) => StartAsync("custom-roles", "CustomRoles", cloud);

    /// <summary>A folder with the example of what a company writes on top.</summary>
    public static Task<Workspace> StartPolicyAsync() => StartAsync("policy", "Policy", null);

    public void Write(string roster) => File.WriteAllText(RosterFile, roster);

    /// <summary>Changes the organization as somebody would at the console.</summary>
    public void BehindItsBack(Func<Organization, Organization> change) => Cloud.State.Change("acme", change);

    /// <summary>The organization's token whose name was made from a resource's.</summary>
    public AccessToken Token(string resource) =>
        Organization.Tokens.Single(token => token.Deleted is null && token.Name.StartsWith($"{resource}-", StringComparison.Ordinal));

    public Task<EngineResult> UpAsync() => RunAsync(EngineCommand.Up);

    public async Task<EngineResult> SucceedAsync(
        EngineCommand command = EngineCommand.Up,
        ImportRequest? import = null,
        IReadOnlyDictionary<string, string>? config = null)
    {
        var result = await RunAsync(command, import, config);
        Assert.True(result.Succeeded, Screen);
        return result;
    }

    public async Task<EngineResult> RunAsync(
        EngineCommand command,
        ImportRequest? import = null,
        IReadOnlyDictionary<string, string>? config = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        Cloud.Requests.Clear();
        return await _machine.RunAsync(new EngineOptions
        {
            Command = command,
            Import = import,
            ProgramDirectory = _folder.FullName,
            StateFile = StateFile,
            Provider = Built.Provider,
            Config = new Dictionary<string, string> { ["orgs:organization"] = "acme", ["roster"] = RosterFile }
                .Concat(config ?? ImmutableDictionary<string, string>.Empty).GroupBy(entry => entry.Key)
                    .ToDictionary(same => same.Key, same => same.Last().Value),
            Environment = environment ?? _machine.EnvironmentWith(Cloud),
        });
    }

    /// <summary>Compares the roster with the organization, of which the owner of the access token is no part.</summary>
    public Task<CommandResult> DriftAsync() => CommandResult.RunAsync(
        Built.Provider,
        _folder.FullName,
        _machine.EnvironmentWith(Cloud),
        input: "",
        "drift", "--organization", "acme", "--roster", RosterFile, "--ignore", "admin");

    /// <summary>The machine's environment with nobody's Pulumi settings but those given.</summary>
    public IReadOnlyDictionary<string, string> Environment(params IEnumerable<(string Name, string Value)> settings) => _machine.Environment(settings);

    /// <summary>The value of an output of the stack's <c>tokens</c>, secret or not.</summary>
    public static string TokenOf(EngineResult result, string name) =>
        ((StringValue)((MapValue)result.Outputs!["tokens"].Unwrap()).Properties[name].Unwrap()).Value;

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<Workspace> StartAsync(string project, string program, EmulatedCloudOptions? cloud)
    {
        var workspace = new Workspace(await EmulatedCloud.StartAsync(cloud ?? new EmulatedCloudOptions(), TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(Path.Combine(workspace._folder.FullName, "Pulumi.yaml"), $$"""
            name: {{project}}
            runtime:
              name: dotnet
              options:
                binary: {{Built.PathOf(program)}}
            """);
        return workspace;
    }

    private static string Show(LoggedRequest request)
    {
        var path = request.Path["/api/".Length..] + (request.Query.Length == 0 ? "" : "?" + request.Query);
        return $"{request.Method} {path}{(request.Body is null ? "" : " " + request.Body.ToString(Formatting.None))}";
    }
}
