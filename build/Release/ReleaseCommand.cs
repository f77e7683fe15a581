using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using PulumiOrgs.Build.Sdk;

namespace PulumiOrgs.Build.Release;

/// <summary>
/// Makes the files of a release. What makes a release of them, and of those of other machines, is <c>.github/workflows/release.yml</c>.
/// </summary>
internal sealed class ReleaseCommand : Command
{
    private readonly Option<string?> _tag = new("--tag")
    {
        Description = "The release's tag, which says the version (default: that of the commit that is checked out)",
        HelpName = "vX.Y.Z",
    };

    private readonly Option<string?> _repository = new("--repository")
    {
        Description = "Where the release will be, which the packages and the schema name: Pulumi downloads the plugin from there (default: no place)",
        HelpName = "https://github.com/OWNER/REPO",
    };

    private readonly Option<string[]> _runtimes = new("--runtime")
    {
        Description = "A machine that the plugin is built for; may be repeated. A native binary is built on its own operating system",
        DefaultValueFactory = static _ => [RuntimeInformation.RuntimeIdentifier],
    };

    private readonly Option<DirectoryInfo> _output = new("--output")
    {
        Description = "Where the files go",
        DefaultValueFactory = static _ => new DirectoryInfo(Path.Combine(Repository.Root, "artifacts", "release")),
    };

    public ReleaseCommand()
        : base("release", "Makes the files of a release: the plugin, its schema, the packages (with PulumiPackages=nuget) and the checksums.")
    {
        _runtimes.AcceptOnlyFromAmong([.. PluginArchive.Runtimes.Keys]);
        _repository.Validators.Add(result =>
        {
            if (result.Tokens.Any(static token => !IsRepository(token.Value)))
            {
                result.AddError("--repository must be https://github.com/OWNER/REPO, without anything behind it.");
            }
        });
        Options.Add(_tag);
        Options.Add(_repository);
        Options.Add(_runtimes);
        Options.Add(_output);
        SetAction(RunAsync);
    }

    /// <summary>Whether this is the address of a repository as everything that is made of it needs it.</summary>
    public static bool IsRepository(string address) =>
        address.StartsWith("https://github.com/", StringComparison.Ordinal)
        && address.Split('/') is [_, _, _, { Length: > 0 }, { Length: > 0 } name]
        && !name.EndsWith(".git", StringComparison.Ordinal)
        && Uri.TryCreate(address, UriKind.Absolute, out var url) && url is { Query: "", Fragment: "" };

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var tag = arguments.GetValue(_tag) ?? await CheckedOutTagAsync(cancellationToken);
        if (tag is null || ReleaseTag.VersionOf(tag) is not { } version)
        {
            await Console.Error.WriteLineAsync(tag is null
                ? "The commit that is checked out has no tag of a release; give one: --tag v1.2.3"
                : $"'{tag}' is no tag of a release; that is a v and a version without build metadata, such as v1.2.3 or v1.2.3-rc.1");
            return 1;
        }

        var release = new Release(version, arguments.GetValue(_repository), arguments.GetValue(_output)!.FullName);
        await release.MakeAsync(arguments.GetValue(_runtimes)!, cancellationToken);
        return 0;
    }

    private static async Task<string?> CheckedOutTagAsync(CancellationToken cancellationToken)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", Repository.Root, "describe", "--tags", "--exact-match", "--match", "v*"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (tag, _) = (git.StandardOutput.ReadToEndAsync(cancellationToken), git.StandardError.ReadToEndAsync(cancellationToken));
        await git.WaitForExitAsync(cancellationToken);
        return git.ExitCode == 0 ? (await tag).Trim() : null;
    }

    /// <summary>The files of one version, in one folder.</summary>
    private sealed class Release(string version, string? repository, string folder)
    {
        private readonly List<string> _files = [];

        public async Task MakeAsync(IReadOnlyList<string> runtimes, CancellationToken cancellationToken)
        {
            Directory.CreateDirectory(folder);
            foreach (var runtime in runtimes)
            {
                await PluginAsync(runtime, cancellationToken);
            }

            if (!runtimes.Contains(RuntimeInformation.RuntimeIdentifier))
            {
                Console.WriteLine("left out: schema.json, which only a plugin for this machine can tell");
            }

            await PackagesAsync(cancellationToken);
            await Checksums.WriteAsync(folder, _files, cancellationToken);
            Console.WriteLine($"{Path.Combine(folder, Checksums.FileName)} of {_files.Count} files");
        }

        private async Task PluginAsync(string runtime, CancellationToken cancellationToken)
        {
            var built = Path.Combine(Repository.Root, "artifacts", "plugin", runtime);
            await DotnetAsync(["publish", Path.Combine(Repository.Root, "provider"), "-c", "Release", "-r", runtime, "-o", built], cancellationToken);
            var binary = Path.Combine(built, PluginArchive.BinaryFor(runtime));
            var archive = PluginArchive.NameOf(version, runtime);
            await PluginArchive.WriteAsync(Path.Combine(folder, archive), binary, Path.Combine(Repository.Root, "LICENSE"), cancellationToken);
            Made(archive);
            if (runtime == RuntimeInformation.RuntimeIdentifier)
            {
                var schema = await PluginSchema.ReadAsync(binary, cancellationToken);
                await File.WriteAllTextAsync(Path.Combine(folder, "schema.json"), PluginSchema.Write(schema), cancellationToken);
                Made("schema.json");
            }
        }

        private async Task PackagesAsync(CancellationToken cancellationToken)
        {
            if (Environment.GetEnvironmentVariable("PulumiPackages") != "nuget")
            {
                Console.WriteLine("left out: the packages, which need the real package Pulumi: export PulumiPackages=nuget where a feed has it");
                return;
            }

            foreach (var (project, package) in new[] { ("roster", "PulumiOrgs.Roster"), ("sdk", "PulumiOrgs") })
            {
                await DotnetAsync(["pack", Path.Combine(Repository.Root, project), "-c", "Release", "-o", folder], cancellationToken);
                Made($"{package}.{version}.nupkg");
                Made($"{package}.{version}.snupkg");
            }
        }

        private async Task DotnetAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
        {
            string[] place = repository is null ? [] : [$"-p:RepositoryUrl={repository}"];
            using var dotnet = Process.Start(
                "dotnet", [.. arguments, $"-p:Version={version}", "-p:ContinuousIntegrationBuild=true", .. place, "--nologo", "-v", "quiet"]);
            await dotnet.WaitForExitAsync(cancellationToken);
            if (dotnet.ExitCode != 0)
            {
                throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed with code {dotnet.ExitCode}");
            }
        }

        private void Made(string name)
        {
            _files.Add(name);
            Console.WriteLine(Path.Combine(folder, name));
        }
    }
}
