using PulumiOrgs.Framework.Declaring;

namespace PulumiOrgs.Provider.Drift;

/// <summary>
/// The file that a page is written to. A job that runs every night overwrites its page of the night before; what is not such a page is
/// left alone unless somebody insists.
/// </summary>
/// <param name="path">The file, from the root. A link is followed.</param>
/// <param name="force">Whether to overwrite whatever is there.</param>
internal sealed class PageFile(string path, bool force)
{
    // What a page begins with; see DriftPage.
    private const int MarkWithin = 512;

    private readonly string _path = FollowLinks(path);

    /// <exception cref="PulumiOrgs.Framework.Declaring.ResourceException">Something is there that must not be overwritten.</exception>
    public void RefuseToOverwrite()
    {
        if (Directory.Exists(_path))
        {
            throw new ResourceException($"{_path} is a folder; name a file for the page");
        }

        if (!force && !IsEmpty && File.Exists(_path) && !IsPage())
        {
            throw new ResourceException(
                $"{_path} exists already and is no page that `drift` wrote; give --force to overwrite it, or another file");
        }
    }

    /// <summary>Writes the page as a whole: whoever looks meanwhile sees the old one or the new one.</summary>
    /// <exception cref="PulumiOrgs.Framework.Declaring.ResourceException">Something is there that must not be overwritten.</exception>
    public async Task WriteAsync(string page, CancellationToken cancellationToken)
    {
        RefuseToOverwrite();
        if (IsEmpty)
        {
            // It may be no ordinary file, such as /dev/stdout, and then must stay what it is.
            await File.WriteAllTextAsync(_path, page, cancellationToken);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var unfinished = $"{_path}.{Guid.NewGuid():N}.tmp";
        try
        {
            await File.WriteAllTextAsync(unfinished, page, cancellationToken);
            var overwrites = File.Exists(_path);
            if (overwrites && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(unfinished, File.GetUnixFileMode(_path));
            }

            File.Move(unfinished, _path, overwrites);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static string FollowLinks(string path)
    {
        var target = new FileInfo(path).LinkTarget is null ? null : File.ResolveLinkTarget(path, returnFinalTarget: true);
        // /dev/stdout, say, ends in a link that only the system can follow.
        return target is null || (File.Exists(path) && !target.Exists) ? path : target.FullName;
    }

    // What is still a link only the system can follow, and it may be a pipe that must not be read.
    private bool IsEmpty => new FileInfo(_path) is { Exists: true } file && (file.LinkTarget is not null || file.Length == 0);

    private bool IsPage()
    {
        using var reader = new StreamReader(_path);
        var start = new char[MarkWithin];
        return start.AsSpan(0, reader.ReadBlock(start)).IndexOf(DriftPage.Mark, StringComparison.Ordinal) >= 0;
    }
}
