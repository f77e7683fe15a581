namespace PulumiOrgs.Local.Engine.Processes;

/// <summary>A program to start: its file, what always comes before the other arguments, and where it runs.</summary>
public sealed record LaunchCommand(string File, IReadOnlyList<string> Arguments, string Directory)
{
    private const string Library = ".dll";

    /// <summary>Starts a file, through the .NET host if it is a library.</summary>
    public static LaunchCommand For(string file, string directory) => file.EndsWith(Library, StringComparison.OrdinalIgnoreCase)
        ? new LaunchCommand("dotnet", [file], directory)
        : new LaunchCommand(file, [], directory);

    public LaunchCommand With(params IEnumerable<string> arguments) => this with { Arguments = [.. Arguments, .. arguments] };

    public override string ToString() => string.Join(' ', [File, .. Arguments]);
}
