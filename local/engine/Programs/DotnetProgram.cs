using PulumiOrgs.Local.Engine.Processes;
using PulumiOrgs.Local.Engine.Projects;

namespace PulumiOrgs.Local.Engine.Programs;

/// <summary>A .NET program: built from source, unless the project names a binary.</summary>
internal sealed class DotnetProgram(
    PulumiProject project,
    DotnetBuild build,
    IReadOnlyDictionary<string, string> environment,
    string organization)
    : ProcessProgram(environment, organization)
{
    private const string BinaryOption = "binary";

    private readonly string _location = Path.GetFullPath(project.Main ?? ".", project.Directory);
    private string? _file;

    private string Folder => Directory.Exists(_location) ? _location : Path.GetDirectoryName(_location)!;

    public override async Task PrepareAsync(CancellationToken cancellationToken) => _file =
        project.RuntimeOptions.TryGetValue(BinaryOption, out var binary)
            ? Path.GetFullPath(binary, project.Directory)
            : await build.BuildAsync(_location, cancellationToken);

    protected override LaunchCommand CommandFor(ProgramRun run) =>
        LaunchCommand.For(_file ?? throw new InvalidOperationException("the program was not prepared"), Folder);
}
