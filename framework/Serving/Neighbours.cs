using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PulumiOrgs.Framework.Running;

namespace PulumiOrgs.Framework.Serving;

/// <summary>
/// What the plugin's processes of one deployment tell each other, through files of a folder that is the user's alone: what
/// each declares, and that it writes. Without it, what one provider of a program takes over another one would delete, and
/// what one writes another would not see.
/// </summary>
/// <remarks>
/// A file is its process's own, which only appends to it, and it counts for as long as that process lives. Where there can be
/// no such folder, each process keeps to itself.
/// </remarks>
public sealed class Neighbours(string package) : INeighbours, IDisposable
{
    private const string Declarations = ".declared";
    private const string WriteMarks = ".written";
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly TimeSpan StartSlack = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Newness = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private DirectoryInfo? _folder;
    private FileStream? _declared;
    private FileStream? _written;
    private DateTime _listedAt;
    private IReadOnlyList<FileInfo> _files = [];

    // Asked for when a deployment begins: the start of the plugin needs no name.
    private string OwnName => field ??= NameOf(Process.GetCurrentProcess());

    /// <summary>A number that is another one after another process has written.</summary>
    public long Stamp
    {
        get
        {
            // The files of processes that have ended count as well: what they wrote was written.
            lock (_gate)
            {
                return _folder is null ? 0 : Others(WriteMarks).Sum(static file => file.Length);
            }
        }
    }

    /// <summary>Meets the others that serve the same engine with the same cloud. What this process told before is forgotten.</summary>
    public void Join(string? engine, string scope)
    {
        lock (_gate)
        {
            Leave();
            if (engine is null)
            {
                return;
            }

            try
            {
                var root = OwnFolder(Path.Combine(Path.GetTempPath(), $"pulumi-resource-{package}-{Environment.UserName}"));
                var meeting = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{engine} {scope}")).AsSpan(0, 8));
                var folder = OwnFolder(Path.Combine(root.FullName, meeting));
                _declared = Open(folder, Declarations);
                _written = Open(folder, WriteMarks);
                _folder = folder;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Leave();
            }
        }
    }

    public void Declare(IEnumerable<string> keys, string urn)
    {
        lock (_gate)
        {
            if (_declared is not null)
            {
                Append(_declared, string.Concat(keys.Select(key => $"{key}\t{urn}\n")));
            }
        }
    }

    public string? FindDeclared(string key)
    {
        var beginning = $"{key}\t";
        lock (_gate)
        {
            return _folder is null ? null : Others(Declarations)
                .Where(IsAlive)
                .SelectMany(LinesOf)
                .FirstOrDefault(line => line.StartsWith(beginning, StringComparison.OrdinalIgnoreCase))?[beginning.Length..];
        }
    }

    /// <summary>Tells the others that this process writes.</summary>
    public void Wrote()
    {
        lock (_gate)
        {
            Append(_written, ".");
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Leave();
        }
    }

    private static DirectoryInfo OwnFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path);
        }

        // One that somebody else made first is not this user's alone: either it cannot be entered, or its mode tells.
        var folder = Directory.CreateDirectory(path, OwnersAlone);
        return folder.LinkTarget is null && folder.UnixFileMode == OwnersAlone
            ? folder
            : throw new UnauthorizedAccessException($"'{path}' is not this user's alone");
    }

    private static string NameOf(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id}-{process.StartTime.ToUniversalTime().Ticks}");

    // A process that ended may have left its number to another one; when that began, no two processes tell to the same fraction of a second.
    private static bool IsAlive(FileInfo file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name).Split('-');
        try
        {
            using var process = Process.GetProcessById(int.Parse(name[0], CultureInfo.InvariantCulture));
            var began = new DateTime(long.Parse(name[1], CultureInfo.InvariantCulture), DateTimeKind.Utc);
            return (process.StartTime.ToUniversalTime() - began).Duration() < StartSlack;
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static List<string> LinesOf(FileInfo file)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            List<string> lines = [];
            while (reader.ReadLine() is { } line)
            {
                lines.Add(line);
            }

            return lines;
        }
        catch (IOException)
        {
            // Its process has just ended.
            return [];
        }
    }

    private static void Append(FileStream? file, string text)
    {
        try
        {
            file?.Write(Encoding.UTF8.GetBytes(text));
            file?.Flush();
        }
        catch (IOException)
        {
            // A full disk is no reason to fail what is only told to others.
        }
    }

    private FileStream Open(DirectoryInfo folder, string kind) => new(
        Path.Combine(folder.FullName, OwnName + kind), FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    // Reads ask again and again, and processes seldom come or go: then the folder's time tells.
    private IEnumerable<FileInfo> Others(string kind)
    {
        _folder!.Refresh();
        if (!_folder.Exists)
        {
            return [];
        }

        if (_folder.LastWriteTimeUtc is var changedAt && changedAt != _listedAt)
        {
            _files = [.. _folder.EnumerateFiles().Where(file => !file.Name.StartsWith(OwnName, StringComparison.Ordinal))];
            _listedAt = changedAt;
        }

        return _files.Where(file => file.Extension == kind).Select(static file =>
        {
            file.Refresh();
            return file;
        }).Where(static file => file.Exists);
    }

    // Folders in which nobody is alive any more go along, this one too when its last process leaves.
    private void Leave()
    {
        var folder = _folder;
        _declared?.Dispose();
        _written?.Dispose();
        (_folder, _declared, _written, _listedAt, _files) = (null, null, null, default, []);
        if (folder is null)
        {
            return;
        }

        try
        {
            File.Delete(Path.Combine(folder.FullName, OwnName + Declarations));
            foreach (var meeting in folder.Parent!.EnumerateDirectories())
            {
                // One that is new may be about to be entered.
                var isOwn = meeting.Name == folder.Name;
                if ((isOwn || DateTime.UtcNow - meeting.LastWriteTimeUtc > Newness)
                    && !meeting.EnumerateFiles().Any(file => !file.Name.StartsWith(OwnName, StringComparison.Ordinal) && IsAlive(file)))
                {
                    meeting.Delete(recursive: true);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another one is at it, and takes no notice of processes that have ended anyway.
        }
    }
}
