using System.Text;
using Newtonsoft.Json;

namespace PulumiOrgs.Local.Engine.State;

/// <summary>
/// A stack's state on disk: a checkpoint as <c>pulumi stack export</c> writes it. A write replaces the file whole or not
/// at all, and only its owner may read it.
/// </summary>
public sealed class StateFile(string path)
{
    /// <summary>The version of checkpoints that it holds.</summary>
    public const int Version = CheckpointJson.Version;

    private bool _keptLast;

    /// <summary>The state of a stack of a project.</summary>
    public static StateFile Of(EngineOptions options, PulumiProject project) => new(System.IO.Path.GetFullPath(
        options.StateFile ?? System.IO.Path.Combine(project.Directory, ".pulumi-local", $"{options.Stack}.json")));

    /// <summary>Where the state of the run before is kept.</summary>
    public string BackupPath { get; } = path + ".bak";

    public string Path { get; } = path;

    /// <summary>Keeps other runs from changing the same state until the answer is disposed of.</summary>
    /// <exception cref="StateException">Another run is at it.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        try
        {
            return new FileStream(Path + ".lock", new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
            });
        }
        catch (IOException exception)
        {
            throw new StateException($"another run is changing {Path}; wait for it to end ({exception.Message})", exception);
        }
    }

    /// <summary>The deployment that the file holds; null when there is no file yet.</summary>
    /// <exception cref="StateException">The file is no checkpoint of a version that is known.</exception>
    public JObject? Load()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            return CheckpointJson.Parse(File.ReadAllText(Path)) is JObject json
                && (int?)json["version"] == CheckpointJson.Version
                && json["deployment"] is JObject deployment
                ? deployment
                : throw new StateException($"{Path} is not a checkpoint of version {CheckpointJson.Version}");
        }
        catch (JsonException exception)
        {
            throw new StateException(
                $"{Path} is not JSON: {exception.Message}. The state before the last run is in {BackupPath}",
                exception);
        }
    }

    /// <summary>Writes a whole deployment.</summary>
    /// <param name="head">The deployment's fields besides its resources.</param>
    /// <param name="resources">The resources, each serialized.</param>
    internal void Save(JObject head, IReadOnlyList<byte[]> resources)
    {
        KeepLast();
        var temporary = $"{Path}.{Environment.ProcessId}.tmp";
        File.Delete(temporary);
        using (var file = OwnerOnlyFile.Create(temporary))
        {
            Write(file, head, resources);
            // Renamed before its content is on disk, a file may be empty after a power failure.
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path, overwrite: true);
    }

    /// <summary>One resource a line: a difference between two states reads as a difference between resources.</summary>
    internal static void Write(Stream output, JObject head, IReadOnlyList<byte[]> resources)
    {
        var fields = head.ToString(Formatting.None);
        var separator = head.HasValues ? "," : "";
        output.Write(Encoding.UTF8.GetBytes(
            $"{{\"version\":{CheckpointJson.Version},\"deployment\":{fields[..^1]}{separator}\"resources\":["));
        for (var index = 0; index < resources.Count; index++)
        {
            output.Write(index == 0 ? "\n"u8 : ",\n"u8);
            output.Write(resources[index]);
        }

        output.Write("\n]}}\n"u8);
    }

    private void KeepLast()
    {
        if (!_keptLast && File.Exists(Path))
        {
            File.Copy(Path, BackupPath, overwrite: true);
        }

        _keptLast = true;
    }
}

/// <summary>Files that nobody but their owner may read (mode 0600).</summary>
internal static class OwnerOnlyFile
{
    /// <summary>Makes a file that must not exist yet, and the folder around it.</summary>
    public static FileStream Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}

/// <summary>The state cannot be read, written or believed.</summary>
public sealed class StateException(string message, Exception? inner = null) : Exception(message, inner);
