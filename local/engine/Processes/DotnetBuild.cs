namespace PulumiOrgs.Local.Engine.Processes;

/// <summary>Builds .NET projects, one at a time: two builds that share a project would write the same files.</summary>
/// <param name="environment">The builds' environment.</param>
/// <param name="onBuild">Told of each build as it begins.</param>
public sealed class DotnetBuild(IReadOnlyDictionary<string, string> environment, Action<string> onBuild) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Builds a project and gives the library that it makes.</summary>
    /// <param name="project">A project file, or a folder with one in it.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="ProjectException">It does not build; the message has the build's output.</exception>
    public async Task<string> BuildAsync(string project, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            onBuild(project);
            var command = new LaunchCommand(
                "dotnet",
                ["build", project, "--nologo", "-v", "quiet", "-nodeReuse:false", "-t:Build", "-getProperty:TargetPath"],
                Directory.Exists(project) ? project : Path.GetDirectoryName(project)!);
            var output = new ConcurrentQueue<string>();
            await using var build = ChildProcess.Start(command, environment, output.Enqueue, output.Enqueue);
            await using var cancellation = cancellationToken.Register(build.Kill);
            var exitCode = await build.Completion;
            cancellationToken.ThrowIfCancellationRequested();
            return exitCode == 0 && output.LastOrDefault(static line => line.Length > 0) is { } library && File.Exists(library)
                ? library
                : throw new ProjectException($"{project} does not build:{Environment.NewLine}{string.Join(Environment.NewLine, output)}");
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
